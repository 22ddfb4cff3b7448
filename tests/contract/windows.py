"""A reference for windows: tries every stretch of an episode."""

from collections.abc import Collection, Sequence

__all__ = ["held_together", "holding_all", "windows_across"]


def held_together(
    segments: Sequence[Sequence[object]], children: Sequence[Collection[int]], window: int
) -> set[int]:
    """Return the segments that hold all children, or in which a window of all of them begins.

    A segment is its words; a child is its positions among all words of the episode.
    """
    ordinals = _ordinals(segments)
    across = windows_across(segments, children, window)
    return holding_all(segments, children) | {ordinals[first] for first, _ in across}


def holding_all(
    segments: Sequence[Sequence[object]], children: Sequence[Collection[int]]
) -> set[int]:
    """Return the segments that hold all children."""
    ordinals = _ordinals(segments)
    return {
        ordinal
        for ordinal in ordinals
        if all(ordinal in {ordinals[place] for place in child} for child in children)
    }


def windows_across(
    segments: Sequence[Sequence[object]], children: Sequence[Collection[int]], window: int
) -> list[tuple[int, int]]:
    """Return the first and the last position of each window that holds all children.

    Windows lie across segments of which none holds all, and share no word with a better one.
    """
    ordinals = _ordinals(segments)
    whole = holding_all(segments, children)

    def held(first: int, last: int) -> bool:
        return all(any(first <= place <= last for place in child) for child in children)

    windows = [
        (first, last)
        for first in range(len(ordinals))
        for last in range(first, min(first + window, len(ordinals)))
        if held(first, last)
        and not (first < last and (held(first + 1, last) or held(first, last - 1)))
        and whole.isdisjoint(range(ordinals[first], ordinals[last] + 1))
    ]
    return [
        (first, last)
        for first, last in windows
        if not any(
            one <= last and first <= other and (other - one, one) < (last - first, first)
            for one, other in windows
        )
    ]


def _ordinals(segments: Sequence[Sequence[object]]) -> list[int]:
    """Return for each word of an episode the number of its segment."""
    return [ordinal for ordinal, words in enumerate(segments) for _ in words]
