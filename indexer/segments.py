"""From cues to segments: the documents of the index.

A segment is talk of one turn, about 40 to 120 words. It ends at the first sentence end
past 40 words, at 120 words whatever happens, and wherever the speaker changes, the file
marks a turn or a break, or nobody speaks for more than five seconds. A sentence may end
in the middle of a cue: the rest of the cue opens the next segment, at a time between the
cue's start and its end.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.model import Anchor, Segment
from indexer.cues import Cue

__all__ = ["cut"]

_ENOUGH = 40  # words
_MOST = 120  # words
_SILENCE = 5.0  # seconds

# Where a cue has no end, talk is taken to run at no less than this many words a second,
# until the next stamp at the latest. Talk Python's mean is 2.7.
_SLOW = 1.8

_ENDS = frozenset(".!?…。！？")
_OPENING = "\"'“‘(«["
_CLOSING = "\"'”’)]»"
_NO_END = re.compile(r"(?:(?:[A-Za-z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No)\.)$")


def cut(cues: Sequence[Cue]) -> list[Segment]:
    """Return the segments of an episode's cues, in order; every word is in just one."""
    ends = _ends(cues)
    clock = _clock(cues, ends)
    segments: list[Segment] = []
    offset = 0
    for turn in _turns(cues, ends):
        text = " ".join(cue.text for cue in turn)
        for start, end in _pieces(text):
            said = text[start:end]
            segments.append(_segment(said, offset + start, clock, turn[0].speaker, len(segments)))
        offset += len(text) + 1
    return segments


class _Clock(NamedTuple):
    """The times of an episode's text, its cues joined by one space.

    `anchors` are the stamps; `times` are the stamps and the known or likely ends.
    """

    anchors: list[Anchor]
    times: list[Anchor]


def _turns(cues: Sequence[Cue], ends: Sequence[float | None]) -> Iterator[Sequence[Cue]]:
    first = 0
    for at in range(1, len(cues)):
        cue = cues[at]
        if (
            cue.new_turn
            or cue.after_break
            or cue.speaker != cues[at - 1].speaker
            or _is_silence(ends[at - 1], cue.start)
        ):
            yield cues[first:at]
            first = at
    if cues:
        yield cues[first:]


def _is_silence(end: float | None, start: float | None) -> bool:
    return end is not None and start is not None and start - end > _SILENCE


def _ends(cues: Sequence[Cue]) -> list[float | None]:
    """Return when each cue ends, likely where the file does not say; None where unknowable.

    A cue without a stamp continues the one before it, so only the last cue before the
    next stamp has an end.
    """
    ends: list[float | None] = [None] * len(cues)
    following: float | None = None
    last = len(cues) - 1
    for at in range(len(cues) - 1, -1, -1):
        cue = cues[at]
        if cue.start is None:
            continue
        if cue.end is not None:
            end = cue.end
        else:
            words = sum(c.text.count(" ") + 1 for c in cues[at : last + 1])
            end = round(cue.start + words / _SLOW, 3)
        ends[last] = end if following is None else min(end, max(following, cue.start))
        following, last = cue.start, at - 1
    return ends


def _clock(cues: Sequence[Cue], ends: Sequence[float | None]) -> _Clock:
    clock = _Clock([], [])
    offset = 0
    for cue, end in zip(cues, ends, strict=True):
        if cue.start is not None:
            clock.anchors.append(Anchor(offset, cue.start))
            clock.times.append(clock.anchors[-1])
        offset += len(cue.text)
        if end is not None:
            clock.times.append(Anchor(offset, end))
        offset += 1
    return clock


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each segment in a turn's text."""
    words = text.split(" ")
    sentences = [at for at, word in enumerate(words, 1) if _ends_sentence(word)]
    start = done = 0
    while done < len(words):
        at = bisect.bisect_left(sentences, done + _ENOUGH)
        stop = min(sentences[at] if at < len(sentences) else len(words), done + _MOST)
        end = start + sum(map(len, words[done:stop])) + stop - done - 1
        yield start, end
        start, done = end + 1, stop


def _ends_sentence(word: str) -> bool:
    if word[-1] not in _ENDS:
        word = word.rstrip(_CLOSING)
        if not word or word[-1] not in _ENDS:
            return False
    return word[-1] != "." or _NO_END.match(word.lstrip(_OPENING)) is None


def _segment(said: str, offset: int, clock: _Clock, speaker: str | None, ordinal: int) -> Segment:
    first = bisect.bisect_left(clock.anchors, (offset,))
    last = bisect.bisect_left(clock.anchors, (offset + len(said),))
    anchors = [Anchor(at - offset, second) for at, second in clock.anchors[first:last]]
    start = _time_at(clock.times, offset)
    if start is not None and (not anchors or anchors[0].offset):
        anchors.insert(0, Anchor(0, start))
    return Segment(
        ordinal=ordinal,
        start=start,
        end=_time_at(clock.times, offset + len(said)),
        text=said,
        anchors=tuple(anchors),
        speaker=speaker,
        speaker_source="labelled" if speaker else None,
        speaker_probability=1.0 if speaker else None,
    )


def _time_at(times: Sequence[Anchor], offset: int) -> float | None:
    """Return the second at `offset` of the text, evenly between the known times."""
    at = bisect.bisect_left(times, (offset + 1,))
    if at == 0:
        return times[0].second if times else None
    left = times[at - 1]
    if at == len(times) or left.offset == offset:
        return left.second
    right = times[at]
    share = (offset - left.offset) / (right.offset - left.offset)
    return round(left.second + share * max(0.0, right.second - left.second), 3)
