"""Units of times without one, told by the speed of the talk.

    start,end,text
    0,5200,Welcome back to the harbour desk.      milliseconds: six words in 5.2 s

People say one to six words a second. Between seconds and milliseconds lies a factor of a
thousand, so that only one of them gives talk that anybody could speak.
"""

import statistics
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["MILLISECONDS", "SECONDS", "Span", "per_second"]


class Span(NamedTuple):
    """The start and the end of a row in a unit that is not known yet, and its number of words."""

    start: float | None
    end: float | None
    words: int


SECONDS, MILLISECONDS = 1.0, 1000.0

_UNITS = (SECONDS, MILLISECONDS, 100.0, 1e6, 1e7, 1e9)
"""How many of a unit are a second, the usual ones first; 1e7 are the ticks of Azure."""

_CLEAR = (0.8, 7.0)
_POSSIBLE = (0.3, 10.0)
_SLOWEST = 0.02  # of talk with pauses, whose times have fractions
_ENOUGH = 20  # words, below which a pause may be most of the time


def per_second(spans: Sequence[Span], has_fractions: bool) -> float | None:
    """Return how many of the unit of the spans are a second, or None if that is not clear.

    Times with fractions are seconds, unless nobody could speak so slowly.
    """
    speeds = list(_speeds(spans))
    if not speeds:
        return SECONDS if has_fractions else None
    speed = statistics.median(speeds)
    if has_fractions and _SLOWEST <= speed <= 2 * _POSSIBLE[1]:
        return SECONDS
    clear = [unit for unit in _UNITS if _CLEAR[0] <= speed * unit <= _CLEAR[1]]
    if len(clear) == 1 and sum(span.words for span in spans) >= _ENOUGH:
        return clear[0]
    usual = [u for u in (SECONDS, MILLISECONDS) if _POSSIBLE[0] <= speed * u <= _POSSIBLE[1]]
    return usual[0] if len(usual) == 1 else None


def _speeds(spans: Sequence[Span]) -> Iterable[float]:
    """Yield the words of each row by the unit of its times."""
    ahead: float | None = None
    for span in reversed(spans):
        if span.start is None:
            continue
        until = ahead if span.end is None else span.end
        if until is not None and until > span.start and span.words:
            yield span.words / (until - span.start)
        ahead = span.start
