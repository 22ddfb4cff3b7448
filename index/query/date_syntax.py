"""Date syntax: the values of `date:` in queries, `2015`, `2015-05`, `>=2016-02-01`."""

import calendar
import datetime
import re
from typing import NamedTuple

from index.query.tree import DateRange

__all__ = ["dates", "days_of"]

_NAMED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_RANGE = re.compile(r"\[\s*(\S+)\s+TO\s+(\S+?)\s*\]")
_COMPARED = re.compile(r"([<>]=?)?(.*)", re.DOTALL)


def dates(text: str) -> DateRange | None:
    """Return the range of days of a text, None if it is not a date.

    The text is a year, a month or a day (ISO 8601), one of these after `<`, `<=`, `>` or `>=`, or
    `[first TO last]` with both ends included. `*` leaves an end open.
    """
    ends = _RANGE.fullmatch(text)
    if ends is None:
        return _compared(text)
    first, last = (DateRange(None, None) if end == "*" else _named(end) for end in ends.groups())
    if first is None or last is None or (first.first and last.last and first.first > last.last):
        return None
    return DateRange(first.first, last.last)


class _Days(NamedTuple):
    """The first and the last day of a year, a month or a day."""

    first: datetime.date
    last: datetime.date


def days_of(text: str) -> _Days | None:
    """Return the days of a year, a month or a day (`2015`, `2015-05`, `2015-05-29`), or None."""
    named = _named(text)
    return (
        None
        if named is None or named.first is None or named.last is None
        else _Days(named.first, named.last)
    )


def _compared(text: str) -> DateRange | None:
    compared = _COMPARED.fullmatch(text)
    named = compared and _named(compared[2])
    if not compared or not named or not named.first or not named.last:
        return None
    try:
        match compared[1]:
            case ">":
                return DateRange(named.last + _DAY, None)
            case ">=":
                return DateRange(named.first, None)
            case "<":
                return DateRange(None, named.first - _DAY)
            case "<=":
                return DateRange(None, named.last)
    except OverflowError:  # before the first day that `datetime` has, or after the last
        return None
    return named


_DAY = datetime.timedelta(1)


def _named(text: str) -> DateRange | None:
    """Return the range of days of a year, a month or a day; None if the text is none of them."""
    named = _NAMED.fullmatch(text)
    if named is None:
        return None
    year, month, day = (int(digits) if digits else None for digits in named.groups())
    try:
        first = datetime.date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:  # no such day
        return None
    if day is not None:
        return DateRange(first, first)
    end = 12 if month is None else month
    return DateRange(first, datetime.date(first.year, end, calendar.monthrange(first.year, end)[1]))
