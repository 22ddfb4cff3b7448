"""Formats of speech recognisers and podcast hosts: JSON, most of them with times for words.

Takes the text of a file, gives its cues: one for each word where words have times, else one for
each segment. Imports `formats`, without its other packages, and `cues`.
"""

from indexer.formats.asr import (
    aws_transcribe,
    deepgram,
    machine_json,
    whisper_cpp,
)
from indexer.formats.asr.json_text import load
from indexer.formats.asr.timed_words import TimedWord
from indexer.formats.format import Format

__all__ = ["FORMATS", "TimedWord", "load"]

FORMATS: tuple[Format, ...] = (
    whisper_cpp.FORMAT,
    deepgram.FORMAT,
    aws_transcribe.FORMAT,
    machine_json.FORMAT,
)
"""The formats in the order of asking."""
