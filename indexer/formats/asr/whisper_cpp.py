"""whisper.cpp JSON: times as a clock and in milliseconds.

    {"result": {"language": "en"}, "transcription": [{"timestamps": {"from": "00:00:00,000",
     "to": "00:00:01,200"}, "offsets": {"from": 0, "to": 1200}, "text": " Hello."}]}

Source: output_json in ggml-org/whisper.cpp (examples/cli/cli.cpp). With `-ml 1` an item is
a token, which continues the word before unless it begins with a space; with `-tdrz` an
item may mark a change of voice after it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.asr import json_text, timed_words
from indexer.formats.asr.json_text import Entry
from indexer.formats.asr.timed_words import TimedWord
from indexer.formats.format import Format
from indexer.formats.timecodes import CLOCK, seconds

__all__ = ["FORMAT"]

_CLOCK = re.compile(CLOCK, re.ASCII)


def _recognise(text: str) -> bool:
    keys = json_text.keys(text)
    return "transcription[].offsets" in keys or "transcription[].timestamps" in keys


def _parse(path: Path, text: str) -> Transcript:
    document = json_text.document(path, text)
    items = list(document.entries("transcription", "segment"))
    texts = [item.text("text") for item in items]
    cues = _cues(items, texts)
    is_words = _are_tokens(texts)
    if is_words:
        cues = _join(list(cues), texts)
    code = json_text.language(document.entry("result"), "language")
    return json_text.transcript(FORMAT.name, "segment", cues, code, is_words)


def _are_tokens(texts: list[str]) -> bool:
    several = sum(" " in text.strip() for text in texts)
    return several * 10 < len(texts) and any(text[:1] == " " for text in texts)


def _cues(items: list[Entry], texts: list[str]) -> Iterator[Cue]:
    new_turn = False
    for item, text in zip(items, texts, strict=True):
        yield Cue(
            text,
            _second(item, "from"),
            _second(item, "to"),
            item.speaker("speaker"),
            new_turn,
            line=item.number,
        )
        new_turn = item.fields.get("speaker_turn_next") is True


def _second(item: Entry, key: str) -> float | None:
    at = item.entry("offsets").second(key, 1000)
    if at is not None:
        return at
    stamp = item.entry("timestamps").fields.get(key)
    if stamp is None:
        return None
    if not isinstance(stamp, str) or not _CLOCK.fullmatch(stamp):
        raise item.wrong(f": {key} is no time")
    return seconds(stamp)


def _join(tokens: list[Cue], texts: list[str]) -> Iterator[Cue]:
    """Yield a cue for each word, joined from its tokens; a turn begins with a new word."""
    word: list[TimedWord] = []
    first: Cue | None = None
    for token, text in zip(tokens, texts, strict=True):
        attached = text[:1] != " " and not token.new_turn
        if first is not None and not attached:
            yield from timed_words.cues(word, first.line, first.new_turn)
            word, first = [], None
        first = first or token
        word.append(TimedWord(text, token.start, token.end, token.speaker, attached))
    if first is not None:
        yield from timed_words.cues(word, first.line, first.new_turn)


FORMAT = Format("whisper.cpp JSON", (".json",), _recognise, _parse, "a transcription with offsets")
