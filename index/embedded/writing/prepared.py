"""Prepared episodes: an episode and its segments as arrays, which a writer takes. Decision 0031.

Any process can prepare episodes, because it needs neither Whoosh nor the writer. A prepared episode
is smaller than its segments and quick to pickle.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.languages import DEFAULT_LANGUAGE
from index.embedded.format.columns import Certainty, Columns
from index.embedded.format.counts import starts
from index.embedded.format.episode_records import write_episode
from index.embedded.format.stored_text import Talk
from index.model import Episode, Segment

__all__ = ["PreparedEpisode", "prepare"]

_FARTHEST = (1 << 32) - 1  # the largest offset of an anchor


class PreparedEpisode(NamedTuple):
    """An episode ready to be stored: id, columns (lengths and signatures still 0) and talk."""

    id: str
    columns: Columns
    talk: Talk


def prepare(episode: Episode, segments: Sequence[Segment]) -> PreparedEpisode:
    """Return an episode and its segments ready for `Writer.add_prepared`, in any process.

    Raises `ValueError` for segments whose ordinals are not 0, 1, 2 and so on, for text that is
    not Unicode, for times that are not finite, and for anchors out of order.
    """
    if [segment.ordinal for segment in segments] != list(range(len(segments))):
        raise ValueError(f"the segments of {episode.id!r} are not numbered 0, 1, 2 and so on")
    return PreparedEpisode(episode.id, _columns(episode, segments), _talk(segments))


def _columns(episode: Episode, segments: Sequence[Segment]) -> Columns:
    speakers = {b"": 0}
    certainties: dict[Certainty, int] = {(None, None): 0}
    speaker = [speakers.setdefault((s.speaker or "").encode(), len(speakers)) for s in segments]
    certainty = [
        certainties.setdefault((s.speaker_source, s.speaker_probability), len(certainties))
        for s in segments
    ]
    return Columns(
        lengths=np.zeros(len(segments), np.int64),
        begins=_seconds([s.start for s in segments]),
        ends=_seconds([s.end for s in segments]),
        speaker=np.array(speaker, np.int64),
        speakers=list(speakers),
        certainty=np.array(certainty, np.int64),
        certainties=list(certainties),
        sponsor=np.fromiter((s.sponsor for s in segments), np.bool_, len(segments)),
        signature=np.zeros(len(segments), np.uint32),
        documents=np.array([len(segments)]),
        days=np.array([episode.date.toordinal() if episode.date else 0]),
        language=np.array([0]),
        languages=[episode.language or DEFAULT_LANGUAGE],
        records=[write_episode(episode).encode()],
    )


def _seconds(values: Sequence[float | None]) -> NDArray[np.float64]:
    seconds = np.array(values, np.float64)
    if not np.isfinite(seconds).all():
        missing = np.array([value is None for value in values], np.bool_)
        if not np.isfinite(seconds[~missing]).all():
            raise ValueError("a segment's time is not a number")
    return seconds


def _talk(segments: Sequence[Segment]) -> Talk:
    texts = [segment.text for segment in segments]
    text = "".join(texts).encode()
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    if int(sizes.sum()) < len(text):
        # Some characters take more than one byte.
        sizes = np.fromiter((len(text.encode()) for text in texts), np.int64, len(texts))
    anchored = np.fromiter((len(s.anchors) for s in segments), np.int64, len(segments))
    flat = chain.from_iterable(chain.from_iterable(s.anchors for s in segments))
    pairs = np.fromiter(flat, np.float64, 2 * int(anchored.sum())).reshape(-1, 2)
    offsets, seconds = pairs[:, 0].astype(np.int64), pairs[:, 1].copy()
    falls = np.diff(offsets, prepend=0) < 0
    falls[starts(anchored)[:-1][anchored > 0]] = False
    within = (offsets >= 0) & (offsets <= _FARTHEST)
    if falls.any() or not within.all() or not np.isfinite(seconds).all():
        raise ValueError("the anchors of a segment are not in the order of its text")
    return Talk(text, sizes, anchored, offsets, seconds)
