"""Prepared episodes: an episode and its segments as arrays, which a writer takes. Decision 0031.

Any process can prepare episodes, because it needs neither Whoosh nor the writer. A prepared episode
is smaller than its segments and quick to pickle. Its digest is made here, where nothing has been
encoded yet: a check compares it with that of what can be read (Decision 0046).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.languages import DEFAULT_LANGUAGE
from index.embedded.format.columns import Certainty, Columns
from index.embedded.format.counts import starts
from index.embedded.format.episode_records import write_episode
from index.embedded.format.stored_text import Talk
from index.model import Episode, Segment

__all__ = ["PreparedEpisode", "digest_of", "prepare"]

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
    columns, talk = _columns(episode, segments), _talk(segments)
    digest = np.array([digest_of(columns, talk)], np.uint64)
    return PreparedEpisode(episode.id, replace(columns, digest=digest), talk)


def digest_of(columns: Columns, talk: Talk) -> int:
    """Return the BLAKE2b digest of an episode, of 64 bits and never 0.

    `columns` and `talk` are as `prepare` makes them, which numbers speakers and certainties as they
    come. A fact that is not known counts nothing, so a new kind of fact changes no digest.
    """
    facts = {name: value for name, value in json.loads(columns.records[0]).items() if value}
    arrays: list[NDArray[Any]] = [talk.sizes, talk.anchored, talk.offsets, columns.speaker]
    arrays += [columns.certainty, columns.sponsor]
    # Minus zero is stored as zero.
    arrays += [seconds + 0.0 for seconds in (talk.seconds, columns.begins, columns.ends)]
    named = [columns.certainties, [name.decode() for name in columns.speakers]]
    hashed = hashlib.blake2b(digest_size=8)
    hashed.update(json.dumps([facts, named], sort_keys=True).encode())
    for array in arrays:
        hashed.update(array.astype(array.dtype.newbyteorder("<")).tobytes())
    hashed.update(talk.text)
    return int.from_bytes(hashed.digest(), "little") or 1


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
        digest=np.zeros(1, np.uint64),
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
