"""Stamps at the end of paragraphs, as players write them when talk is copied from them.

    Ann Lee: The rope is new. (0:05)         the paragraph begins at 0:05, or ends there
    Ann Lee: The rope is new. 0:05           as most paragraphs end, and the times rise
    Ann Lee: The rope is new.                on a line of its own, with a blank line below
    [0:05]

The first paragraph tells which: one that would be said faster than anybody talks ends later.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from indexer.cues import SLOW
from indexer.formats.grammar import candidate
from indexer.formats.grammar.stamps import BRACKETED, LEADING, OPENS, read
from indexer.formats.text import markdown
from indexer.formats.text.bare_stamps import are_of_talk
from indexer.formats.timecodes import CLOCK

__all__ = ["moved_to_front", "with_stamps_above"]

_TRAILING = re.compile(rf"\s({BRACKETED})\s*$")
_BARE = re.compile(rf"\s({CLOCK})\s*$")
_ALONE = re.compile(rf"({CLOCK})")
_STAMP_LINE = re.compile(rf"{BRACKETED}|{CLOCK}")
_NEARLY = 0.9  # of the stamps that stand alone end a paragraph
_ENDS = frozenset(".!?…。！？")
_ENDS_TALK = _ENDS | frozenset("\"'”’»")
_CLOSES = frozenset(")]】）`")
_LONGEST = 40  # characters of a stamp
_FEWEST = 2
_SAMPLE = 200  # lines that end in a digit, by which a file is judged whose labels end in stamps


def moved_to_front(lines: Sequence[markdown.Line]) -> Sequence[markdown.Line]:
    """Return the lines with the stamps of paragraphs before them, if the file has them behind."""
    found: dict[int, _Stamp] = {}
    bare: dict[int, _Stamp] = {}
    tried = 0
    for at, (_, said, is_heading) in enumerate(lines):
        if not said or is_heading:
            continue
        if said[-1] in _CLOSES:
            if stamp := _stamp(said, _TRAILING):
                found[at] = _Stamp(stamp[1], stamp.start())
        elif said[-1].isdecimal() and (tried < _SAMPLE or len(bare) * 2 > tried):
            tried += 1
            if stamp := _bare(lines, at):
                bare[at] = _Stamp(f"[{stamp[1]}]", stamp.start())
    if len(found) < _FEWEST and len(bare) > _FEWEST and _end_turns(lines, bare):
        return _moved(list(lines), bare, _stand_before(lines, bare))
    if len(found) < _FEWEST:
        return lines
    ends = [
        at
        for at, (_, said, is_heading) in enumerate(lines)
        if said and not is_heading and (at + 1 == len(lines) or not lines[at + 1][1] or at in found)
    ]
    # A stamp in brackets at the head of a line is the usual one.
    leading = sum(said[:1] in OPENS and LEADING.match(said) is not None for _, said, _ in lines)
    if len(found) * 2 <= len(ends) or leading * 2 > len(found):
        return lines
    return _moved(list(lines), found, _stand_before(lines, found))


def with_stamps_above(text: str) -> str:
    """Return a text with the stamps that stand alone right below talk above it, if it has such.

    The text begins with talk and ends with a stamp. A blank line is below each stamp and none above
    it, so it belongs to the paragraph that it ends; or talk and stamps alternate. The lines are as
    many as before.
    """
    if not _STAMP_LINE.fullmatch(text[-_LONGEST:].rstrip().rpartition("\n")[2].strip()):
        return text
    lines = text.split("\n")
    full = [at for at, line in enumerate(lines) if line.strip()]
    alone = [at for at in full if _STAMP_LINE.fullmatch(lines[at].strip())]
    # What stands above each is talk, and not a name.
    are_below = all(at and lines[at - 1].rstrip()[-1:] in _ENDS_TALK for at in alone)
    if not full or full[0] == alone[0] or len(alone) <= _FEWEST or not are_below:
        return text
    paragraphs = sum(at + 1 == len(lines) or not lines[at + 1].strip() for at in alone)
    if paragraphs < _NEARLY * len(alone) and full[1::2] != alone:
        return text
    times = [lines[at].strip() for at in alone]
    words = sum(line.count(" ") + 1 for line in lines[: alone[0]] if line.strip())
    if not _are_before(times[0], words):
        times = ["0:00", *times[:-1]]
    above = 0
    for at, time in zip(alone, times, strict=True):
        first = next(line for line in range(above, at) if lines[line].strip())
        lines[first : at + 1] = [time, *lines[first:at]]
        above = at + 1
    return "\n".join(lines)


class _Stamp(NamedTuple):
    """A stamp in brackets, and the offset in its line at which it was found."""

    written: str
    offset: int


def _end_turns(lines: Sequence[markdown.Line], bare: Mapping[int, _Stamp]) -> bool:
    """Return whether times without brackets run as talk does, and end most turns."""
    ends = sum(
        bool(said) and (at + 1 == len(lines) or not lines[at + 1][1] or said[-1] in _ENDS)
        for at, (_, said, is_heading) in enumerate(lines)
        if not is_heading and at not in bare
    )
    times = {at: read(stamp.written)[0] for at, stamp in bare.items()}
    return ends <= len(bare) and are_of_talk(lines, times)


def _bare(lines: Sequence[markdown.Line], at: int) -> re.Match[str] | None:
    said = lines[at][1]
    if alone := _ALONE.fullmatch(said):
        # The last words of a paragraph may have been wrapped.
        ends = at + 1 == len(lines) or not lines[at + 1][1]
        return alone if at and ends and lines[at - 1][1] else None
    stamp = _BARE.search(said, max(0, len(said) - _LONGEST))
    is_sentence = stamp is not None and said[: stamp.start()].rstrip()[-1:] in _ENDS
    return stamp if is_sentence else _stamp(said, _BARE)


def _stamp(said: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    stamp = pattern.search(said, max(0, len(said) - _LONGEST))
    head = candidate(said) if stamp else None
    # `Ann (0:05)` alone on a line is a label with its stamp.
    return None if head is not None and head.stamped and not head.said else stamp


def _stand_before(lines: Sequence[markdown.Line], found: Mapping[int, _Stamp]) -> bool:
    """Return whether a stamp is the start of its paragraph, as the first one tells."""
    first = min(found)
    words = sum(said.count(" ") + 1 for _, said, _ in lines[: first + 1] if said)
    return _are_before(found[first].written, words)


def _are_before(stamp: str, words: int) -> bool:
    return read(stamp)[0] < words / SLOW / 3


def _moved(
    lines: list[markdown.Line], found: Mapping[int, _Stamp], before: bool
) -> list[markdown.Line]:
    opening = 0
    stamp = "" if before else "[0:00]"
    for at, trailing in sorted(found.items()):
        number, said, is_heading = lines[at]
        lines[at] = (number, said[: trailing.offset].rstrip(), is_heading)
        while opening < at and (not lines[opening][1] or lines[opening][2]):
            opening += 1
        stamp = trailing.written if before else stamp
        number, said, is_heading = lines[opening]
        lines[opening] = (number, f"{stamp} {said}", is_heading)
        stamp = trailing.written
        opening = at + 1
    return lines
