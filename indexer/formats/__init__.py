"""Reading a transcript file: which format it is in, and its cues.

A format is a module here with a `FORMAT`. To add one, write its module and name it in
FORMATS below; the order is the order of asking, and the first that recognises the content
reads it. Only a file that none recognises is judged by its name.

A format that reads the same file as other cues raises `indexer.talk.segments.READING_VERSION`.
"""

import dataclasses
from pathlib import Path

from index.errors import TranscriptError
from indexer.cues import Transcript
from indexer.formats.asr import (
    assemblyai,
    aws_transcribe,
    deepgram,
    json_text,
    podcast_json,
    rev_json,
    speaker_map_json,
    whisper_cpp,
    whisper_json,
    whisper_tsv,
)
from indexer.formats.captions import ass, sbv, srt, ttml, webvtt
from indexer.formats.decoding import decode
from indexer.formats.format import Format
from indexer.formats.limits import TooLong
from indexer.formats.text import (
    bracketed_text,
    caption_text,
    labelled_text,
    paragraph_text,
    plain_text,
    podcast_html,
    stamped_names,
)

__all__ = ["FORMATS", "SUFFIXES", "Format", "decode", "parse", "without_speech"]

FORMATS: tuple[Format, ...] = (
    webvtt.FORMAT,
    podcast_json.FORMAT,
    rev_json.FORMAT,
    speaker_map_json.FORMAT,
    whisper_json.FORMAT,
    whisper_cpp.FORMAT,
    deepgram.FORMAT,
    assemblyai.FORMAT,
    aws_transcribe.FORMAT,
    whisper_tsv.FORMAT,
    srt.FORMAT,
    sbv.FORMAT,
    ass.FORMAT,
    ttml.FORMAT,
    podcast_html.FORMAT,
    stamped_names.FORMAT,
    caption_text.FORMAT,
    paragraph_text.FORMAT,
    labelled_text.FORMAT,
    bracketed_text.FORMAT,
    plain_text.FORMAT,
)

SUFFIXES = frozenset(suffix for format_ in FORMATS for suffix in format_.suffixes)
"""The file names that can be a transcript: what a walk through a folder looks at."""


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
    """Return the one format that files of such a name are in, or say what is wrong."""
    named = [format_ for format_ in FORMATS if path.suffix.lower() in format_.suffixes]
    if len(named) == 1:
        return named[0]
    if path.suffix.lower() == ".json":
        json_text.load(path, text)  # which may tell the line that spoils it
    raise _unknown(path)


def _unknown(path: Path) -> TranscriptError:
    return TranscriptError(path, "in no transcript format that Overheard reads; see the README")
