"""A list of doubts that is cut after a thousand and counts the rest, and doubts about labels."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from indexer.cues import TranscriptDoubt

__all__ = ["Doubts", "Nobodys", "no_label", "of_nobody", "of_singles", "without_label"]

_MOST = 1000
"""Doubts that are kept. A hostile file of 10 MB can hold a million; no transcript has a hundred."""

_SHOWN = 3
"""Doubtful labels of a file that are told one by one; the others are counted together."""


_FEWEST = 8  # paragraphs
_EACH = 10  # paragraphs with a label for each without one
_TITLE = 12  # words
_SHORT = 30  # words of a note; a longer paragraph is talk
_LONGEST = 60  # characters that are shown
_BRACKETS = frozenset({("[", "]"), ("(", ")")})
_ENDS = frozenset(".!?…。！？,;:\"'”’)]»")


class Nobodys(NamedTuple):
    """A turn that is nobody's: its line, the words that may be its label, its time in seconds."""

    line: int
    name: str
    start: float | None


def of_nobody(turns: Iterable[Nobodys]) -> tuple[TranscriptDoubt, ...]:
    """Return the doubts about turns under words that may be a label.

    There is one for each of the words that come most, at its first turn, and one for all others.
    """
    found: defaultdict[str, list[Nobodys]] = defaultdict(list)
    for turn in turns:
        found[turn.name].append(turn)
    often = sorted(found.values(), key=lambda alike: -len(alike))
    told = [
        TranscriptDoubt(
            alike[0].line,
            f"`{alike[0].name}` may be a label or a sentence; its {_counted(alike)} nobody's"
            + (
                "; speakers.yaml can name turns by their times"
                if alike[0].start is not None
                else ""
            ),
        )
        for alike in often[:_SHOWN]
    ]
    if others := [turn for alike in often[_SHOWN:] for turn in alike]:
        more = len(often) - _SHOWN
        reason = (
            f"and {more:,} more like it, as `{others[0].name}`; their {_counted(others)} nobody's"
        )
        told.append(TranscriptDoubt(others[0].line, reason))
    return tuple(told)


def of_singles(labels: Mapping[int, str]) -> tuple[TranscriptDoubt, ...]:
    """Return the doubts about labels that only their place shows, by the numbers of their lines."""
    reason = "`{}` stands once, in the place of a label; took it for one"
    return tuple(TranscriptDoubt(line, reason.format(labels[line])) for line in sorted(labels))


def without_label(
    paragraphs: Sequence[tuple[int, str]], labelled: Container[int]
) -> tuple[TranscriptDoubt, ...]:
    """Return the doubts about the few paragraphs without a label where all others have one.

    They may be a heading, a note or a part of the page. `paragraphs` holds numbers of lines and
    their text, `labelled` the numbers of those with a label.
    """
    count = len(paragraphs)
    if count < _FEWEST:
        return ()
    missing = [at for at, (number, _) in enumerate(paragraphs) if number not in labelled]
    # Several in a row are one block, as a list of contents.
    blocks = [at for before, at in zip([-2, *missing], missing, strict=False) if at - before > 1]
    if not missing or len(blocks) * _EACH > count - len(missing) or len(missing) * 3 > count:
        return ()
    return no_label(
        paragraphs[at]
        for at in blocks[:_SHOWN]
        if _is_like_title(paragraphs[at][1])
        or (at in (0, count - 1) and paragraphs[at][1].count(" ") < _SHORT)
    )


def no_label(paragraphs: Iterable[tuple[int, str]]) -> tuple[TranscriptDoubt, ...]:
    """Return the doubts about paragraphs without a label, by their lines, which stay talk."""
    reason = "`{}` has no label, as all other turns have; it is read as talk"
    return tuple(
        TranscriptDoubt(number, reason.format(said[:_LONGEST])) for number, said in paragraphs
    )


def _is_like_title(said: str) -> bool:
    if said.count(" ") >= _TITLE:
        return False
    is_set_apart = (said[0], said[-1]) in _BRACKETS
    return is_set_apart or (said[-1] not in _ENDS and not said[0].islower())


def _counted(turns: Sequence[Nobodys]) -> str:
    start = turns[0].start
    at = "" if start is None else f"{int(start) // 60}:{int(start) % 60:02}"
    if len(turns) == 1:
        return f"turn at {at} is" if at else "turn is"
    return f"{len(turns):,} turns, the first at {at}, are" if at else f"{len(turns):,} turns are"


class Doubts:
    """The first thousand doubts of a kind, and the number of the others."""

    def __init__(self) -> None:
        self._kept: list[TranscriptDoubt] = []
        self._others = 0

    def add(self, line: int, reason: str, *values: float | str) -> None:
        """Add a doubt about a line, 0 for the whole file; `reason` is a format for the `values`."""
        if len(self._kept) < _MOST:
            self._kept.append(TranscriptDoubt(line, reason.format(*values)))
        else:
            self._others += 1

    def told(self) -> tuple[TranscriptDoubt, ...]:
        """Return the doubts in order; the last may say how many are left out."""
        if not self._others:
            return tuple(self._kept)
        return (*self._kept, TranscriptDoubt(0, f"and {self._others:,} more like these"))
