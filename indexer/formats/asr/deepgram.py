"""Deepgram JSON: channels of words, with paragraphs and utterances on request.

    {"results": {"channels": [{"alternatives": [{"transcript": "Hello.", "words": [{"word":
     "hello", "punctuated_word": "Hello.", "start": 0.4, "end": 0.8, "speaker": 0}]}]}]}}

Source: Deepgram's API reference, "Listen" (pre-recorded). A bare list of words
occurs too. The first of several alternatives is the likeliest.
"""

from collections.abc import Iterable, Iterator
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
        "results.channels" in keys
        or not keys.isdisjoint({"results.utterances[].start", "results.utterances[].words[].start"})
        or {"[].word", "[].punctuated_word", "[].start"} <= keys
    )


def _parse(path: Path, text: str) -> Transcript:
    document = json_text.document(path, text, bare="words")
    results = document.entry("results")
    channels = list(results.entries("channels", "channel"))
    utterances = list(results.entries("utterances", "utterance"))
    alternatives = [_likeliest(channel) for channel in channels] or [document]
    has_words = any(alternative.fields.get("words") for alternative in alternatives)
    words = [list(_words(spoken)) for spoken in (alternatives if has_words else utterances)]
    if has_words and len(channels) > 1:
        words = [_of_channel(at, channel) for at, channel in enumerate(words)]
    code = next((c for ch in channels if (c := json_text.language(ch, "detected_language"))), None)
    cues: list[Cue] = []
    if not any(word.start is not None for channel in words for word in channel):
        cues += _utterances(utterances) if utterances else _sentences(alternatives)
    if cues:
        return json_text.transcript(FORMAT.name, "utterance", cues, code)
    cues += timed_words.cues(timed_words.interleave(words))
    return json_text.transcript(FORMAT.name, "word", cues, code, words=True)


def _likeliest(channel: Entry) -> Entry:
    found = next(channel.entries("alternatives", "alternative"), None)
    return Entry(channel.path, {}) if found is None else found


def _words(alternative: Entry) -> Iterator[TimedWord]:
    entries = list(alternative.entries("words", "word"))
    written = ("punctuated_word" if "punctuated_word" in e.fields else "word" for e in entries)
    tokens = [entry.text(key) for entry, key in zip(entries, written, strict=True)]
    has_transcript = alternative.fields.get("transcript") is not None
    whole = alternative.text("transcript") if has_transcript else ""
    speaker = alternative.speaker("speaker")
    attached = timed_words.align(whole, tokens) or [False] * len(tokens)
    for entry, token, attaches in zip(entries, tokens, attached, strict=True):
        yield TimedWord(
            token,
            entry.second("start"),
            entry.second("end"),
            entry.speaker("speaker") or speaker,
            attaches,
            entry.number,
        )


def _of_channel(at: int, words: Iterable[TimedWord]) -> list[TimedWord]:
    """Return the words with the channel as their speaker, as one person speaks on each."""
    return [word._replace(speaker=word.speaker or f"Channel {at}") for word in words]


def _utterances(utterances: Iterable[Entry]) -> Iterator[Cue]:
    return (_cue(entry, "transcript", entry.speaker("speaker")) for entry in utterances)


def _sentences(alternatives: Iterable[Entry]) -> Iterator[Cue]:
    for alternative in alternatives:
        paragraphs = list(alternative.entry("paragraphs").entries("paragraphs", "paragraph"))
        for paragraph in paragraphs:
            speaker = paragraph.speaker("speaker")
            for sentence in paragraph.entries("sentences", "sentence"):
                yield _cue(sentence, "text", speaker)
        if not paragraphs and alternative.fields.get("transcript") is not None:
            yield _cue(alternative, "transcript", None)


def _cue(entry: Entry, key: str, speaker: str | None) -> Cue:
    return Cue(
        entry.text(key), entry.second("start"), entry.second("end"), speaker, line=entry.number
    )


FORMAT = Format("Deepgram JSON", (".json",), _recognise, _parse, "results with channels")
