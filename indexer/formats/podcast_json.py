"""Podcasting 2.0 JSON: segments with speaker, times and body, often a word each.

    {"version": "1.0.0",
     "segments": [{"speaker": "Luke", "startTime": 2.75, "endTime": 3.0, "body": "No"}]}

Source: the podcast namespace's transcript formats, "JSON".
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import TranscriptError
from indexer.cues import Cue, Doubt, Transcript
from indexer.formats.decoding import whole
from indexer.formats.order import in_order
from indexer.formats.registry import Format

__all__ = ["FORMAT"]

_HEAD = re.compile(r'\s*\{[^\[\]{}]*"segments"\s*:\s*\[\s*(?:\]|\{[^{}\[\]]*"(?:body|startTime)")')

_LONGEST = 1e9  # seconds; also refuses NaN, which is not less than anything


def _recognise(text: str) -> bool:
    return _HEAD.match(text) is not None


def _parse(path: Path, text: str) -> Transcript:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise TranscriptError(
            path, f"not valid JSON ({error.msg}); export it again", error.lineno
        ) from None
    except (RecursionError, ValueError):
        # ValueError: a number of more digits than Python converts.
        raise TranscriptError(path, "its JSON is nested too deeply, or a number too long") from None
    segments = document.get("segments") if isinstance(document, dict) else None
    if not isinstance(segments, list):
        raise TranscriptError(path, 'its JSON has no list of "segments"; export it again')
    cues, found = in_order(_cues(path, segments))
    doubts = tuple(Doubt(0, f"segment {doubt.line}: {doubt.reason}") for doubt in found)
    return Transcript(FORMAT.name, cues, doubts)


def _cues(path: Path, segments: list[Any]) -> Iterator[Cue]:
    for number, segment in enumerate(segments, 1):
        if not isinstance(segment, dict):
            raise TranscriptError(path, f"segment {number} is not an object; export it again")
        body = segment.get("body")
        if not isinstance(body, str):
            raise TranscriptError(path, f"segment {number} has no body text; export it again")
        speaker = segment.get("speaker")
        yield Cue(
            whole(body),
            _second(path, number, segment, "startTime"),
            _second(path, number, segment, "endTime"),
            " ".join(whole(speaker).split()) or None if isinstance(speaker, str) else None,
            line=number,
        )


def _second(path: Path, number: int, segment: dict[str, Any], name: str) -> float | None:
    value = segment.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not value < _LONGEST:
        raise TranscriptError(path, f"segment {number}: {name} is no number of seconds")
    return max(0.0, float(value))


FORMAT = Format("Podcasting 2.0 JSON", (".json",), _recognise, _parse)
