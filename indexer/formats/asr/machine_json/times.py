"""Times in JSON as they come: numbers, numbers in strings, clocks, `"5.2s"`, `"PT5.2S"`, objects.

    5200    "5.2"    "5.2s"    "371ms"    "00:00:05.2"    "PT0.76S"    "00:00:05:12"
    {"seconds": "5", "nanos": 200000000}    {"relative": 5.2}    [0.0, 5.2]

A time is a number and the unit that is told with it; the unit is 0 for a bare number, whose unit
the whole list has to tell.
"""

import math
import re
from datetime import datetime
from typing import Any, NamedTuple

from indexer.formats.asr.machine_json import aliases

__all__ = ["ABSENT", "DAMAGED", "Stamp", "is_date", "read", "read_range"]


class Stamp(NamedTuple):
    """A time in units of which `per_second` are a second; 0 if that is not told."""

    value: float
    per_second: float = 0.0


ABSENT = Stamp(-1.0, -1.0)
"""No time at all."""

DAMAGED = Stamp(math.nan, -1.0)
"""A value that should be a time and is none: NaN, infinity, a word."""

_DATE = Stamp(0.0, -2.0)

_NUMBER = re.compile(r"[-+]?\d{1,19}+(?>\.\d{0,20}|)(?>[eE][-+]?\d{1,2}|)", re.ASCII)
_WITH_UNIT = re.compile(r"(\d{1,19}+(?>\.\d{0,20}|)) ?(ms|s|secs?|seconds?)", re.ASCII | re.I)
_CLOCK = re.compile(
    r"(?:(\d{1,4}+):)?(\d{1,4}+):(\d{1,2}+)(?>[.,](\d{1,9}+)|[:;]\d{1,2}|)", re.ASCII
)
_PERIOD = re.compile(r"PT(?>(\d{1,6}+)H|)(?>(\d{1,6}+)M|)(?>(\d{1,9}+(?>\.\d{0,12}|))S|)", re.I)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)

_RANGE = re.compile(
    r"[\[(]?([\d:.,]{3,20})[\])]?\s*+(?:-->|->|-|–|—|to)\s*+[\[(]?([\d:.,]{3,20})[\])]?"
)

_LONGEST = 1e18


def is_date(stamp: Stamp) -> bool:
    """Return whether a stamp is a date and time of day, counted in seconds since 1970."""
    return stamp.per_second == _DATE.per_second


def read(value: Any, per_second: float = 0.0) -> Stamp:  # noqa: ANN401  # a value of a JSON file
    """Return the time that a value says; `per_second` is the unit that its key tells."""
    if value is None:
        return ABSENT
    if isinstance(value, int | float):
        if isinstance(value, bool) or not -_LONGEST < value < _LONGEST:
            return DAMAGED
        return Stamp(max(0.0, float(value)), per_second)
    if isinstance(value, str):
        return _said(value.strip(), per_second)
    if isinstance(value, dict):
        return _of_object(value)
    return DAMAGED


def read_range(text: str) -> tuple[Stamp, Stamp] | None:
    """Return the times of `"00:05 - 00:09"`, None for a text that is no range of clocks."""
    found = _RANGE.fullmatch(text.strip()) if len(text) < 60 and ":" in text else None
    if found is None:
        return None
    start, end = read(found[1]), read(found[2])
    return (start, end) if start.per_second == end.per_second == 1 else None


def _said(text: str, per_second: float) -> Stamp:
    if not text:
        return ABSENT
    if len(text) > 60:
        return DAMAGED
    if text[0] in "[(" and text[-1] in "])":
        text = text[1:-1].strip()
    if _NUMBER.fullmatch(text):
        return read(float(text), per_second)
    if clock := _CLOCK.fullmatch(text):
        whole = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
        return Stamp(round(whole + float(f"0.{clock[4] or 0}"), 6), 1.0)
    if united := _WITH_UNIT.fullmatch(text):
        return Stamp(float(united[1]), 1000.0 if united[2].lower() == "ms" else 1.0)
    if (period := _PERIOD.fullmatch(text)) and any(period.groups()):
        hours, minutes, seconds = (float(part or 0) for part in period.groups())
        return Stamp(round(hours * 3600 + minutes * 60 + seconds, 6), 1.0)
    if _ISO.match(text):
        try:
            return _DATE._replace(value=datetime.fromisoformat(text).timestamp())
        except (ValueError, OverflowError):
            return DAMAGED
    return DAMAGED


def _of_object(fields: dict[str, Any]) -> Stamp:
    """Return the time in an object: of a protocol buffer, or relative to the recording."""
    known = {aliases.plain(key): value for key, value in fields.items()}
    if "relative" in known:
        return read(known["relative"], 1.0)
    if "seconds" in known or "nanos" in known:
        whole, nanos = read(known.get("seconds", 0)), read(known.get("nanos", 0))
        if min(whole.per_second, nanos.per_second) < 0 or is_date(whole):
            return DAMAGED
        return Stamp(whole.value + nanos.value / 1e9, 1.0)
    return DAMAGED
