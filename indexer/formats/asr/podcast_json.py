"""Podcasting 2.0 JSON: segments with speaker, times and body, often one word each.

    {"version": "1.0.0",
     "segments": [{"speaker": "Luke", "startTime": 2.75, "endTime": 3.0, "body": "No"}]}

Source: the podcast namespace's transcript formats, "JSON".
"""

from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.asr import json_text
from indexer.formats.asr.json_text import Entry
from indexer.formats.format import Format

__all__ = ["FORMAT"]


def _recognise(text: str) -> bool:
    return not json_text.keys(text).isdisjoint({"segments[].body", "segments[].startTime"})


def _parse(path: Path, text: str) -> Transcript:
    cues = list(_cues(json_text.document(path, text)))
    single = sum(" " not in cue.text.strip() for cue in cues)
    return json_text.transcript(FORMAT.name, "segment", cues, words=single * 2 > len(cues))


def _cues(document: Entry) -> Iterator[Cue]:
    if document.fields.get("segments") is None:
        raise document.wrong(' has no list of "segments"')
    for segment in document.entries("segments", "segment"):
        yield Cue(
            segment.text("body"),
            segment.second("startTime"),
            segment.second("endTime"),
            segment.speaker("speaker"),
            line=segment.number,
        )


FORMAT = Format(
    "Podcasting 2.0 JSON", (".json",), _recognise, _parse, "segments with body and startTime"
)
