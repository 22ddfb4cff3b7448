"""Dates in the names of files: `20210304-steam`, `2021_03_04 Steam`, `Steam, 4 March 2021`.

`04-03-2021` is a date only where its order of day and month is known: a part above 12 tells it,
here or in another name of the folder; `04.03.2021` always has the day first. Sources: the output
templates of yt-dlp (`%(upload_date)s`), podcast-dl and gPodder, and Zoom's `GMT20240201-140005`.
"""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from indexer.dates import find_named_day

__all__ = ["NameDate", "day_first", "find_date", "is_short_date"]

_YEARS = range(1950, 2100)

_YEAR_FIRST = re.compile(r"(?<!\d)(?:GMT)?(\d{4})([-_. ]?)(\d{2})\2(\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-_. ])(\d{1,2})\2(\d{4})(?!\d)")
# The time of a recording stands behind its date: `20240201_140005`, `2024-02-01 14-00-05`.
_TIME = re.compile(
    r"(?:[T_ -]+([01]\d|2[0-3])([-_.:h]?)[0-5]\d[-_.:m]?[0-5]\ds?|T([01]\d|2[0-3])[-_.:]?[0-5]\d)"
    r"(?:Z|[+-]\d{4})?(?![^\W_])",
    re.IGNORECASE,
)
# `04-03-21` and `2021-03` are dates of which a part is missing.
_SHORT = re.compile(r"\d{1,2}([-_.])\d{1,2}\1\d{2}(?!\d)|(?:19|20)\d{2}[-_.](?:0\d|1[0-2])(?!\d)")


class NameDate(NamedTuple):
    """A date in a name, None if it is not known which day is meant, and the text around it."""

    date: datetime.date | None
    before: str
    after: str


def find_date(name: str, days_come_first: bool | None = None) -> NameDate | None:
    """Return the date in the name of a file, or None if there is none.

    `days_come_first` is the order of day and month that the other names of the folder show.
    """
    for found in _YEAR_FIRST.finditer(name):
        if day := _day(int(found[1]), int(found[3]), int(found[4])):
            return NameDate(day, name[: found.start()], _without_time(name, found.end()))
    for found in _YEAR_LAST.finditer(name):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        first = _order(one, other, found[2])
        first = days_come_first if first is None else first
        days = {_day(year, other, one), _day(year, one, other)} - {None}
        if not days:
            continue
        day = next(iter(days)) if len(days) == 1 else None
        if day is None and first is not None:
            day = _day(year, other, one) if first else _day(year, one, other)
        return NameDate(day, name[: found.start()], _without_time(name, found.end()))
    plain = name.replace("_", " ").replace("-", " ")
    if named := find_named_day(plain):
        day, start, end = named
        return NameDate(day, name[:start], name[end:])
    return None


def is_short_date(name: str) -> bool:
    """Return whether a name begins with a date of which the century or the day is missing."""
    return _SHORT.match(name) is not None


def day_first(names: Iterable[str]) -> bool | None:
    """Return whether the day stands before the month in these names, None if none tells."""
    orders = {
        _order(int(found[1]), int(found[3]), "")
        for name in names
        for found in _YEAR_LAST.finditer(name)
        if found[1] != found[3]
    } - {None}
    return orders.pop() if len(orders) == 1 else None


def _order(one: int, other: int, separator: str) -> bool | None:
    if one > 12 or other > 12:
        return one > 12
    return True if separator == "." else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    if year not in _YEARS:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _without_time(name: str, at: int) -> str:
    time = _TIME.match(name, at)
    return name[time.end() if time else at :]
