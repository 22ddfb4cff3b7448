"""AssemblyAI JSON: utterances of speakers, or words alone, with times in milliseconds.

    {"language_code": "en_us", "text": "Hello.", "utterances": [{"speaker": "A", "start": 240,
     "end": 900, "text": "Hello.", "words": [{"text": "Hello.", "start": 240, "end": 900}]}]}

Source: AssemblyAI's API reference, "Get transcript". Without speaker labels the
utterances are null and `words` holds the talk.
"""

from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.asr import json_text, timed_words
from indexer.formats.asr.json_text import Entry
from indexer.formats.asr.timed_words import TimedWord
from indexer.formats.format import Format

__all__ = ["FORMAT"]


def _recognise(text: str) -> bool:
    keys = json_text.keys(text)
    return (
        "utterances[].text" in keys
        or "utterances[].words" in keys
        or {"words[].text", "words[].start"} <= keys
        or {"audio_url", "language_code"} <= keys
    )


def _parse(path: Path, text: str) -> Transcript:
    document = json_text.document(path, text)
    code = json_text.language(document, "language_code")
    cues: list[Cue] = []
    is_words = False
    for utterance in _utterances(document):
        words = list(_words(utterance))
        # An utterance is a turn, whether or not its speaker has a label.
        new_turn = bool(utterance.noun) and utterance.speaker("speaker") is None
        if any(word.start is not None for word in words):
            is_words = True
            cues += timed_words.cues(words, utterance.number, new_turn)
        else:
            cues.append(_cue(utterance, new_turn))
    return json_text.transcript(FORMAT.name, "utterance", cues, code, is_words)


def _utterances(document: Entry) -> Iterator[Entry]:
    if document.fields.get("utterances"):
        yield from document.entries("utterances", "utterance")
    elif document.fields.get("words") or document.fields.get("text"):
        yield document
    elif document.fields.get("error"):
        raise document.wrong(" is the report of a transcription that failed")


def _cue(utterance: Entry, new_turn: bool) -> Cue:
    return Cue(
        utterance.text("text"),
        utterance.second("start", 1000),
        utterance.second("end", 1000),
        utterance.speaker("speaker"),
        new_turn,
        line=utterance.number,
    )


def _words(utterance: Entry) -> Iterator[TimedWord]:
    speaker = utterance.speaker("speaker")
    entries = list(utterance.entries("words", "word"))
    tokens = [entry.text("text") for entry in entries]
    whole = utterance.text("text") if utterance.fields.get("text") is not None else ""
    attached = timed_words.align(whole, tokens) or [False] * len(tokens)
    for entry, token, attaches in zip(entries, tokens, attached, strict=True):
        yield TimedWord(
            token,
            entry.second("start", 1000),
            entry.second("end", 1000),
            speaker or entry.speaker("speaker"),
            attaches,
            entry.number,
        )


FORMAT = Format(
    "AssemblyAI JSON",
    (".json",),
    _recognise,
    _parse,
    "utterances or words with times in milliseconds",
)
