"""Figures of a stream: percentiles, ratios of two contenders, medians of runs."""

import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.stream.contenders import TANTIVY
from bench.stream.questions import KINDS
from bench.stream.results import Part

__all__ = ["ALL", "FILLED", "Beside", "Waits", "beside", "groups", "percentile"]

ALL = "all"
FILLED = "tantivy fills its page"
_NOT_FILLED = "it does not"
_BOTH_FILLED = "three and four words, both fill the page"

_LONG = frozenset({"three words", "four words"})
_PAGE = 10  # hits


class Waits(NamedTuple):
    """The median and two high percentiles of the seconds of questions."""

    p50: float
    p90: float
    p99: float


class Beside(NamedTuple):
    """Two contenders on the same `asked` questions; the ratios are of the first to the second.

    `ratio` is the geometric mean of the ratios of each question, so that a quick one weighs as much
    as a slow one; `total` is the ratio of the sums.
    """

    asked: int
    first: Waits
    second: Waits
    ratio: float
    total: float


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the values lie: the lower of two neighbours.

    Raises `ValueError` without values.
    """
    if not values:
        raise ValueError("no percentile without values")
    return sorted(values)[int(share * (len(values) - 1))]


def beside(part: Part, first: str, second: str, chosen: Sequence[int]) -> Beside | None:
    """Return the medians over the runs of two contenders' figures on the questions `chosen`.

    Questions that were not asked of both are left out; returns None if none is left.
    """
    asked = min(len(part.runs[0].seconds[name]) for name in (first, second))
    both = [number for number in chosen if number < asked]
    if not both:
        return None
    found = [
        _figures([run.seconds[first][n] for n in both], [run.seconds[second][n] for n in both])
        for run in part.runs
    ]
    return Beside(
        len(both),
        Waits(*map(statistics.median, zip(*(one.first for one in found), strict=True))),
        Waits(*map(statistics.median, zip(*(one.second for one in found), strict=True))),
        statistics.median(one.ratio for one in found),
        statistics.median(one.total for one in found),
    )


def groups(part: Part, ours: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the groups of questions that are shown apart, by the numbers of their questions.

    They are the kinds; then, if tantivy was asked, those for which it found ten documents or more
    with all words, and the rest; then all.
    """
    kinds = [drawn.kind for drawn in part.questions]
    for kind in dict.fromkeys(sorted(kinds, key=KINDS.index)):
        yield kind, [number for number, of in enumerate(kinds) if of == kind]
    everything = range(len(kinds))
    if TANTIVY in part.totals:
        full = {number for number in everything if part.totals[TANTIVY][number] >= _PAGE}
        own = {number for number in everything if part.totals[ours][number] >= _PAGE}
        long = {number for number, of in enumerate(kinds) if of in _LONG}
        yield _BOTH_FILLED, sorted(long & full & own)
        yield FILLED, sorted(full)
        yield _NOT_FILLED, [number for number in everything if number not in full]
    yield ALL, list(everything)


def _figures(first: Sequence[float], second: Sequence[float]) -> Beside:
    return Beside(
        len(first),
        _waits(first),
        _waits(second),
        statistics.geometric_mean(one / other for one, other in zip(first, second, strict=True)),
        sum(first) / sum(second),
    )


def _waits(seconds: Sequence[float]) -> Waits:
    return Waits(*(percentile(seconds, share) for share in (0.5, 0.9, 0.99)))
