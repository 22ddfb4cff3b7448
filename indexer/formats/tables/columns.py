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

__all__ = ["Columns", "columns", "may_be_header", "role"]

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
    | {
        "spreker",
        "parlante",
        "speaker tag",
        "speakername",
        "spk",
        "spkid",
        "spkr",
        "display name",
        "actor name",
    }
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
    | {"time start", "started at", "stime", "timespan", "time span", "time range", "timestamps"}
    | {"timecodes", "interval", "zeitmarke", "position"}
)
_ENDS = frozenset(
    {"end", "end time", "stop", "stop time", "to", "out", "out point", "tc out", "out tc", "end tc"}
    | {"end timecode", "timecode out", "time out", "tmax", "xmax", "finish", "end timestamp"}
    | {"ende", "fin", "fine", "end offset", "ends", "timestamp end", "t1", "time end", "end at"}
    | {"stops", "ended at", "einde", "etime"}
)
_DURATIONS = frozenset({"duration", "dur", "length", "dauer", "durée", "duración", "durata"})

_ACCOUNTS = frozenset({"user", "tier"})

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


def may_be_header(line: str) -> bool:
    """Return whether a line may name a column of talk, whatever its delimiter; a quick look."""
    small = line.lower()
    return any(word in small for word in _WORDS_OF_TEXTS)


def columns(header: Sequence[str]) -> Columns | None:
    """Return the columns that a header names, or None if it is not the header of a transcript.

    A transcript has a column of talk, and one of times or of speakers. A header that is no name
    of a column may hold one: `Start (hh:mm:ss)`, `Speaker of the line`.
    """
    if not 2 <= len(header) <= 100 or any(len(cell) > 60 for cell in header):
        return None
    named = [_named(cell) for cell in header]
    found: dict[str, int] = {}
    for role, names, hints in _ROLES:
        at = next((at for at, (name, _) in enumerate(named) if name in names), None)
        if at is None:
            unknown = ((at, set(name.split())) for at, (name, _) in enumerate(named))
            at = next(
                (at for at, words in unknown if words & hints and at not in found.values()), None
            )
        if at is not None:
            found[role] = at
    if "text" not in found or not ("start" in found or "speaker" in found):
        return None
    # Accounts write more texts than those of a recording.
    if "start" not in found and named[found["speaker"]][0] in _ACCOUNTS:
        return None
    return Columns(
        found["text"],
        found.get("speaker"),
        found.get("start"),
        found.get("end"),
        found.get("duration"),
        named[found["start"]][1] if "start" in found else None,
        len(header),
    )


def role(header: str) -> str | None:
    """Return the role of a column by its header: `speaker`, `start`, `text`; None for others."""
    name, _ = _named(header)
    return next((role for role, names, _ in _ROLES if name in names), None)


def _named(cell: str) -> tuple[str, float | None]:
    """Return the words of a header in small letters, and the unit in it as units a second."""
    words = [word.lower() for word in _WORD.findall(_HUMP.sub(" ", cell))]
    unit = _UNITS.get(words[-1]) if len(words) > 1 else None
    if "(" in cell:
        words = [word.lower() for word in _WORD.findall(_HUMP.sub(" ", cell[: cell.index("(")]))]
    elif unit is not None:
        words = words[:-1]
    return " ".join(words), unit


_ROLES = (
    ("text", _TEXTS, frozenset({"transcript", "transcription", "utterance", "dialogue"})),
    ("speaker", _SPEAKERS, frozenset({"speaker"})),
    ("start", _STARTS, frozenset({"start", "begin", "timestamp", "timecode"})),
    ("end", _ENDS, frozenset({"end", "stop"})),
    ("duration", _DURATIONS, frozenset[str]()),
)
_WORDS_OF_TEXTS = sorted(
    {max(name.split(), key=len) for _, names, hints in _ROLES[:1] for name in names | hints}
)
