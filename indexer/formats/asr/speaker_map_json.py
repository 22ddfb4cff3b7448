"""Segments with a speaker's label, and a map from labels to names.

    {"speakers": {"spk_0": "Ann"},
     "segments": [{"speakerLabel": "spk_0", "start": 0, "end": 4.4, "text": " Hello."}]}

Source: the AWS Bites podcast (awsbites, src/_transcripts). A label that is not in
the map is the speaker's name.
"""

from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.asr import json_text
from indexer.formats.asr.json_text import Entry
from indexer.formats.format import Format

__all__ = ["FORMAT"]


def _recognise(text: str) -> bool:
    return "segments[].speakerLabel" in json_text.keys(text)


def _parse(path: Path, text: str) -> Transcript:
    document = json_text.document(path, text)
    code = json_text.language(document, "language")
    return json_text.transcript(FORMAT.name, "segment", _cues(document), code)


def _cues(document: Entry) -> Iterator[Cue]:
    speakers = document.entry("speakers")
    names = {label: speakers.speaker(label) for label in speakers.fields}
    for segment in document.entries("segments", "segment"):
        label = segment.fields.get("speakerLabel")
        own = segment.speaker("speakerLabel")
        yield Cue(
            segment.text("text"),
            segment.second("start"),
            segment.second("end"),
            names.get(str(label).strip()) or own,
            line=segment.number,
        )


FORMAT = Format("speaker map JSON", (".json",), _recognise, _parse, "segments with a speakerLabel")
