"""Episodes and segments as the text stored in the index, and back.

JSON, not pickle: reading a stored value can never run code. Reading raises `ValueError`
or `TypeError` for text that is no such record, writing `ValueError` for text that is not
Unicode.
"""

import dataclasses
import datetime
import json
from typing import Any, NamedTuple

from index.model import Anchor, Episode, Segment

__all__ = [
    "EpisodeRecord",
    "SegmentRecord",
    "read_episode",
    "read_segment",
    "write_episode",
    "write_segment",
]


class EpisodeRecord(NamedTuple):
    """An episode and how much of it there is."""

    episode: Episode
    segments: int
    words: int


class SegmentRecord(NamedTuple):
    """A segment and the id of the episode it belongs to."""

    episode_id: str
    segment: Segment


def write_episode(record: EpisodeRecord) -> str:
    """Return the stored text of an episode."""
    fields = dataclasses.asdict(record.episode)
    if record.episode.date is not None:
        fields["date"] = record.episode.date.isoformat()
    return _dump([fields, record.segments, record.words])


def read_episode(text: str) -> EpisodeRecord:
    """Return the episode that `write_episode` wrote."""
    fields, segments, words = json.loads(text)
    if fields.get("date") is not None:
        fields["date"] = datetime.date.fromisoformat(fields["date"])
    fields["people"] = tuple(fields.get("people", ()))
    return EpisodeRecord(Episode(**fields), segments, words)


def write_segment(record: SegmentRecord) -> str:
    """Return the stored text of a segment."""
    segment = record.segment
    return _dump(
        [
            record.episode_id,
            segment.ordinal,
            segment.start,
            segment.end,
            segment.text,
            segment.anchors,
            segment.speaker,
            segment.speaker_source,
            segment.speaker_probability,
        ]
    )


def read_segment(text: str) -> SegmentRecord:
    """Return the segment that `write_segment` wrote."""
    episode_id, ordinal, start, end, words, anchors, *speaker = json.loads(text)
    pairs = tuple(Anchor(offset, second) for offset, second in anchors)
    return SegmentRecord(episode_id, Segment(ordinal, start, end, words, pairs, *speaker))


def _dump(values: list[Any]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    text.encode()  # refuses half characters here, where nothing is written yet
    return text
