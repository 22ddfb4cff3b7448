"""Reading a transcript file: which format it is in, and its cues.

A format is a module here with a `FORMAT`. To add one, write its module and name it in
FORMATS below; the order is the order of asking. The content decides: a file's name only
breaks a tie between formats that both recognise it.
"""

from pathlib import Path

from index.errors import TranscriptError
from indexer import cleaning, speakers
from indexer.cues import Transcript
from indexer.formats import caption_text, decoding, paragraph_text, podcast_json, srt, webvtt
from indexer.formats.registry import Format

__all__ = ["FORMATS", "SUFFIXES", "read"]

FORMATS: tuple[Format, ...] = (
    webvtt.FORMAT,
    podcast_json.FORMAT,
    srt.FORMAT,
    caption_text.FORMAT,
    paragraph_text.FORMAT,
)

SUFFIXES = frozenset(suffix for format_ in FORMATS for suffix in format_.suffixes)
"""The file names that can be a transcript: what a walk through a folder looks at."""


def read(path: Path, data: bytes) -> Transcript:
    """Return the transcript in `data`, which is the content of the file `path`.

    The cues are clean: markers, transcribers' loops and labels are out of the text, and
    every cue has some. Raises `TranscriptError` for what is no transcript.
    """
    text = decoding.decode(path, data)
    format_ = _recognise(path, text)
    raw = format_.parse(path, text)
    cues = speakers.label(cleaning.clean(raw.cues))
    if not cues:
        raise TranscriptError(path, f"no speech in it, although it looks like {format_.name}")
    return Transcript(format_.name, cues, raw.doubts)


def _recognise(path: Path, text: str) -> Format:
    found = [format_ for format_ in FORMATS if format_.recognise(text)]
    if not found:
        known = ", ".join(format_.name for format_ in FORMATS)
        raise TranscriptError(path, f"not in a format Overheard reads ({known})")
    return next((f for f in found if path.suffix.lower() in f.suffixes), found[0])
