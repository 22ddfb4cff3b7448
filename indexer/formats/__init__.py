"""Transcript formats: in which format is a file, and which cues does it hold?

Takes the bytes of a file, gives its cues as the file has them: sound markers, labels and repeated
lines still in the text. Imports `cues`, `sound_markers` and `index`; it never imports `speakers`
or `talk`, which work on cues.

A format is a module with a `FORMAT`. To add one, write its module in `captions`, `asr` or `text`
and name it in the `FORMATS` of that package. The order of `FORMATS` is the order of asking, and
the first format that recognises the content reads it. Only a file that none recognises is judged
by its name. A format that reads the same file as other cues raises
`indexer.talk.segments.READING_VERSION`.
"""

import dataclasses
from pathlib import Path

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats import asr, captions, text
from indexer.formats.decoding import decode
from indexer.formats.format import Format
from indexer.formats.limits import TooLong

__all__ = ["FORMATS", "SUFFIXES", "Format", "decode", "parse", "without_speech"]

FORMATS: tuple[Format, ...] = (*asr.FORMATS, *captions.FORMATS, *text.FORMATS)
"""The formats in the order of asking."""

SUFFIXES = frozenset(suffix for format_ in FORMATS for suffix in format_.suffixes)
"""The endings of file names that can be a transcript."""


def parse(path: Path, text: str) -> Transcript:
    """Return the transcript in `text`, the decoded content of the file `path`, as the file has it.

    Its cues still hold sound markers, labels and a transcriber's loops, and some may hold no word.
    Raises `TranscriptError` for a text that is in no format, or that its format cannot read.
    """
    recognised = next((format_ for format_ in FORMATS if format_.recognise(text)), None)
    format_ = recognised or _by_name(path, text)
    try:
        raw = format_.parse(path, text)
    except TooLong as error:
        raise TranscriptError(path, str(error)) from None
    return dataclasses.replace(raw, recognised_by=format_.recognised_by if recognised else "")


def without_speech(path: Path, transcript: Transcript) -> TranscriptError:
    """Return the error for a file whose `transcript` holds no speech.

    If the content was not recognised, it is taken for no transcript at all.
    """
    if not transcript.recognised_by:
        return _unknown(path)
    return TranscriptError(path, f"no speech in it, although it looks like {transcript.format}")


def _by_name(path: Path, text: str) -> Format:
    """Return the only format of files with this ending. Raises `TranscriptError` for none."""
    named = [format_ for format_ in FORMATS if path.suffix.lower() in format_.suffixes]
    if len(named) == 1:
        return named[0]
    if path.suffix.lower() == ".json":
        asr.load(path, text)  # raises an error with the line if it is not valid JSON
    raise _unknown(path)


def _unknown(path: Path) -> TranscriptError:
    return TranscriptError(path, "in no transcript format that Overheard reads; see the README")
