"""Reading a transcript file: which format it is in, and its cues.

A format is a module here with a `FORMAT`. To add one, write its module and name it in
FORMATS below; the order is the order of asking, and the first that recognises the content
reads it. Only a file that none recognises is judged by its name.
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
    recognised = next((format_ for format_ in FORMATS if format_.recognise(text)), None)
    format_ = recognised or _by_name(path)
    raw = format_.parse(path, text)
    cues = speakers.label(cleaning.clean(speakers.turns(raw.cues)))
    if not cues and not recognised:
        raise _unknown(path)
    if not cues:
        raise TranscriptError(path, f"no speech in it, although it looks like {format_.name}")
    return Transcript(format_.name, cues, raw.doubts)


def _by_name(path: Path) -> Format:
    named = [format_ for format_ in FORMATS if path.suffix.lower() in format_.suffixes]
    if len(named) != 1:
        raise _unknown(path)
    return named[0]


def _unknown(path: Path) -> TranscriptError:
    known = ", ".join(format_.name for format_ in FORMATS)
    return TranscriptError(path, f"not in a format Overheard reads ({known})")
