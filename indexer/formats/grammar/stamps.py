r"""Stamps: the times at a line or a label, in each way that transcripts write them.

    0:05   00:00:05.210   00:05,2       clock times
    00:00:05:12   00;00;05;12           time code: frames after the seconds are left out
    00h00m05s   1m 5s   5.2s            units as letters
    1:05 PM   1:05:30 pm                times of day: hours and minutes
    0 minutes 5 seconds                 units as words (Teams, the panel of YouTube)
    00:05 - 00:09   0.00 --> 1.76       ranges; (0.0, 9.2) in brackets
    [0:05] (0:05) 【0:05】 `0:05` \[0:05\]

Sources: exports of Otter, Rev, Trint, Premiere, Avid, Teams, TurboScribe, whisper.cpp, pyannote.
"""

import functools
import re
from typing import NamedTuple

from indexer.formats.timecodes import CLOCK, seconds

__all__ = [
    "BARE_RANGE",
    "BRACKETED",
    "LEADING",
    "OPENS",
    "RANGE",
    "TIME",
    "Stamp",
    "is_stamped",
    "leading",
    "read",
]

_TIME_CODE = r"\d{1,3}[:;]\d{2}[:;]\d{2}[:;]\d{2,3}"
_LETTERS = (
    r"\d{1,3}h:?\s?\d{1,2}m:?\s?\d{1,2}(?:\.\d{1,3})?s"
    r"|\d{1,3}m:?\s?\d{1,2}(?:\.\d{1,3})?s|\d{1,6}(?:\.\d{1,6})?s"
)
_WORDS = r"(?:\d{1,3} hours?,? )?(?:\d{1,3} minutes?,? )?\d{1,3} seconds?"
_FULL_WIDTH = r"\d{1,3}(?:：\d{2}){1,2}"

_HALF = r"(?:\s?(?:[AP]M|[ap]m|[ap]\.m\.)(?!\w))?"

TIME = rf"(?:{_TIME_CODE}|{CLOCK}{_HALF}|{_LETTERS}|{_WORDS}|{_FULL_WIDTH})"
"""Pattern of one time that can be nothing else, without groups."""

_BARE_SECONDS = r"\d{1,6}\.\d{1,6}"
_INSIDE = rf"(?:{TIME}|{_BARE_SECONDS})"
_TO = r"\s?(?:-{1,2}>|[-–—~～→]|to)\s?"

RANGE = rf"{TIME}(?:{_TO}{TIME})?"
"""Pattern of a time or a range that stands without brackets."""

BARE_RANGE = rf"{_BARE_SECONDS}{_TO}{_BARE_SECONDS}"
"""Pattern of a range of seconds that stands without brackets: `0.0 - 5.2`."""

_OPEN = r"\\?(?:[\[(]{1,2}|[【（<{`])"
_CLOSE = r"\\?(?:[\])]{1,2}|[】）>}`])"
_AND = rf"(?:{_TO}|, )"
_MARK = r"[*_]{0,3}"

BRACKETED = (
    rf"{_OPEN}(?:Time )?\s?{_INSIDE}(?:{_AND}{_INSIDE})?\s?{_CLOSE}(?:\([^()\s]{{1,500}}\))?"
)
"""Pattern of a stamp in brackets, where seconds alone are a time too: `[5.2]`."""

OPENS = frozenset("[(\\*_【（`{<")
"""The characters that open a stamp in brackets."""

LEADING = re.compile(
    rf"{_MARK}({BRACKETED}){_MARK}(?:\s?:{_MARK}(?=\s|$)|：)?(?:\s{{0,3}}([-–—])(?=\s|$))?(?:\s+|$|(?=[^\s.,;)]))"
)
# The stamp as most files write it, found in a fraction of the time.
_USUAL = re.compile(rf"\\?[\[(]({CLOCK})\\?[\])]\s+(?![:–—-])")
_BARE = re.compile(rf"{TIME}(?=\s|$|[:：\])】])")
_CLOCK = re.compile(CLOCK)
_TIMES = re.compile(_INSIDE)
_STAMPS = 10_000  # two hours have 7,200 seconds, and all files write them the same way
_UNITS = re.compile(r"(\d+(?:\.\d+)?)\s?(h|m|s)")
_OF_DAY = re.compile(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\s?([APap])\.?[Mm]\.?")
_ENDS_HALF = frozenset("mM.")
_UNIT = {"h": 3600, "m": 60, "s": 1}


class Stamp(NamedTuple):
    """The time at the head of a line: its seconds, whether a dash follows, and the rest."""

    start: float
    end: float | None
    dashed: bool
    said: str


def leading(line: str) -> Stamp | None:
    """Return the stamp in brackets that opens a line, None for a line that none opens."""
    if line[:1] not in OPENS:
        return None
    if usual := _USUAL.match(line):
        return Stamp(read(usual[1])[0], None, False, line[usual.end() :])
    found = LEADING.match(line)
    if found is None:
        return None
    start, end = read(found[1])
    # A dash after `(0:46)` is punctuation.
    return Stamp(start, end, found[2] is not None and "[" in found[1], line[found.end() :])


def is_stamped(line: str) -> bool:
    """Return whether a stamp opens a line, in brackets or as a time without them."""
    return leading(line) is not None or _BARE.match(line) is not None


@functools.lru_cache(_STAMPS)
def read(stamp: str) -> tuple[float, float | None]:
    """Return the seconds of a stamp or a range: `[0:05 - 0:09]` is 5.0 and 9.0."""
    if _CLOCK.fullmatch(stamp):
        return seconds(stamp), None
    if "](" in stamp:
        stamp = stamp[: stamp.index("](")]
    start, *end = (_second(time) for time in _TIMES.findall(stamp)[:2])
    return start, end[0] if end else None


def _second(time: str) -> float:
    if time[-1] in _ENDS_HALF and (of_day := _OF_DAY.fullmatch(time)):
        hour, minute, second, half = of_day.groups()
        noon = 12 if half in "Pp" else 0
        return float((int(hour) % 12 + noon) * 3600 + int(minute) * 60 + int(second or 0))
    if units := _UNITS.findall(time):
        return round(sum(float(number) * _UNIT[unit] for number, unit in units), 3)
    if time.count(":") + time.count(";") == 3:
        # The rate of the frames is unknown, and they are less than a second.
        time = time.rpartition(":" if time.rfind(":") > time.rfind(";") else ";")[0]
    if ":" in time or ";" in time or "：" in time:
        return seconds(time.replace(";", ":").replace("：", ":"))
    return round(float(time), 3)
