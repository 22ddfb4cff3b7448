"""Files in a format of transcripts that hold no talk: chapter marks, thumbnails, metadata.

    00:00 Intro                                     a list of chapters, as video pages have it
    05:00 Oak or epoxy

    00:00.000 --> 00:10.000                         thumbnails for the bar of a video player
    thumbs.jpg#xywh=0,0,160,90

Source: the kinds of WebVTT tracks (chapters, metadata) in HTML, and the players that use them. A
track does not say its kind in the file, so its texts tell.
"""

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import TranscriptError
from indexer.cues import Cue, Transcript

__all__ = ["ChapterList", "no_talk"]

_PICTURE = re.compile(
    r"\S{1,500}\.(?:jpe?g|png|webp|gif|avif)(?:[?#]\S{0,200})?|\S{0,500}#xywh=[\d,.:a-z]{3,60}",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"[{\[]\s*[\"{\[].*[\"\]}\d]\s*[}\]]", re.DOTALL)
_ENDS_SENTENCE = re.compile(r"[.!…。！]['\"”’)\]]*\Z")

_MOST = 400  # cues; no list of chapters is longer
_FEWEST = 3
_WORDS = 12  # of a title, at most
_SLOW = 0.25  # words a second: chapters of four words each 16 seconds
_SLOWEST = 0.1  # of two chapters, which are little evidence
_NAMED = re.compile(r"(?:^|[^a-z])chapters?(?:[^a-z]|$)", re.IGNORECASE)
_SPEECH = 0.8  # words a second
_AT_ONCE = 100.0  # words a second, at which nobody talks


class ChapterList(TranscriptError):
    """A file of chapters, which is no transcript; the cues of `transcript` are the chapters."""

    def __init__(self, path: Path, reason: str, transcript: Transcript) -> None:
        super().__init__(path, reason)
        self.transcript = transcript


def no_talk(path: Path, transcript: Transcript) -> TranscriptError | None:
    """Return the error for cues of the file `path` that are no talk, or None if they are."""
    cues = transcript.cues
    if not cues or any(cue.speaker for cue in cues[:_FEWEST]):
        return None
    if all(_PICTURE.fullmatch(cue.text.strip()) for cue in cues):
        return TranscriptError(path, "thumbnails of a video, no talk")
    if all(_OBJECT.fullmatch(cue.text.strip()) for cue in cues):
        return TranscriptError(path, "a track of metadata, no talk")
    if _are_chapters(cues, _NAMED.search(path.stem) is not None):
        reason = "a list of chapters, no talk; its times and titles are not indexed"
        return ChapterList(path, reason, transcript)
    return None


def _are_chapters(cues: Sequence[Cue], is_named: bool) -> bool:
    numbers = (at for at, cue in enumerate(cues) if cue.start is not None)
    stamped = list(itertools.islice(numbers, _MOST + 1))
    if not stamped or len(stamped) > _MOST or any(cue.speaker for cue in cues):
        return False
    # Notes may stand above the list and below it. Talk goes on between its stamps.
    between = stamped[-1] - stamped[0] + 1 - len(stamped)
    cues = [cues[at] for at in stamped]
    sizes = [len(cue.text.split()) for cue in cues]
    ended = sum(_ENDS_SENTENCE.search(cue.text) is not None for cue in cues)
    long = sum(size > _WORDS for size in sizes)
    if (between + ended) * 10 > len(cues) or long > (len(cues) >= _FEWEST):
        return False
    speeds = list(_speeds(cues, sizes))
    if is_named:
        # A list in the wrong order has titles that begin together, which says nothing of speed.
        ahead = [speed for speed in speeds if speed < _AT_ONCE]
        return bool(ahead) and statistics.median(ahead) <= _SPEECH
    if len(cues) < _FEWEST:
        return len(speeds) > 1 and max(speeds) <= _SLOWEST
    return bool(speeds) and statistics.median(speeds) <= _SLOW


def _speeds(cues: Sequence[Cue], sizes: Sequence[int]) -> Iterator[float]:
    """Yield the words a second of each cue until it ends, or until the next one begins."""
    ahead: float | None = None
    for cue, size in zip(reversed(cues), reversed(sizes), strict=True):
        until = cue.end if cue.end is not None else ahead
        start = ahead = cue.start or 0.0
        if until is not None:
            yield size / max(until - start, 0.001)
