"""Scales of bare times: how many are a second, told from all rows of a list."""

from collections.abc import Sequence
from typing import NamedTuple

from indexer.formats.asr.machine_json.evidence import leaves
from indexer.formats.asr.machine_json.rows import Row, words_in
from indexer.formats.asr.machine_json.times import Stamp, is_date
from indexer.formats.units import Span, Unit, told

__all__ = ["Scale", "bare", "fitting", "seconds", "since"]

_MANY = 2_000  # rows that tell a unit
_SLACK = 0.1  # of the length of a row, by which its words may stand outside of it
_HALF_A_DAY = 43_200  # seconds
_LONGEST = 360_000  # seconds of a recording
_FITTING = (1.0, 1000.0, 100.0, 16_000.0, 1e7)


class Scale(NamedTuple):
    """The number of bare times in a second: of those of rows, and of those of the rows in them.

    Dates count from `since`, in seconds since 1970; None says that dates are no times.
    """

    rows: float = 1.0
    children: float = 1.0
    since: float | None = None
    doubts: tuple[str, ...] = ()


def bare(said: Sequence[Row], duration: float | None) -> Scale | None:
    """Return the scale of the bare times of rows, None if they are no times of talk."""
    top = [row for row in said[:_MANY] if row.start.per_second == 0]
    below = [(row, _timed_leaves(row)) for row in said[:_MANY]]
    inside = [leaf for _, timed in below for leaf in timed]
    of_rows = _unit([_span(row) for row in top], duration)
    within = sum(_count_within(timed, row) for row, timed in below)
    if top and within * 2 >= len(inside):
        of_children = of_rows
    else:
        of_children = _unit([_span(leaf) for leaf in inside], duration)
    if of_rows is None or of_children is None:
        return None
    doubts = dict.fromkeys(one.doubt for one in (of_rows, of_children) if one.doubt)
    return Scale(of_rows.per_second, of_children.per_second, doubts=tuple(doubts))


def since(said: Sequence[Row]) -> Scale | None:
    """Return the scale of times of day, which count from the first; None if they are of days."""
    dates = [row.start.value for row in said if is_date(row.start)]
    if not dates or max(dates) - min(dates) > _HALF_A_DAY:
        return None
    doubt = "the times are times of day; counted from the first of them"
    return Scale(since=min(dates), doubts=(doubt,))


def fitting(stretches: Sequence[Row], latest: float) -> float | None:
    """Return how many bare times are a second if the stretches end with the talk, at `latest`."""
    last = max((row.start.value for row in stretches if row.start.per_second == 0), default=0.0)
    fits = (one for one in _FITTING if 0.5 * latest - 30 <= last / one <= 1.2 * latest + 30)
    return next(fits, None) if last else 1.0


def seconds(stamp: Stamp, per_second: float) -> float | None:
    """Return a time in seconds, None for none; `per_second` bare ones are a second."""
    if stamp.per_second < 0:
        return None
    return stamp.value / (stamp.per_second or per_second)


def _unit(spans: Sequence[Span], duration: float | None) -> Unit | None:
    found = told(spans, duration)
    latest = max((span.start for span in spans), default=0.0)
    return None if found is None or latest / found.per_second > _LONGEST else found


def _span(row: Row) -> Span:
    end = row.end.value if row.end.per_second == 0 else None
    if end is None and row.duration.per_second == 0:
        end = row.start.value + row.duration.value
    text = row.text or " ".join(leaf.text for leaf in leaves(row) if leaf.text)
    return Span(row.start.value, end, words_in(text))


def _timed_leaves(row: Row) -> list[Row]:
    """Return the rows in a row that have bare times of their own."""
    return [
        leaf
        for leaf in leaves(row)
        if leaf is not row and leaf.start.per_second == 0 and not leaf.relative
    ]


def _count_within(inside: Sequence[Row], row: Row) -> int:
    """Return how many of the rows in a row start within its time."""
    if not inside or row.start.per_second:
        return 0
    start, end, _ = _span(row)
    if end is None:
        return 0
    slack = 1e-6 + _SLACK * (end - start)
    return sum(start - slack <= leaf.start.value <= end + slack for leaf in inside)
