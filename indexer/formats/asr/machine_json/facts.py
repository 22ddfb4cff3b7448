"""Facts about a recording that stand beside its talk: the language and the length.

{"language": "english", "duration": 3671.0, "segments": [...]}
"""

from collections.abc import Iterable, Sequence
from typing import Any

from indexer.formats.asr import json_text
from indexer.formats.asr.machine_json import aliases, times
from indexer.formats.asr.machine_json.envelopes import Envelope
from indexer.formats.asr.machine_json.rows import merged

__all__ = ["duration", "language", "language_of_items", "objects"]

_DURATION = frozenset({"duration", "audioduration", "durationseconds", "audiolength", "durationms"})
_MANY = 200  # items


def objects(value: object, around: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the objects around a list, the outermost first, then those in the file's object."""
    found = list(around)
    if isinstance(value, dict):
        found = found or [value]
        found += [inner for inner in value.values() if isinstance(inner, dict)]
    return found


def duration(found: Iterable[dict[str, Any]]) -> float | None:
    """Return the length of the recording in seconds, if one of the objects tells it."""
    for fields in found:
        for key, value in fields.items():
            if aliases.plain(key) in _DURATION:
                told = times.read(value, 1000.0 if aliases.plain(key).endswith("ms") else 0.0)
                if told.per_second >= 0 and told.value > 0:
                    return told.value / (told.per_second or 1)
    return None


def language(found: Sequence[dict[str, Any]]) -> str | None:
    """Return the code of the language that one of the objects gives, the innermost first."""
    for fields in reversed(found):
        for key, given in fields.items():
            if aliases.plain(key) in aliases.LANGUAGE:
                given = given[0] if isinstance(given, list) and len(given) == 1 else given
                if code := _code(given):
                    return code
    return None


def language_of_items(envelope: Envelope) -> str | None:
    """Return the code that the items of a list give, None if they give none or several."""
    codes = {
        _code(value)
        for item in envelope.sample[:_MANY]
        if isinstance(item, dict)
        for key, value in merged(item).items()
        if aliases.plain(key) in aliases.LANGUAGE
    }
    return codes.pop() if len(codes) == 1 else None


def _code(given: object) -> str | None:
    return json_text.code(given) if isinstance(given, str) else None
