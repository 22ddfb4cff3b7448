"""Whisper JSON, also of faster-whisper, WhisperX and whisper-timestamped.

    {"text": " Hello.", "language": "en", "segments": [{"start": 0.0, "end": 1.2, "text":
     " Hello.", "speaker": "SPEAKER_00", "words": [{"word": " Hello.", "start": 0.0, "end": 1.2}]}]}

Source: WriteJSON in openai/whisper (whisper/utils.py), m-bain/whisperX (README), OpenAI's
API ("verbose_json": a language by its name, words beside the segments or alone), and the
chunks of Hugging Face's pipeline, `{"chunks": [{"timestamp": [0.0, 1.2], "text": " Hello."}]}`.
"""

from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.asr import json_text, timed_words
from indexer.formats.asr.json_text import Entry
from indexer.formats.asr.timed_words import TimedWord
from indexer.formats.format import Format

__all__ = ["FORMAT"]

# OpenAI's API gives the name of the language. Listed are the languages that have a stemmer.
_LANGUAGES = {
    "arabic": "ar",
    "armenian": "hy",
    "basque": "eu",
    "catalan": "ca",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hindi": "hi",
    "hungarian": "hu",
    "indonesian": "id",
    "italian": "it",
    "lithuanian": "lt",
    "nepali": "ne",
    "norwegian": "no",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "serbian": "sr",
    "spanish": "es",
    "swedish": "sv",
    "tamil": "ta",
    "turkish": "tr",
    "yiddish": "yi",
}


def _recognise(text: str) -> bool:
    keys = json_text.keys(text)
    if any(key.startswith("segments[]") for key in keys):
        others = {"segments[].speakerLabel", "segments[].wdlist", "segments[].body"}
        return {"segments[].start", "segments[].text"} <= keys and keys.isdisjoint(others)
    return (
        # A recording without speech has no segments.
        {"segments", "text", "language"} <= keys
        or {"chunks[].timestamp", "chunks[].text"} <= keys
        or {"words[].word", "words[].start"} <= keys
        # AssemblyAI's words have a confidence, and their times are in milliseconds.
        or ({"[].start", "[].end", "[].text"} <= keys and "[].confidence" not in keys)
    )


def _parse(path: Path, text: str) -> Transcript:
    document = json_text.document(path, text, bare="segments")
    name = document.fields.get("language")
    code = _LANGUAGES.get(name.lower()) if isinstance(name, str) else None
    code = code or json_text.language(document, "language")
    cues: list[Cue] = []
    is_words = False
    for segment in _segments(document):
        words = _words(segment)
        is_words = is_words or bool(words)
        cues += timed_words.cues(words, segment.number) if words else [_cue(segment)]
    return json_text.transcript(FORMAT.name, "segment", cues, code, is_words)


def _segments(document: Entry) -> Iterator[Entry]:
    if document.fields.get("segments") is not None:
        yield from document.entries("segments", "segment")
    elif document.fields.get("words") is not None:
        yield Entry(document.path, document.fields | {"text": None}, "segment", 1)
    elif document.fields.get("chunks") is not None:
        for chunk in document.entries("chunks", "chunk"):
            times = chunk.fields.get("timestamp")
            if not isinstance(times, list) or len(times) != 2:
                raise chunk.wrong(" has no timestamp of a start and an end")
            chunk.fields = chunk.fields | {"start": times[0], "end": times[1]}
            yield chunk
    else:
        raise document.wrong(' has no list of "segments"')


def _cue(segment: Entry) -> Cue:
    return Cue(
        segment.text("text"),
        segment.second("start"),
        segment.second("end"),
        segment.speaker("speaker"),
        line=segment.number,
    )


def _words(segment: Entry) -> list[TimedWord]:
    """Return the words of a segment; none if they have no times or are not its text."""
    entries = list(segment.entries("words", "word"))
    tokens = [entry.text("word" if "word" in entry.fields else "text") for entry in entries]
    times = [(entry.second("start"), entry.second("end")) for entry in entries]
    if not any(start is not None for start, _ in times):
        return []
    attached: list[bool] | None
    if segment.fields.get("text") is None:
        has_spaces = any(token[:1].isspace() for token in tokens)
        attached = [has_spaces and not token[:1].isspace() for token in tokens]
    else:
        attached = timed_words.align(segment.text("text"), tokens)
    if attached is None:
        return []
    # WhisperX leaves the times of numerals out.
    times[0] = (segment.second("start") if times[0][0] is None else times[0][0], times[0][1])
    voice = segment.speaker("speaker")
    return [
        TimedWord(token, start, end, voice or entry.speaker("speaker"), attaches)
        for entry, token, (start, end), attaches in zip(
            entries, tokens, times, attached, strict=True
        )
    ]


FORMAT = Format("Whisper JSON", (".json",), _recognise, _parse, "segments with start, end and text")
