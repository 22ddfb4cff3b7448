"""Turns under a stamp and a name on lines of their own, in either order.

    00:00:04 Ann Lee       [00:00:04] - Ann Lee      00:00:04:05 - 00:00:09:20      Ann Lee
    Yes, today.            Yes, today.               Ann Lee                        0:04
                                                     Yes, today.                    Yes, today.

Trint, Happy Scribe, Premiere and others export it. A name without a colon is recognised by its
repetition: a title or the first words of a caption come once.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.grammar import Likeness, likeness
from indexer.formats.grammar.stamps import BRACKETED, RANGE, read
from indexer.formats.text import turns

__all__ = ["FORMAT"]

_HEAD = 16_000  # characters: some ten minutes of talk, in which names come again
_LONGEST = 60  # characters of a name
_FEWEST = 3  # turns
_NOBODY = "???"

_STAMP = re.compile(
    rf"\s*(?:#{{1,6}}\s+)?[*_]{{0,3}}({BRACKETED}|{RANGE})[*_]{{0,3}}:?(?:\s+(?:[-–—|•]\s+)?(.*))?$"
)
_CAPTION = re.compile(r"\n\d\d:\d\d:\d\d [^\n]+(?=\n{1,2}\d\d:\d\d:\d\d )")
_OPENS = frozenset("[(#*_【（`\\")


class _Head(NamedTuple):
    """The head of a turn: its place, its number of lines, its words and its stamp as written."""

    place: str
    lines: int
    name: str
    stamp: str
    stamp_line: int


def _recognise(text: str) -> bool:
    head = text[:_HEAD]
    return not (text.startswith("WEBVTT") or _are_captions(head)) and bool(_heads(head.split("\n")))


def _parse(path: Path, text: str) -> Transcript:
    lines = text.split("\n")
    for at, head in _heads(lines).items():
        stamp = head.stamp if head.stamp[0] in _OPENS else f"[{head.stamp}]"
        # A sentence in the place of a name is said by nobody known.
        is_name = likeness(head.name) is not Likeness.SENTENCE
        label = f"{head.name}: {stamp}" if is_name else f"{_NOBODY}: {stamp} {head.name}"
        # Rewritten as labelled text, on the same number of lines.
        lines[at : at + head.lines] = [label, *[""] * (head.lines - 1)]
    return turns.transcript(FORMAT.name, "\n".join(lines))


def _are_captions(text: str) -> bool:
    """Return whether half of the lines have a stamp and talk, and a stamp in the next line.

    A head has talk below it. Most files with stamps are told from those with heads in this way,
    in a fifth of the time.
    """
    lines = text.count("\n") - text.count("\n\n") + 1
    return len(_CAPTION.findall(text)) * 2 > lines


def _heads(lines: Sequence[str]) -> dict[int, _Head]:
    """Return the heads of turns by their line; none if no name repeats.

    In a file that has such heads, whatever stands in their place is one.
    """
    all_stamps = {at: m for at, line in enumerate(lines) if (m := _stamp(line))}
    said = _said(lines, all_stamps)
    stamps = {at: m for at, m in all_stamps.items() if at not in said}
    likely = _in_their_place(list(_candidates(lines, stamps)))
    found = {at: head for at, head, like in likely if like is Likeness.NAME}
    counts = Counter(head.name for head in found.values())
    again = [head for head in found.values() if counts[head.name] > 1]
    are_names = len(found) >= _FEWEST and len(again) * 3 >= len(found) * 2
    if not are_names or len(found) * 2 <= len(all_stamps):
        return {}
    places = Counter(head.place for head in found.values())
    taken = {head.stamp_line for head in found.values()}
    for at, head, like in likely:
        # The end of a sentence may stand above a stamp.
        may_be = like is not Likeness.SENTENCE or head.place != "above"
        if head.stamp_line not in taken and may_be and places[head.place] * 10 >= len(found):
            found[at] = head
            taken.add(head.stamp_line)
    return found


def _in_their_place(
    likely: Sequence[tuple[int, _Head, Likeness]],
) -> list[tuple[int, _Head, Likeness]]:
    """Return one head for each stamp: that in the place where most names are that come again."""
    counts = Counter(head.name for _, head, like in likely if like is Likeness.NAME)
    places = Counter(head.place for _, head, _ in likely if counts[head.name] > 1)
    best: dict[int, tuple[int, _Head, Likeness]] = {}
    for found in likely:
        _, head, like = found
        other = best.get(head.stamp_line)
        if other is None or (like is not Likeness.SENTENCE, places[head.place]) > (
            other[2] is not Likeness.SENTENCE,
            places[other[1].place],
        ):
            best[head.stamp_line] = found
    return list(best.values())


def _said(lines: Sequence[str], stamps: Mapping[int, re.Match[str]]) -> set[int]:
    """Return the lines below a head that open with a time in the talk: `5:30 is when I rise.`

    Such a time does not lie before the stamp that follows, or a sentence stands beside it.
    """
    said: set[int] = set()
    for at, following in itertools.zip_longest(stamps, itertools.islice(stamps, 1, None)):
        above = at - 1 if at and lines[at - 1].strip() else at - 2
        is_below = above in stamps or (
            above - 1 in stamps and not stamps[above - 1][2] and _is_short(lines[above].strip())
        )
        if not is_below or above in said:
            continue
        stamp, words = stamps[at].groups()
        is_sentence = words and not _is_short(words.strip())
        falls = following is not None and _second(stamp) > _second(stamps[following][1])
        if is_sentence or falls:
            said.add(at)
    return said


def _second(stamp: str) -> float:
    return read(stamp)[0]


def _stamp(line: str) -> re.Match[str] | None:
    opening = line.lstrip()[:1]
    return _STAMP.match(line) if opening.isdigit() or opening in _OPENS else None


def _candidates(
    lines: Sequence[str], stamps: dict[int, re.Match[str]]
) -> Iterator[tuple[int, _Head, Likeness]]:
    for at, m in stamps.items():
        stamp, name = m.groups()
        name = name.strip(" *_") if name else ""
        if name:
            # The cheaper test first: captions have a stamp on the next line.
            if _is_said(lines, stamps, at + 1) and _is_short(name):
                yield at, _Head("beside", 1, name, stamp, at), likeness(name)
            continue
        above = lines[at - 1].strip() if at and at - 1 not in stamps else ""
        below = lines[at + 1].strip() if at + 1 < len(lines) and at + 1 not in stamps else ""
        if _is_short(below) and _is_said(lines, stamps, at + 2):
            yield at, _Head("below", 2, below, stamp, at), likeness(below)
        if _is_short(above) and _is_said(lines, stamps, at + 1):
            yield at - 1, _Head("above", 2, above, stamp, at), likeness(above)


def _is_short(name: str) -> bool:
    return 0 < len(name) <= _LONGEST and name[-1] not in ".!,;:…"


def _is_said(lines: Sequence[str], stamps: dict[int, re.Match[str]], at: int) -> bool:
    """Return whether talk stands at a line, or below a blank one there."""
    while at < len(lines) and not lines[at].strip() and lines[at - 1].strip():
        at += 1
    return at < len(lines) and at not in stamps and bool(lines[at].strip())


FORMAT = Format(
    "stamped names", turns.SUFFIXES, _recognise, _parse, "stamps and names on lines of their own"
)
