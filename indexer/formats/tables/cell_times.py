"""Times in the cells of a table: clocks, frames, seconds and milliseconds.

    00:00:05.200    00:05    5,2 s    5200    PT5.2S    1m05s    00:00:05:05    00:05 - 00:09

The last but one has frames, whose number a second is the least usual one above all of them.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.formats.units import Span, told

__all__ = ["Times", "TimesError", "times"]

_CLOCK = re.compile(
    r"[\[(]?(?:(\d{1,4})[:;])?(\d{1,3})[:;](\d{1,2})(?:[.,](\d{1,9})|[:;](\d{1,3}))?[\])]?"
)
_NUMBER = re.compile(r"(-?\d{1,15})(?:[.,](\d{0,12}))?(?:[eE]\+?(\d\d?))?\s?(s|sec|seconds|ms)?")
_LETTERS = re.compile(
    r"(?:PT)?(?:(\d{1,4})\s?h(?:ours?|rs?)?)?\s?(?:(\d{1,4})\s?m(?:in(?:utes?)?)?)?\s?"
    r"(?:(\d{1,5}(?:[.,]\d{1,9})?)\s?s(?:ec(?:onds?)?)?)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-{1,2}>|→|–|—|\bto\b)\s*|\s+-\s+|(?<=:\d\d)-(?=\d{1,3}:)")
_RATES = (24, 25, 30, 48, 50, 60, 100, 120)
_ADVICE = "name the column start_s or start_ms"
_LONGEST = 1e6  # seconds, eleven days


class TimesError(Exception):
    """A column holds no times, or times of a unit that is not clear; the text says which."""


class Times(NamedTuple):
    """The start and the end of each row in seconds, and doubts by the numbers of the rows."""

    starts: list[float | None]
    ends: list[float | None]
    doubts: list[tuple[int | None, str]]


class _Cell(NamedTuple):
    """A time as it is written: seconds of a clock and its frames, or a bare number."""

    value: float
    frames: int = 0
    is_clock: bool = False


def times(
    starts: Sequence[str],
    ends: Sequence[str],
    words: Sequence[int],
    unit: float | None,
    lengths: Sequence[str] = (),
) -> Times:
    """Return the times in the cells of rows that have so many words each.

    `ends` may be empty, and `lengths` instead of them too; `unit` is how many of the header's unit
    are a second. Raises `TimesError` for cells that hold no times, or no clear ones.
    """
    doubts: list[tuple[int | None, str]] = []
    ranges = [_range(cell.strip()) for cell in starts]
    begins = [_cell(begin) for begin, _ in ranges]
    if ends:
        stops = [_cell(cell) for cell in ends]
    elif lengths:
        stops = [_cell(cell) for cell in lengths]
    else:
        stops = [_cell(stop) for _, stop in ranges]
    written = [cell for cell in starts if cell.strip()]
    wrong = [
        number
        for number, (cell, begin) in enumerate(zip(starts, begins, strict=True))
        if begin is None and cell.strip()
    ]
    if not written or len(wrong) * 2 > len(written):
        shown = repr(starts[wrong[0]][:30]) if wrong else "its cells are empty"
        raise TimesError(f"the column of times holds none: {shown}")
    doubts += [(number, f"{starts[number][:30]!r} is no time; went on without") for number in wrong]
    spans: list[Span] = []
    for begin, stop, count in zip(begins, stops, words, strict=True):
        if begin is None or begin.is_clock:
            continue
        until = None if stop is None or stop.is_clock else stop.value
        if until is not None and lengths and not ends:
            until += begin.value
        spans.append(Span(begin.value, until, count))
    given = [cell for cell in (*begins, *stops) if cell]
    if unit is None and spans:
        found = told(spans)
        if found is None:
            raise TimesError(f"its times are in no unit in which people talk; {_ADVICE}")
        unit = found.per_second
        if found.doubt:
            doubts.append((None, f"{found.doubt}; {_ADVICE}"))
    # Only codes that drop frames, at 30 a second, are written with semicolons.
    least = 29 if any(";" in cell for cell in starts) else 0
    most = max([least, *(cell.frames for cell in given)])
    rate = next((rate for rate in _RATES if rate > most), 1000)
    first = [_seconds(begin, unit, rate) for begin in begins]
    last = [_seconds(stop, unit, rate) for stop in stops]
    if lengths and not ends:
        last = [
            None if since is None or length is None else since + length
            for since, length in zip(first, last, strict=True)
        ]
    return Times(first, last, doubts)


def _range(cell: str) -> tuple[str, str]:
    between = _RANGE.search(cell)
    return (cell[: between.start()], cell[between.end() :]) if between else (cell, "")


def _seconds(cell: _Cell | None, unit: float | None, rate: int) -> float | None:
    if cell is None:
        return None
    second = cell.value + cell.frames / rate if cell.is_clock else cell.value / (unit or 1.0)
    return round(max(0.0, second), 3) if second < _LONGEST else None


def _cell(written: str) -> _Cell | None:
    written = written.strip().strip("'\"").strip()
    if not written:
        return None
    if clock := _CLOCK.fullmatch(written):
        hours, minutes, seconds, fraction, last = clock.groups()
        if last and hours is None:
            # `1:02:03` has hours; only a fourth number counts frames.
            hours, minutes, seconds, last = minutes, seconds, last, None
            if len(seconds) == 3:
                # 01:02:345 are minutes, seconds and milliseconds.
                return _Cell(int(hours) * 60 + int(minutes) + int(seconds) / 1000, 0, True)
        whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        if last and len(last) == 3:
            return _Cell(whole + int(last) / 1000, 0, True)
        part = float(f"0.{fraction}") if fraction else 0.0
        return _Cell(whole + part, int(last or 0), True)
    if number := _NUMBER.fullmatch(written):
        digits, fraction, power, named = number.groups()
        value = float(f"{digits}.{fraction or 0}") * 10 ** int(power or 0)
        if named:
            return _Cell(value / 1000 if named == "ms" else value, 0, True)
        # Spreadsheets write whole numbers as `5200.0`.
        return _Cell(value)
    if letters := _LETTERS.fullmatch(written):
        hours, minutes, seconds = letters.groups()
        second = float((seconds or "0").replace(",", "."))
        return _Cell(int(hours or 0) * 3600 + int(minutes or 0) * 60 + second, 0, True)
    return None
