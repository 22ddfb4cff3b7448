"""Segments, the documents of the index, cut from cues.

A segment is talk of one turn, about 40 to 120 words. It ends at the first sentence end after 40
words, at 120 words in any case, and where the speaker changes, the file marks a turn or a break, a
sponsor's message begins or ends (Decision 0025), or nobody speaks for more than five seconds. Such
a pause does not end the turn of a named speaker (see
`_is_pause`). A sentence may end inside a cue: the rest of the cue opens the next segment, at a time
between the start and the end of the cue.

A change of what is cut raises `index.READING_VERSION`.
"""

import itertools
import operator
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import Anchor, Segment, SpeakerSource
from indexer.cues import SLOW, Cue
from indexer.speakers.inference import Guess

__all__ = ["cut"]

Offsets = NDArray[np.int64]  # code points of the episode's text
Seconds = NDArray[np.float64]

_ENOUGH = 40  # words
_MOST = 120  # words
_SILENCE = 5.0  # seconds

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]»]*(?= |$)")
# A last word with a full stop that ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s\"“‘(«\[]|(?<!\w)')(?:(?:[A-Za-z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|No)\.)$"
)


def cut(
    cues: Sequence[Cue],
    guesses: Sequence[Guess | None] = (),
    words: bool = False,
    messages: Sequence[tuple[int, int]] = (),
) -> list[Segment]:
    """Return the segments of an episode's cues, in order; every word is in just one.

    The cues are clean, as `indexer.read` gives them: none is empty, and spaces are single.
    `guesses` has a guess at the speaker of each cue, None where the file names one. `words` means
    that the cues are single words. `messages` are the begins and ends of sponsors' messages, in
    order: offsets of words in the texts of the cues, joined by spaces. Their segments are marked.
    """
    if not cues:
        return []
    # Taking all columns at once takes half the time of reading the fields of each cue.
    texts, starts, ends, labels, new_turns, breaks, _ = zip(*cues, strict=True)
    text = " ".join(texts)
    # UTF-32 has one number for each character, so offsets are code points.
    spaces = np.flatnonzero(np.frombuffer(text.encode("utf-32-le"), np.uint32) == 32)
    lengths = np.array(list(map(len, texts)))
    offsets = np.cumsum(lengths + 1) - lengths - 1
    clock = _clock(_in_seconds(starts), _in_seconds(ends), offsets, spaces, len(text))
    turns = _silences(cues, clock, words)
    turns.update(itertools.compress(itertools.count(), map(operator.or_, new_turns, breaks)))
    turns.update(_changes(labels))
    if any(guesses):
        turns.update(_changes([guess and guess.speaker for guess in guesses]))
    firsts = sorted(turns | {0})
    borders = np.unique(np.append(offsets[firsts], _borders(messages, len(text))))
    voices = [_voice(cues[at], guesses[at] if guesses else None) for at in firsts]
    said_by = [voices[at - 1] for at in np.searchsorted(offsets[firsts], borders, "right")]
    pieces = _pieces(text, spaces, borders)
    return _segments(text, pieces, said_by, clock, _inside(messages, pieces.starts))


def _in_seconds(times: Sequence[float | None]) -> Seconds:
    """Return times as an array, with NaN for None."""
    if times.count(None) == len(times):
        return np.full(len(times), np.nan)
    return np.array(times, np.float64)


def _borders(messages: Sequence[tuple[int, int]], size: int) -> Offsets:
    """Return where messages begin, and where other talk begins after them."""
    borders: Offsets = np.array([(begin, end + 1) for begin, end in messages], np.int64).ravel()
    return borders[borders < size]


def _inside(messages: Sequence[tuple[int, int]], offsets: Offsets) -> list[bool]:
    """Return whether each offset is in a message."""
    begins, ends = np.array(messages, np.int64).reshape(-1, 2).T
    inside = np.searchsorted(begins, offsets, "right") > np.searchsorted(ends, offsets, "right")
    flags: list[bool] = inside.tolist()
    return flags


class _Voice(NamedTuple):
    """A speaker, the source of the name, and its probability, 0 to 1."""

    speaker: str | None
    source: SpeakerSource | None
    probability: float | None


_NOBODY = _Voice(None, None, None)


class _Clock(NamedTuple):
    """The times of an episode's text.

    `stamped` are the int64 numbers of the cues with a stamp, `anchors` and `starts` their
    offsets (int64) and seconds (float64). The talk after each stamp ends at `ends` (float64
    seconds) and `until` (int64 offsets).
    """

    stamped: Offsets
    anchors: Offsets
    starts: Seconds
    ends: Seconds
    until: Offsets

    def at(self, offsets: Offsets) -> list[float] | list[None]:
        """Return the second at each offset, interpolated between stamps; None if there are none."""
        if not len(self.stamped):
            return [None] * len(offsets)
        known = np.column_stack([self.anchors, self.until]).ravel()
        seconds = np.column_stack([self.starts, self.ends]).ravel()
        times: list[float] = np.round(np.interp(offsets, known, seconds), 3).tolist()
        return times


