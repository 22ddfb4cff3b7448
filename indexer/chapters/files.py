"""Files of chapters: captions whose texts are titles, lists in text, JSON of Podcasting 2.0.

    WEBVTT                                          00:00 Intro
                                                    05:00 Oak
    00:00.000 --> 05:00.000
    Intro                    {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Intro"}]}

A reader of transcripts refuses such a file, and says with which cues.
"""

import json
from pathlib import Path
from typing import NamedTuple

from index import Chapter, TranscriptError
from indexer import formats
from indexer.chapters.values import UnclearChapters, chapters_in, in_order
from indexer.formats import ChapterList

__all__ = ["ChapterFile", "read_chapter_file"]

LARGEST = 200_000
"""The most bytes of a file that is read as chapters. A hundred with pictures take 30 KB."""


class ChapterFile(NamedTuple):
    """The chapters of a file, or none with the reason why its times are `unclear`.

    `refused` is the reason by which the file is no transcript.
    """

    chapters: tuple[Chapter, ...]
    refused: str
    unclear: str | None = None
    line: int | None = None


def read_chapter_file(path: Path, data: bytes) -> ChapterFile | None:
    """Return the chapters in `data`, the content of the file `path`, None if it is another file.

    A file that is a transcript, or that no reader takes for chapters, is another file.
    """
    if len(data) > LARGEST:
        return None
    try:
        text = formats.decode(path, data)
    except TranscriptError:
        return None
    try:
        formats.parse(path, text)
    except ChapterList as found:
        return _of_cues(found)
    except TranscriptError as error:
        return _of_json(text, error.reason) if path.suffix.lower() == ".json" else None
    except Exception:
        return None  # the reading of the recording reports it
    return None


def _of_cues(found: ChapterList) -> ChapterFile:
    doubts = found.transcript.doubts
    if doubts:
        return ChapterFile((), found.reason, doubts[0].reason, doubts[0].line or None)
    cues = found.transcript.cues
    try:
        pairs = [(cue.start, cue.text) for cue in cues if cue.start is not None]
        return ChapterFile(in_order(pairs), found.reason)
    except UnclearChapters as unclear:
        return ChapterFile((), found.reason, str(unclear))


def _of_json(text: str, refused: str) -> ChapterFile | None:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    listed = document.get("chapters") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        return None
    try:
        return ChapterFile(chapters_in(listed), refused)
    except UnclearChapters as unclear:
        return ChapterFile((), refused, str(unclear))
