"""Turns under speaker labels, often with a time, in text or Markdown.

    **Ann Lee:** \\[04:03\\] Yes.        Ann Lee (00:04:03): Yes.       Ann Lee  4:03
    [Speaker 1] [04:03] Yes.          **[04:03] SPEAKER_00:** Yes.    Speaker 0: 00:04:03

A bare `Ann: Yes.` is read as a label if labels repeat in the file.
"""

from pathlib import Path

from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.text import turns
from indexer.formats.text.caption_text import are_in, timed_lines
from indexer.formats.text.outline import outline

__all__ = ["FORMAT"]

_HEAD = 40_000  # characters


def _recognise(text: str) -> bool:
    if text.startswith("WEBVTT"):
        return False
    found = outline(text)
    if not found.is_labelled:
        return False
    if not are_in(text):
        return True
    # Google Meet writes the time on a line of its own every few minutes, Teams at each label.
    last = text.count("\n", 0, _HEAD) + 1
    labelled = sum(line <= last for line in found.heads)
    return labelled >= timed_lines(text) and text.find("-->", 0, _HEAD) < 0


def _parse(path: Path, text: str) -> Transcript:
    return turns.transcript(FORMAT.name, text)


FORMAT = Format(
    "labelled text", turns.SUFFIXES, _recognise, _parse, "labels and stamps that come again"
)
