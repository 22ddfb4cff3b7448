"""Units of bare times: seconds, milliseconds and others, told by how fast people talk.

    told([(0, 5200, 14), (5200, 9900, 11)])        milliseconds: 2.6 words a second
    told([(0.0, 5.2, 14), (5.2, 9.9, 11)])         seconds

    told_of_clocks(cues at [00.09], [01.25])       minutes and seconds, not seconds
    told_of_clocks(cues at 10:02, 10:03)           hours and minutes, not minutes and seconds

People say 1 to 6 words a second, so the words of a cue and its length tell the unit: no two units
lie closer than a factor of ten, except samples, which take more evidence. Fractions speak for
seconds, and the length of the recording in seconds decides where it is known.
"""

import itertools
import operator
import re
import statistics
from collections.abc import Callable, Sequence
from typing import NamedTuple

from indexer.cues import Cue

__all__ = [
    "MILLISECONDS",
    "SECONDS",
    "Clocks",
    "Span",
    "Unit",
    "told",
    "told_of_clocks",
    "unspaced_words",
]


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
_MINUTES = Unit("minutes", 1 / 60)
_RARE = frozenset({100, 16_000})  # per second; they take more evidence than milliseconds

_TALK = (0.8, 7.0)  # words a second; the median of cues of any length
_SURE = (1.0, 6.0)
_SLOWEST = 0.08  # words a second in captions that stay for long
_SLOW_SENTENCES = 0.35  # words a second in whole sentences, at least
_SENTENCE = 8  # words
_FASTEST = 14.0  # words a second in cues of a word or two
_MANY = (4, 16)  # cues and words that tell a rare unit

_TITLE = 4  # words; a cue has as many
_WORDY = 60  # words that tell centiseconds from the titles of chapters

_NO_EVIDENCE = "nothing tells the unit of the times; read as seconds"
_UNCLEAR = "the unit of the times is unclear ({rate:.2g} words a second); read as {name}"

_POSSIBLE = (0.5, 8.0)  # words a second in a whole recording
_BY_CLOCK = 0.4  # words a second, at least, on another clock; one of minutes is coarse
_CERTAIN = (1.0, 5.0)  # in letters, which are counted sooner than words
_LETTERS = 6  # of a word, with the space behind it
_FEWEST = (5, 40)  # stamps and words that tell the clock of a recording
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_DAY = 24 * 60  # minutes
_text = operator.itemgetter(0)
_MOST_FRAMES = 30
_RATE = "the times give {:.2g} words a second in the whole file; they may be in another unit"
_OTHER = "the stamps were read as {}; as they look, people would say {:.2g} words a second"


class Clocks(NamedTuple):
    """Cues on the clock that their stamps are written in, and a doubt, empty if none is due."""

    cues: Sequence[Cue]
    doubt: str = ""


class _Clock(NamedTuple):
    """A way to write a time that looks like another one: its name, and its seconds of that."""

    name: str
    seconds: Callable[[float], float]
    may_be: Callable[[Sequence[float]], bool]


def told_of_clocks(cues: Sequence[Cue], is_text: bool) -> Clocks:
    """Return the cues with stamps in seconds, told by the words a second of the whole file.

    Only stamps in running text may be written in another way than they look. Where people would
    talk at an impossible rate, there is a doubt.
    """
    # By column it takes a fifth of the time; nearly all files go no further.
    letters = sum(map(len, map(_text, cues))) / _LETTERS
    first = next((at for at, cue in enumerate(cues) if cue.start is not None), None)
    if first is None:
        return Clocks(cues)
    last = next(at for at in range(len(cues) - 1, -1, -1) if cues[at].start is not None)
    since = cues[first].start or 0.0
    until = max(cues[last].start or 0.0, cues[last].end or 0.0)
    if _CERTAIN[0] * (until - since) <= letters <= _CERTAIN[1] * (until - since):
        return Clocks(cues)
    said = cues[first : last + (cues[last].end is not None)]
    words = sum(_words(cue.text) for cue in said)
    rate = words / max(until - since, 0.001)
    starts = [cue.start for cue in cues if cue.start is not None]
    if len(starts) < _FEWEST[0] or words < _FEWEST[1] or _POSSIBLE[0] <= rate <= _POSSIBLE[1]:
        return Clocks(cues)
    if rate < _POSSIBLE[0] and _median(said) >= _POSSIBLE[0]:
        return Clocks(cues)  # one long silence
    for clock in _CLOCKS if is_text else ():
        span = clock.seconds(until) - clock.seconds(since)
        if span > 0 and _BY_CLOCK <= words / span <= _TALK[1] and clock.may_be(starts):
            moved = [_moved(cue, clock.seconds) for cue in cues]
            return Clocks(moved, _OTHER.format(clock.name, rate))
    return Clocks(cues, _RATE.format(rate))


def _median(cues: Sequence[Cue]) -> float:
    """Return the median of the words a second of cues, each until its end or the next stamp."""
    spans: list[Span] = []
    for cue in cues:
        if cue.start is not None:
            spans.append(Span(cue.start, cue.end, _words(cue.text)))
        elif spans:
            spans[-1] = spans[-1]._replace(words=spans[-1].words + _words(cue.text))
    rates, _ = _rates(spans)
    return statistics.median(rates) if rates else 0.0


def _words(text: str) -> float:
    return text.count(" ") + 1 + unspaced_words(text)


def unspaced_words(text: str) -> float:
    """Return about how many more words a text has than spaces part, in scripts without spaces."""
    return 0.0 if text.isascii() else len(_UNSPACED.findall(text)) / 2


def _moved(cue: Cue, seconds: Callable[[float], float]) -> Cue:
    if cue.start is None:
        return cue
    return cue._replace(start=seconds(cue.start), end=None if cue.end is None else seconds(cue.end))


def _are_sixtieths(starts: Sequence[float]) -> bool:
    """Return whether two digits behind the point of each time are less than 60."""
    hundredths = [round(start * 100, 6) for start in starts]
    return all(one.is_integer() and one % 100 < 60 for one in hundredths) and any(
        one % 100 for one in hundredths
    )


_CLOCKS = (
    _Clock(
        "minutes and seconds, 1.25 as 1:25",
        lambda time: int(round(time * 100, 6)) // 100 * 60.0 + round(time * 100) % 100,
        _are_sixtieths,
    ),
    _Clock(
        "hours and minutes",
        lambda time: time * 60,
        lambda starts: all(one.is_integer() and one < _DAY for one in starts),
    ),
    _Clock(
        "minutes, seconds and frames",
        lambda time: round(time // 60 + time % 60 / _MOST_FRAMES, 3),
        lambda starts: (
            len(starts) >= 2 * _FEWEST[0]
            and all(one.is_integer() and one % 60 < _MOST_FRAMES for one in starts)
        ),
    ),
)


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
        is_minutes = fraction and _SURE[0] <= rate / 60 <= _SURE[1]
        if is_minutes and any(start % 1 >= 0.6 for start, _, _ in spans):
            return _doubtful(_MINUTES, rate / 60)
        return _doubtful(SECONDS, rate) if fraction else None
    if rate >= _SLOWEST:
        # Nobody takes half a minute for a sentence: these may be frames.
        is_odd = rate < _SLOW_SENTENCES and not fraction and words >= _SENTENCE * len(rates)
        return _doubtful(SECONDS, rate) if is_odd else SECONDS
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
