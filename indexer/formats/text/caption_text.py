"""Caption lines in plain text, each after a stamp.

    00:00:09 Hello and welcome to Talk Python To Me, a weekly podcast on Python.
    00:00:45 <v Speaker 1>host, Michael Kennedy. Follow me on Twitter

    0:04                              00:04 - 00:09
    as it is pasted from a video      or with the end of the line

A line is a fragment of talk, not a turn, unless it opens with a dash. A line without a
stamp continues the one above.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from indexer.cues import Cue, Transcript, in_columns
from indexer.formats import limits, timecodes
from indexer.formats.captions import voices
from indexer.formats.format import Format
from indexer.formats.grammar import stamps
from indexer.formats.time_order import in_order

__all__ = ["FORMAT", "are_in", "is_regular", "timed_lines"]

_END = rf"(?!\s*-->)(\s?[-–—]\s?{timecodes.CLOCK}(?!\S))?"
# The half of a day: `10:02:11 AM`.
_HALF = r"(?: ?[AP]M(?=\s))?"
_LINE = re.compile(
    rf"\s*(\d{{1,3}}[:;]\d{{2}}[:;]\d{{2}}(?:[.,]\d{{1,3}}|[:;]\d{{2,3}})?{_HALF}){_END}(?:\s+(?:[|•]\s+)?(.*))?$"
)
# Among stamps with hours, "3:30 in the morning" is talk.
_SHORT_LINE = re.compile(rf"\s*({timecodes.CLOCK}){_END}(?:\s+(?:[|•]\s+)?(.*))?$")
# A line as machines write it. It is found by the newline before it, faster than by `^`. A line
# that opens with a dash may hold several turns and does not match, nor does one with a separator.
_REGULAR = re.compile(rf"\n(\d\d:\d\d:\d\d) (?![AP]M\s)([^\s|•{re.escape(voices.DASHES)}].*+)")
# A line that is not blank, and not as machines write it.
_IRREGULAR = re.compile(rf"\n(?!\n|\d\d:\d\d:\d\d [^\s|•>{re.escape(voices.DASHES)}]|\Z)")
_TIMED = re.compile(rf"\n[ \t\u00a0]{{0,8}}(?:{timecodes.CLOCK}|\d{{1,5}}\.\d{{1,3}}[ \t]*-->)")
_HEAD = 20_000  # characters
_NOON = 12 * 3600.0
_STAMPS = 10_000  # two hours have 7,200 seconds, and all files write them the same way


def is_regular(text: str) -> bool:
    """Return whether each line of a text that is not blank is a stamp and talk.

    Such a text is in no other format, and nothing stands around its talk. One look at it takes a
    tenth of the time that asking all formats takes.
    """
    return _IRREGULAR.search(f"\n{text}") is None


def are_in(text: str) -> bool:
    """Return whether a sixteenth or more of the lines at the head of a text open with a time.

    Such a text is captions or lines with stamps, and no running text.
    """
    if text.startswith("WEBVTT"):
        return True
    timed = timed_lines(text)
    # A single one may be the duration at the head of the file.
    return timed > 1 and timed * 16 > sum(map(bool, map(str.strip, text[:_HEAD].split("\n"))))


def timed_lines(text: str) -> int:
    """Return how many lines at the head of a text open with a time."""
    return sum(1 for _ in _TIMED.finditer(f"\n{text[:_HEAD]}"))


def _recognise(text: str) -> bool:
    return _stamped_line(text) is not None


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    cues, doubts = in_order(_cues(text))
    return Transcript(FORMAT.name, cues, doubts)


def _stamped_line(text: str) -> re.Pattern[str] | None:
    """Return the pattern of the stamped lines of a text, None if there are too few of them."""
    if text.startswith("WEBVTT"):
        return None
    head = text[:8000].split("\n")[:40]
    count = sum(bool(line) and not line.isspace() for line in head)
    if sum(_LINE.match(line) is not None for line in head) * 2 > count:
        return _LINE
    above = ["-", *head]
    stamped = [(at, m) for at, line in enumerate(head) if (m := _SHORT_LINE.match(line))]
    # Hand-made transcripts have stamps on paragraphs, with blank lines between, and no ends.
    lines = sum(m[2] is not None or any(above[at].split()) for at, m in stamped)
    is_captions = len(stamped) > 1 and lines * 2 > len(stamped) and len(stamped) * 3 >= count
    if is_captions and all(_is_subject(m[3]) for _, m in stamped):
        return None
    return _SHORT_LINE if is_captions else None


def _is_subject(said: str | None) -> bool:
    """Return whether words go on after a time to the end of a sentence: `05:40 is when I rise.`"""
    if not said or not said[0].islower() or ":" in said:
        return False
    return said.rstrip()[-1] in ".!?"


def _cues(text: str) -> Iterable[Cue]:
    above, *pieces = _REGULAR.split(f"\n{text}")
    gaps = [above, *pieces[2::3]]
    if "<" in text or "".join(gaps).strip("\n"):
        return _by_line(text.split("\n"), _stamped_line(text) or _LINE)
    # Where every line that is not blank has a stamp and talk, reading by column takes a third of
    # the time.
    lines = itertools.accumulate(map((1).__add__, map(len, gaps)))
    return in_columns(pieces[1::3], map(_second, pieces[0::3]), lines)


_second = functools.lru_cache(_STAMPS)(timecodes.seconds)


def _of_line(stamp: str) -> float:
    if stamp[-1] != "M":
        return stamps.read(stamp)[0]
    second = stamps.read(stamp[:-2].rstrip())[0]
    # The hour before one o'clock is written as 12.
    since_noon = second - _NOON if second >= _NOON else second
    return since_noon + _NOON if stamp[-2] == "P" else since_noon


def _said(lines: Sequence[str], stamped_line: re.Pattern[str]) -> set[int]:
    """Return the lines of a time that stand for the talk below a stamp, by their numbers.

    Such a time is later than the stamp that follows it.
    """
    stamps = [
        (number, stamped)
        for number, line in enumerate(lines, 1)
        if line and not line.isspace()
        for stamped in [stamped_line.match(line)]
    ]
    found: set[int] = set()
    for (_, above), (number, stamped), (_, below) in zip(
        stamps, stamps[1:], stamps[2:], strict=False
    ):
        if above and stamped and below and not (above[3] or stamped[3]):
            first, time, after = (_of_line(one[1]) for one in (above, stamped, below))
            if first <= after < time:
                found.add(number)
    return found


def _by_line(lines: Sequence[str], stamped_line: re.Pattern[str]) -> Iterator[Cue]:
    start: float | None = 0.0
    said_times = _said(lines, stamped_line)
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        stamped = stamped_line.match(line) if number not in said_times else None
        said = line
        if stamped:
            start = _of_line(stamped[1])
            said = stamped[3] or ""
        if "<" in said:
            for speaker, part in voices.split(said):
                yield Cue(part, start, None, speaker, line=number)
                # Only the first part is at the stamp; the others come after it.
                start = None
        elif voices.is_dashed(said):
            for turn in voices.by_line([said]):
                yield Cue(turn.text, start, None, None, turn.new_turn, line=number)
                start = None
        elif said and not said.isspace():
            yield Cue(said, start, line=number)
            start = None


FORMAT = Format("caption text", (".txt",), _recognise, _parse, "lines that begin with a time")
