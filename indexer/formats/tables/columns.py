"""Columns of a table: which of them holds the talk, the speaker and the times?

    Speaker Name, Start Time, End Time, Text      Premiere Pro
    start; end; speaker; text                     whisper.cpp and others
    Zeit, Sprecher, Text                          of people, in their language

Headers are compared by their words alone: `Start Time (s)`, `start_time` and `StartTime` are
one column. The unit that a header gives is kept.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Columns", "columns"]

_TEXTS = frozenset(
    {
        "text",
        "transcript",
        "transcription",
        "content",
        "caption",
        "captions",
        "subtitle",
        "dialogue",
    }
    | {"subtitles", "utterance", "dialog", "sentence", "line", "lines", "speech", "words", "body"}
    | {"transcript text", "spoken text", "spoken words", "text content", "message", "quote"}
    | {"texte", "texto", "testo", "tekst", "annotation", "segment text", "what was said"}
)
_SPEAKERS = frozenset(
    {"speaker", "speaker name", "name", "speaker label", "speaker id", "who", "participant"}
    | {"participant name", "person", "character", "voice", "actor", "role", "speakers", "tier"}
    | {"talker", "user", "sprecher", "sprecherin", "orador", "hablante", "intervenant", "locuteur"}
    | {"spreker", "parlante", "speaker tag", "speakername", "spk", "display name", "actor name"}
)
_STARTS = frozenset(
    {"start", "start time", "begin", "begin time", "from", "in", "in point", "time", "timestamp"}
    | {"timecode", "tc in", "tc", "in tc", "start tc", "start timecode", "timecode in", "time in"}
    | {
        "offset",
        "onset",
        "tmin",
        "xmin",
        "t",
        "start timestamp",
        "time stamp",
        "time code",
        "stamp",
    }
    | {"zeit", "beginn", "anfang", "debut", "début", "inicio", "início", "inizio", "tiempo"}
    | {"temps", "start offset", "begins", "starts", "start at", "timestamp start", "t0", "clock"}
    | {"start seconds", "time start", "started at"}
)
_ENDS = frozenset(
    {"end", "end time", "stop", "stop time", "to", "out", "out point", "tc out", "out tc", "end tc"}
    | {"end timecode", "timecode out", "time out", "tmax", "xmax", "finish", "end timestamp"}
    | {"ende", "fin", "fine", "end offset", "ends", "timestamp end", "t1", "time end", "end at"}
    | {"stops", "ended at", "einde"}
)
_DURATIONS = frozenset({"duration", "dur", "length", "dauer", "durée", "duración", "durata"})

_UNITS = {
    "ms": 1000.0,
    "msec": 1000.0,
    "millis": 1000.0,
    "milliseconds": 1000.0,
    "s": 1.0,
    "sec": 1.0,
    "secs": 1.0,
    "seconds": 1.0,
    "cs": 100.0,
}
_WORD = re.compile(r"[^\W\d_]+\d?|\d+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Columns(NamedTuple):
    """The numbers of the columns of a table; `per_second` is the unit that the header gives."""

    text: int
    speaker: int | None
    start: int | None
    end: int | None
    duration: int | None
    per_second: float | None
    width: int


def columns(header: Sequence[str]) -> Columns | None:
    """Return the columns that a header names, or None if it is not the header of a transcript.

    A transcript has a column of talk, and one of times or of speakers.
    """
    if not 2 <= len(header) <= 100 or any(len(cell) > 60 for cell in header):
        return None
    found: dict[str, int] = {}
    unit: float | None = None
    for number, cell in enumerate(header):
        words = [word.lower() for word in _WORD.findall(_HUMP.sub(" ", cell))]
        per_second = _UNITS.get(words[-1]) if len(words) > 1 else None
        named = " ".join(words if per_second is None else words[:-1])
        for role, names in _ROLES:
            if named in names and role not in found:
                found[role] = number
                if role == "start":
                    unit = per_second
                break
    if "text" not in found or not ("start" in found or "speaker" in found):
        return None
    return Columns(
        found["text"],
        found.get("speaker"),
        found.get("start"),
        found.get("end"),
        found.get("duration"),
        unit,
        len(header),
    )


_ROLES = (
    ("text", _TEXTS),
    ("speaker", _SPEAKERS),
    ("start", _STARTS),
    ("end", _ENDS),
    ("duration", _DURATIONS),
)
