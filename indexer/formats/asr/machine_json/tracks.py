"""Tracks: who speaks from when to when, beside words that name nobody.

    {"speaker_labels": [{"from": 0.0, "to": 0.4, "speaker": 0}], "results": [...]}
    {"paragraphs": [{"start": 0.0, "end": 5.2, "speaker": "Ann"}], "words": [...]}

Source: IBM Watson ("speaker_labels"), BBC's transcript editor ("paragraphs"), diarizations.
"""

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from indexer.cues import Cue
from indexer.formats.asr.machine_json import voices
from indexer.formats.asr.machine_json.rows import Row, rows
from indexer.formats.asr.machine_json.scales import fitting, seconds

__all__ = ["Stretch", "Track", "named"]

_BACK = 8  # stretches that may hold a time; more people do not talk at once
_EDGE = 0.02  # seconds


class Stretch(NamedTuple):
    """A time in which one voice speaks, in seconds."""

    start: float
    end: float
    voice: Any


class Track:
    """The voices of a recording by time."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        """Put the stretches in the order of time."""
        self._stretches = sorted(stretches, key=lambda stretch: stretch[:2])
        self._starts = [stretch.start for stretch in self._stretches]

    def voice(self, start: float, end: float | None) -> object:
        """Return the voice in the middle of a time, None if nobody speaks there, or two do."""
        middle = start + _EDGE if end is None else (start + end) / 2
        at = bisect.bisect_right(self._starts, middle)
        found = [one for one in self._stretches[max(0, at - _BACK) : at] if one.end >= middle]
        heard = {str(one.voice) for one in found}
        return found[0].voice if len(heard) == 1 else None


def named(
    cues: list[Cue], tracks: Iterable[Sequence[Any]], around: Sequence[Mapping[str, Any]]
) -> list[Cue]:
    """Return cues with the speakers of the first of the tracks that is as long as the talk."""
    latest = max((cue.start for cue in cues if cue.start is not None), default=0.0)
    for items in tracks:
        listed = [row for row in rows(items) if row is not None]
        scale = fitting(listed, latest)
        if scale is not None:
            names = voices.names(around, (row.voice for row in listed))
            track = Track(_stretches(listed, scale))
            return [_named(cue, track, names) for cue in cues]
    return cues


def _named(cue: Cue, track: Track, names: voices.Voices) -> Cue:
    if cue.start is None:
        return cue
    name = names.name(track.voice(cue.start, cue.end))
    return cue._replace(speaker=name, new_turn=cue.new_turn or name is None)


def _stretches(listed: Sequence[Row], per_second: float) -> Iterator[Stretch]:
    starts = [seconds(row.start, per_second) or 0.0 for row in listed]
    following = [*starts[1:], float("inf")]
    for row, start, after in zip(listed, starts, following, strict=True):
        end, lasts = seconds(row.end, per_second), seconds(row.duration, per_second)
        if end is None:
            end = after if lasts is None else start + lasts
        yield Stretch(start, end, row.voice)
