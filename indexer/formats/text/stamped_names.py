"""Turns under a stamp and a name on lines of their own, in either order.

    00:00:04 Ann Lee       [00:00:04] - Ann Lee      00:00:04:05 - 00:00:09:20      Ann Lee
    Yes, today.            Yes, today.               Ann Lee                        0:04
                                                     Yes, today.                    Yes, today.

Trint, Happy Scribe, Premiere and others export it. A name without a colon is recognised by its
repetition: a title or the first words of a caption come once.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.grammar import could_be_name
from indexer.formats.text import turns
from indexer.formats.timecodes import CLOCK

__all__ = ["FORMAT"]

_HEAD = 16_000  # characters: some ten minutes of talk, in which names come again
_LONGEST = 60  # characters of a name
_FEWEST = 3  # turns

_TIME = rf"({CLOCK})(?:[:;]\d\d)?"  # Premiere counts frames after the seconds
_STAMP = re.compile(
    rf"\s*[\[(]?\s?{_TIME}(?:\s?(?:-{{1,2}}>|[-–—])\s?{_TIME})?\s?[\])]?:?(?:\s+(?:[-–—|]\s+)?(.*))?$"
)


class _Head(NamedTuple):
    """The head of a turn: its number of lines, its time and its speaker."""

    lines: int
    name: str
    start: str
    end: str | None


def _recognise(text: str) -> bool:
    return not text.startswith("WEBVTT") and bool(_heads(text[:_HEAD].split("\n")))


def _parse(path: Path, text: str) -> Transcript:
    lines = text.split("\n")
    for at, head in _heads(lines).items():
        until = f" --> {head.end}" if head.end else ""
        # Rewritten as labelled text, on the same number of lines.
        lines[at : at + head.lines] = [
            f"{head.name}: [{head.start}{until}]",
            *[""] * (head.lines - 1),
        ]
    return turns.transcript(FORMAT.name, "\n".join(lines))


def _heads(lines: Sequence[str]) -> dict[int, _Head]:
    """Return the heads of turns by their line; none if no name repeats."""
    stamps = {at: m for at, line in enumerate(lines) if (m := _stamp(line))}
    found = dict(_candidates(lines, stamps))
    counts = Counter(head.name for head in found.values())
    again = {at: head for at, head in found.items() if counts[head.name] > 1}
    are_names = len(found) >= _FEWEST and len(again) * 3 >= len(found) * 2
    return found if are_names and len(found) * 2 > len(stamps) else {}


def _stamp(line: str) -> re.Match[str] | None:
    return _STAMP.match(line) if line.lstrip()[:1].isdigit() or line[:1] in "[(" else None


def _candidates(
    lines: Sequence[str], stamps: dict[int, re.Match[str]]
) -> Iterator[tuple[int, _Head]]:
    for at, m in stamps.items():
        start, end, name = m.groups()
        if name and name.strip():
            # The cheaper test first: captions have a stamp on the next line.
            if _is_said(lines, stamps, at + 1) and _is_name(name):
                yield at, _Head(1, name.strip(), start, end)
            continue
        above = lines[at - 1] if at and at - 1 not in stamps else ""
        below = lines[at + 1] if at + 1 < len(lines) and at + 1 not in stamps else ""
        if _is_name(below) and _is_said(lines, stamps, at + 2):
            yield at, _Head(2, below.strip(), start, end)
        elif _is_name(above) and _is_said(lines, stamps, at + 1):
            yield at - 1, _Head(2, above.strip(), start, end)


def _is_name(line: str) -> bool:
    name = line.strip()
    return 0 < len(name) <= _LONGEST and name[-1] not in ".?!,;:…" and could_be_name(name)


def _is_said(lines: Sequence[str], stamps: dict[int, re.Match[str]], at: int) -> bool:
    return at < len(lines) and at not in stamps and bool(lines[at].strip())


FORMAT = Format(
    "stamped names", turns.SUFFIXES, _recognise, _parse, "stamps and names on lines of their own"
)
