"""Units of bare times: seconds, milliseconds and others, told by how fast people talk.

    told([(0, 5200, 14), (5200, 9900, 11)])        milliseconds: 2.6 words a second
    told([(0.0, 5.2, 14), (5.2, 9.9, 11)])         seconds

People say 1 to 6 words a second, so the words of a cue and its length tell the unit: no two units
lie closer than a factor of ten, except samples, which take more evidence. Fractions speak for
seconds, and the length of the recording in seconds decides where it is known.
"""

import itertools
import statistics
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["MILLISECONDS", "SECONDS", "Span", "Unit", "told"]


class Span(NamedTuple):
    """The start of a cue, its end or None, and the number of words said in it."""

    start: float
    end: float | None
    words: float


class Unit(NamedTuple):
    """A unit of time: its name, how many are a second, and a doubt, empty if it is sure."""

    name: str
    per_second: float
    doubt: str = ""


SECONDS = Unit("seconds", 1)
MILLISECONDS = Unit("milliseconds", 1000)

_OTHERS = (
    Unit("centiseconds", 100),
    MILLISECONDS,
    Unit("samples of 16 kHz", 16_000),
    Unit("microseconds", 1e6),
    Unit("ticks of 100 ns", 1e7),
    Unit("nanoseconds", 1e9),
)
_RARE = frozenset({100, 16_000})  # per second; they take more evidence than milliseconds

_TALK = (0.8, 7.0)  # words a second; the median of cues of any length
_SURE = (1.0, 6.0)
_SLOWEST = 0.08  # words a second in captions that stay for long
_FASTEST = 14.0  # words a second in cues of a word or two
_MANY = (4, 16)  # cues and words that tell a rare unit

_TITLE = 4  # words; a cue has as many
_WORDY = 60  # words that tell centiseconds from the titles of chapters

_NO_EVIDENCE = "nothing tells the unit of the times; read as seconds"
_UNCLEAR = "the unit of the times is unclear ({rate:.2g} words a second); read as {name}"


def told(spans: Sequence[Span], duration: float | None = None) -> Unit | None:
    """Return the unit of the spans, None if people talk in none of them.

    A span without an end lasts until the next start. `duration` is the length of the recording in
    seconds, if it is known.
    """
    rates, words = _rates(spans)
    fraction = any(start % 1 or (end or 0) % 1 for start, end, _ in spans)
    if not rates:
        # Of milliseconds a thousand are the first second.
        is_clear = fraction or all(span.start < MILLISECONDS.per_second for span in spans)
        return SECONDS if is_clear else SECONDS._replace(doubt=_NO_EVIDENCE)
    rate = statistics.median(rates)
    if duration and (fits := _by_duration(spans, rate, duration)):
        return fits
    if rate > _FASTEST and len(rates) >= _MANY[0]:
        return _doubtful(SECONDS, rate) if fraction else None
    if rate >= _SLOWEST:
        return SECONDS
    many = len(rates) >= _MANY[0] and words >= _MANY[1]
    has_ends = any(span.end is not None for span in spans)
    for other in _OTHERS:
        said = rate * other.per_second
        if not _TALK[0] <= said <= _TALK[1] or (fraction and other.per_second > 1000):
            continue
        # Titles of chapters are as slow in seconds as talk is in smaller units.
        is_wordy = words >= _WORDY
        if other.per_second == 100 and many and not (is_wordy and has_ends):
            return None
        if not is_wordy and not has_ends and words < _TITLE * len(rates):
            return None
        if (other.per_second in _RARE or fraction) and not many:
            return _doubtful(SECONDS, rate)
        return other if _SURE[0] <= said <= _SURE[1] else _doubtful(other, said)
    return _nearest(rate, fraction, many)


def _rates(spans: Sequence[Span]) -> tuple[list[float], float]:
    """Return the words for each unit of time in every span, and the number of words in them."""
    rates: list[float] = []
    total = 0.0
    following = [span.start for span in spans[1:]]
    for (start, end, words), after in itertools.zip_longest(spans, following):
        until = after if end is None else end
        if until is not None and until > start and words:
            rates.append(words / (until - start))
            total += words
    return rates, total


def _by_duration(spans: Sequence[Span], rate: float, duration: float) -> Unit | None:
    last = max(start if end is None else end for start, end, _ in spans)
    for one in (SECONDS, *_OTHERS):
        fits = 0.8 <= last / one.per_second / duration <= 1.05
        if fits and _SLOWEST / 2 <= rate * one.per_second <= _FASTEST:
            return one
    return None


def _nearest(rate: float, fraction: bool, many: bool) -> Unit | None:
    """Return a unit for talk that is slow or quick in every one, with a doubt, or None."""
    if fraction or (rate >= _SLOWEST / 4 and not many):
        return _doubtful(SECONDS, rate) if rate >= _SLOWEST / 40 else None
    for other in _OTHERS:
        if other.per_second not in _RARE and 0.1 <= rate * other.per_second <= _FASTEST:
            return _doubtful(other, rate * other.per_second)
    return None


def _doubtful(one: Unit, rate: float) -> Unit:
    return one._replace(doubt=_UNCLEAR.format(rate=rate, name=one.name))
