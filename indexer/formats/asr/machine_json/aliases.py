"""Names of fields in the JSON of transcribers: which key holds the text, a time, the speaker.

    {"BeginOffsetMillis": 0, "EndOffsetMillis": 5200, "Content": "Hello."}   Amazon
    {"startMs": 0, "text": "Hello."}                                         Spotify
    {"start_time": 0.0, "end_time": 5.2, "sentence": "Hello."}               Fireflies

A key counts without its case, underscores and hyphens. A unit at the end of the name of a time is
told apart from it. The earlier of two names of the same thing is the better one.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

__all__ = [
    "ALTERNATIVES",
    "LANGUAGE",
    "NAMES",
    "PEOPLE",
    "PlainKeys",
    "Shape",
    "TimeKey",
    "is_no_talk",
    "plain",
    "shape",
]

_TEXT = [
    "punctuatedword", "displaytext", "display", "text", "body", "sentence", "utterance",
    "transcript", "transcription", "content", "word", "utf8", "value", "caption", "subtitle",
    "phrase", "segment", "speech", "token", "line", "utt", "txt", "said", "transcripttext",
    "plaintext", "normalizedtext", "rawtext", "lexical", "alignedword", "lines", "n", "w",
    "message",
]  # fmt: skip
_START = [
    "start", "starttime", "startat", "startsat", "begin", "begintime", "beginoffset",
    "startoffset", "timebegin", "timestart", "tstart", "ts", "from", "fromtime",
    "starttimestamp", "timestampstart", "audiostart", "cuestart", "datastart", "onset", "timein",
    "starttimecode", "relativestart", "offset", "audiooffset", "timestamps", "offsets",
    "timestamp", "timecode", "time", "timeoffset", "instances", "timing", "interval", "range",
    "in", "t", "at", "m", "st",
]  # fmt: skip
_END = [
    "end", "endtime", "endat", "endsat", "stop", "stoptime", "endoffset", "timeend", "tend",
    "endts", "to", "totime", "until", "endtimestamp", "timestampend", "audioend", "cueend",
    "dataend", "finish", "timeout", "endtimecode", "relativeend", "resultendtime",
    "resultendoffset", "out", "et",
]  # fmt: skip
_DURATION = [
    "duration", "dur", "dduration", "tduration", "length", "d",
]  # fmt: skip
_WITHIN = ["toffset"]  # after the start of what it stands in
_SPEAKER = [
    "speakername", "speakerfullname", "speakerdisplayname", "voice", "speaker",
    "speakerlabel", "spk", "participantname", "participant", "speakertag", "speakerid",
    "speakernumber", "speakerindex", "speakeridx", "speakerinfo", "talker", "participantrole",
    "participantid", "person", "who", "actor", "displayname", "username", "name", "author", "role",
    "users", "user", "sender",
]  # fmt: skip
_STRONG = frozenset(name for name in _SPEAKER if "speaker" in name or name in {"voice", "spk"})
_WORDS = [
    "words", "displaywords", "elements", "wdlist", "segs", "items", "timestamps", "cues",
    "sentences", "phrases", "segments", "lines", "utterances", "tokens", "result",
]  # fmt: skip
_KIND = frozenset({"type", "kind"})
_CHANNEL = frozenset({"channel", "channelindex", "channeltag", "channellabel", "channelid"})
_TITLE = frozenset({"title"})
_BESIDE = frozenset({"data", "meta", "metadata", "attributes", "attrs", "properties"})

ALTERNATIVES = frozenset({"alternatives", "nbest", "hypotheses"})
"""Lists whose first item is the likeliest reading of the same speech."""

NAMES = (
    "name", "displayname", "fullname", "speakername", "username", "label", "firstname",
)  # fmt: skip
"""Keys of the name of a person, the best first."""

PEOPLE = frozenset([
    "speakers", "speakernames", "speakermap", "speakermapping", "speakerlabels",
    "speakerinfo", "participants", "people", "attendees", "persons", "speakermappings",
    "talkers",
])  # fmt: skip
"""Keys of tables from the id of a speaker to the name."""

LANGUAGE = ("language", "languagecode", "lang", "locale", "detectedlanguage", "languages")
"""Keys of the language of a recording."""

_NO_TALK = frozenset([
    "translation", "translations", "translated", "chapters", "chapter", "summary",
    "summaries", "topics", "topic", "keywords", "entities", "highlights",
    "autohighlightsresult", "autohighlights", "iabcategoriesresult", "contentsafetylabels",
    "sentimentanalysisresults", "sentiments", "emotions", "ocr", "brands", "faces", "shots",
    "scenes", "labels", "keyframes", "namedpeople", "namedlocations", "audioeffects",
    "actionitems", "notes", "comments", "phones", "phonemes", "syllables",
    "characters", "chars", "posts", "articles", "lyrics",
    "partials", "soundbites", "annotations", "thumbnails", "questions", "bookmarks",
    "markers", "tags", "links", "hashtags", "search", "related", "recommendations",
])  # fmt: skip

_UNITS = {
    "milliseconds": 1000.0, "millisecond": 1000.0, "millis": 1000.0, "msecs": 1000.0,
    "msec": 1000.0, "ms": 1000.0, "centiseconds": 100.0, "cs": 100.0, "seconds": 1.0,
    "second": 1.0, "secs": 1.0, "sec": 1.0, "ticks": 1e7, "microseconds": 1e6, "micros": 1e6,
    "us": 1e6, "nanoseconds": 1e9, "nanos": 1e9, "ns": 1e9,
}  # fmt: skip
_UNIT = re.compile(rf"(\w*?)(?:in)?({'|'.join(_UNITS)})", re.ASCII)
_UNIT_ENDS = frozenset(unit[-1] for unit in _UNITS)


class TimeKey(NamedTuple):
    """A key of a time; `per_second` is the unit that its name tells, 0 if it tells none."""

    key: str
    per_second: float = 0.0
    relative: bool = False


class PlainKeys(NamedTuple):
    """The keys of an object that has one key for each of these, and nothing else of interest.

    Most objects of a long file are plain: a word, its start and its end.
    """

    text: str
    start: TimeKey
    end: TimeKey
    speaker: str


class Shape(NamedTuple):
    """The keys of an object by what they hold, the best first."""

    text: tuple[str, ...]
    start: tuple[TimeKey, ...]
    end: tuple[TimeKey, ...]
    duration: tuple[TimeKey, ...]
    speaker: tuple[str, ...]
    strong: bool
    words: tuple[str, ...]
    alternatives: str
    kind: str
    channel: str
    title: str
    beside: str = ""
    plain: "PlainKeys | None" = None


_LEFT_OUT = str.maketrans("", "", " _-@\t")


@functools.lru_cache(4096)
def plain(key: str) -> str:
    """Return a key without its case, underscores, hyphens and spaces."""
    if len(key) >= 60:
        return key
    return key.lower() if key.isalnum() else key.translate(_LEFT_OUT).lower()


@functools.lru_cache(4096)
def is_no_talk(key: str) -> bool:
    """Return whether what stands at `key` is said about the talk."""
    return plain(key) in _NO_TALK


def _ranks(names: Iterable[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(names)}


_TEXTS, _SPEAKERS, _WORD_LISTS = _ranks(_TEXT), _ranks(_SPEAKER), _ranks(_WORDS)
_STARTS, _ENDS, _DURATIONS = _ranks(_START), _ranks(_END), _ranks(_DURATION)
_WITHINS = _ranks(_WITHIN)


@functools.lru_cache(1024)
def shape(keys: tuple[str, ...]) -> Shape:
    """Return the shape of an object that has these keys."""
    names = [(plain(key), key) for key in keys]
    known = dict(names)
    times = [(*_unit_of(name), key) for name, key in names]
    found = Shape(
        _ranked(names, _TEXTS),
        _times(times, _STARTS) + _times(times, _WITHINS, relative=True),
        _times(times, _ENDS),
        _times(times, _DURATIONS),
        _ranked(names, _SPEAKERS),
        not _STRONG.isdisjoint(known),
        _ranked(names, _WORD_LISTS),
        next((key for name, key in names if name in ALTERNATIVES), ""),
        next((key for name, key in names if name in _KIND), ""),
        next((key for name, key in names if name in _CHANNEL), ""),
        next((key for name, key in names if name in _TITLE), ""),
        next((key for name, key in names if name in _BESIDE), ""),
    )
    return found._replace(plain=_plain(found, known))


def _plain(found: Shape, known: Mapping[str, str]) -> PlainKeys | None:
    others = (*found.duration, *found.words, found.alternatives, found.kind, found.channel)
    if any(others) or found.title or "attachesto" in known or len(found.speaker) > 1:
        return None
    if not (len(found.text) == len(found.start) == len(found.end) == 1):
        return None
    speaker = found.speaker[0] if found.speaker else ""
    return PlainKeys(found.text[0], found.start[0], found.end[0], speaker)


def _ranked(names: Iterable[tuple[str, str]], ranks: Mapping[str, int]) -> tuple[str, ...]:
    found = [(ranks[name], key) for name, key in names if name in ranks]
    return tuple(key for _, key in sorted(found))


@functools.lru_cache(4096)
def _unit_of(name: str) -> tuple[str, float]:
    """Return a plain name of a time without the unit at its end, and the unit, 0 for none."""
    if name in _STARTS or name in _ENDS or name in _DURATIONS:
        return name, 0.0
    ended = _UNIT.fullmatch(name) if name[-1:] in _UNIT_ENDS else None
    return (ended[1] or "start", _UNITS[ended[2]]) if ended else (name, 0.0)


def _times(
    names: Iterable[tuple[str, float, str]], ranks: Mapping[str, int], relative: bool = False
) -> tuple[TimeKey, ...]:
    """Return the keys of times, those whose names tell a unit first."""
    found = [
        (not per_second, ranks[name], TimeKey(key, per_second, relative))
        for name, per_second, key in names
        if name in ranks
    ]
    return tuple(one for _, _, one in sorted(found)) if found else ()
