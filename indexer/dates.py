"""Dates as people write them, in sidecars, feeds, front matter and the first words of a talk.

Only English names of months are read: a guess at another language could give an episode a wrong
year unnoticed. `06/11/2025` is not read for the same reason; `06.11.2025` always has the day first.
"""

import datetime
import re

__all__ = ["MONTHS", "find_date", "find_named_day", "parse_date"]

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
"""The English names of the months in order."""

_MONTH = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH |= {name[:3]: number for name, number in _MONTH.items()} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"

_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        rf"\b(?P<name>{_NAMES})\b\.?\s+{_DAY}\s*,?\s+{_YEAR}",
        rf"(?<!\d){_DAY}[\s-]+(?:of\s+)?(?P<name>{_NAMES})\b\.?[,\s-]+{_YEAR}",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
    )
)
_NAMED = _SHAPES[1:3]
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s*", re.I
)
_TIME = re.compile(
    r"[T\s,]+(?:at\s+)?\d{1,2}:\d{2}[\d:.,]*\s*(?:[ap]\.?m\.?)?\s*[\w:+ ()-]*$", re.I
)
_LONGEST = 200  # characters of a text that is nothing but a date


def parse_date(text: str) -> datetime.date | None:
    """Return the day that `text` names if it names one and nothing else, or None.

    A weekday before it and a time after it are skipped. Weekdays are often wrong, and the day is
    the one of the writer's own clock.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if weekday := _WEEKDAY.match(text):
        text = text[weekday.end() :]
    for shape in _SHAPES:
        found = shape.match(text)
        if found and (found.end() == len(text) or _TIME.fullmatch(text, found.end())):
            return _day(found)
    return None


def find_date(text: str) -> datetime.date | None:
    """Return the first day named anywhere in `text`, or None."""
    found = [match for shape in _SHAPES for match in shape.finditer(text)]
    days = (_day(match) for match in sorted(found, key=lambda match: match.start()))
    return next((day for day in days if day is not None), None)


def find_named_day(text: str) -> tuple[datetime.date, int, int] | None:
    """Return the first day whose month is named in `text`, and its first and last offset."""
    found = [match for shape in _NAMED for match in shape.finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        if day := _day(match):
            return day, match.start(), match.end()
    return None


def _day(found: re.Match[str]) -> datetime.date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTH[parts["name"].lower()]
    try:
        return datetime.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