def _clock(starts: Seconds, ends: Seconds, offsets: Offsets, spaces: Offsets, size: int) -> _Clock:
    """Return the clock of the cues, with an estimate for ends that the file does not give.

    `starts` and `ends` are the seconds of the cues, NaN where the file gives none, `offsets` and
    `spaces` the places of the cues and the spaces in the text, and `size` is its length.

    A cue without a stamp continues the one before it, up to the next stamp. The estimate is
    `SLOW` words a second.
    """
    stamped = np.flatnonzero(~np.isnan(starts))
    starts, ends = starts[stamped], ends[stamped]
    anchors = offsets[stamped]
    until = np.append(anchors[1:] - 1, size)
    if not len(stamped):
        return _Clock(stamped, anchors, starts, starts, until[:0])
    words = np.diff(np.searchsorted(spaces, anchors), append=len(spaces) + 1)
    ends = np.where(np.isnan(ends), np.round(starts + words / SLOW, 3), ends)
    ends[:-1] = np.minimum(ends[:-1], np.maximum(starts[1:], starts[:-1]))
    return _Clock(stamped, anchors, starts, ends, until)


def _voice(cue: Cue, guess: Guess | None) -> _Voice:
    if cue.speaker:
        return _Voice(cue.speaker, "labelled", 1.0)
    return _Voice(guess.speaker, "inferred", guess.probability) if guess else _NOBODY


def _silences(cues: Sequence[Cue], clock: _Clock, words: bool) -> set[int]:
    """Return the numbers of the cues after a silence that parts two segments."""
    silent = np.flatnonzero(clock.starts[1:] - clock.ends[:-1] > _SILENCE)
    return {
        after
        for before, after in zip(
            clock.stamped[silent].tolist(), clock.stamped[silent + 1].tolist(), strict=True
        )
        if not _is_pause(cues[before], cues[after], words)
    }


def _changes(names: Sequence[str | None]) -> Iterable[int]:
    if len(set(names)) == 1:
        return ()
    pairs = enumerate(itertools.pairwise(names), 1)
    return [at for at, (before, after) in pairs if before != after]


def _is_pause(before: Cue, after: Cue, words: bool) -> bool:
    """Return whether a silence between two cues is a pause of one named speaker.

    Two words of one speaker, or paragraphs whose ends are only estimated, are one turn. So the
    same talk is cut in the same way whether its file has times for words or for turns.
    """
    loose = words or before.end is None
    return loose and before.speaker is not None and before.speaker == after.speaker


class _Pieces(NamedTuple):
    """The places of segments: int64 offsets, and the number of the turn of each."""

    starts: Offsets
    ends: Offsets
    turns: list[int]


def _pieces(text: str, spaces: Offsets, turns: Offsets) -> _Pieces:
    """Return the pieces of the turns, which begin at the offsets `turns`."""
    # The numbers of the turns' first words, and of the word after the last.
    firsts: list[int] = np.searchsorted(spaces, turns).tolist()
    last = len(spaces) + 1
    ends = np.append(spaces, len(text))
    cuts: list[int] = []
    numbers: list[int] = []
    for number, (done, words) in enumerate(itertools.pairwise([*firsts, last])):
        while done < words:
            cuts.append(done)
            numbers.append(number)
            enough = done + _ENOUGH
            if enough >= words:
                break
            done = done + _MOST if done + _MOST < words else words
            # Sentence ends are searched only from here; one in five of them is needed.
            low = ends.item(enough - 2) + 1
            end = _sentence_end(text, low, ends.item(done - 1))
            if end is not None:
                done = enough + text.count(" ", low, end)
    starts = np.append(-1, spaces)[cuts] + 1
    return _Pieces(starts, np.append(starts[1:] - 1, len(text)), numbers)


def _sentence_end(text: str, low: int, high: int) -> int | None:
    """Return the offset after the first sentence end between two borders of words, or None."""
    while found := _SENTENCE_END.search(text, low, high):
        at = found.start()
        # No abbreviation has five letters in a row. This test decides half of the cases in a third
        # of the time. There are always five characters before, as a segment has begun.
        may_be_short = text[at] == "." and not text[at - 5 : at].isalpha()
        if not may_be_short or not _ABBREVIATION.search(text, max(0, at - 12), at + 1):
            return found.end()
        low = found.end()
    return None


def _segments(
    text: str,
    pieces: _Pieces,
    said_by: Sequence[_Voice],
    clock: _Clock,
    sponsor: Sequence[bool],
) -> list[Segment]:
    anchored = clock.anchors
    if len(anchored):
        # Each segment has an anchor at its first character, which gives its start.
        anchored = np.sort(np.concatenate([anchored, pieces.starts]))
        anchored = anchored[np.diff(anchored, prepend=-1) > 0]
    first = np.searchsorted(anchored, pieces.starts)
    last = np.searchsorted(anchored, pieces.ends)
    inside = (anchored - np.repeat(pieces.starts, last - first)).tolist()
    seconds = clock.at(anchored)
    # Like a call of Anchor for each pair, in half the time.
    pairs = zip(inside, seconds, strict=True)
    anchors = tuple(map(tuple.__new__, itertools.repeat(Anchor), pairs))
    spans = zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)
    own = zip(first.tolist(), last.tolist(), strict=True)
    voices = [said_by[turn] for turn in pieces.turns]
    return list(
        map(
            Segment,
            itertools.count(),
            [seconds[at] for at in first.tolist()] if seconds else itertools.repeat(None),
            clock.at(pieces.ends),
            [text[start:end] for start, end in spans],
            [anchors[low:high] for low, high in own],
            [voice.speaker for voice in voices],
            [voice.source for voice in voices],
            [voice.probability for voice in voices],
            sponsor,
        )
    )
