"""Windows for the reference: words in a row that hold some words in any order, by a scan."""

from collections.abc import Sequence

__all__ = ["held_together"]


def held_together(
    ordinals: Sequence[int], children: Sequence[Sequence[int]], window: int
) -> set[int]:
    """Return the segments that hold every child, or in which a window of all of them begins.

    `ordinals` are the segments of the words of an episode. A child is given by the indexes of its
    words. A window contains no smaller window, touches no segment that holds every child by itself,
    and shares no word with a shorter window or with an earlier one of its length.
    """
    whole = set[int].intersection(*({ordinals[place] for place in child} for child in children))
    windows: list[tuple[int, int]] = []
    latest = [-window] * len(children)
    for place, number in sorted(
        (p, number) for number, child in enumerate(children) for p in child
    ):
        latest[number] = place
        begin = min(latest)
        new = not windows or windows[-1][0] < begin
        if new and place - begin < window:
            windows.append((begin, place))
    windows = [
        (begin, end)
        for begin, end in windows
        if whole.isdisjoint(range(ordinals[begin], ordinals[end] + 1))
    ]
    return whole | {
        ordinals[begin]
        for at, (begin, end) in enumerate(windows)
        if not any(
            one <= end and begin <= other and (other - one, one) < (end - begin, begin)
            for one, other in windows[max(0, at - len(children)) : at + len(children) + 1]
        )
    }
