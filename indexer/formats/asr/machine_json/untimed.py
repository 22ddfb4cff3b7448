"""Dialogue in JSON without a list of timed objects.

    [{"Ann": "Hello."}, {"Bob": "Yes."}]
    {"speaker": ["Ann", "Bob"], "utt": ["Hello.", "Yes."]}
    {"utterances": [["Ann", "Hello."], ["Bob", "Yes."]]}
    ["Ann: Hello.", "Bob: Yes.", "Ann: So."]
    {"00:00:05": "Hello.", "00:00:09": "Yes."}
    {"text": "Hello. Yes."}

Source: the INTERVIEW corpus (columns), the dialogues of language models (names as keys), and
OpenAI's API ("json": the text alone).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from indexer.cues import Cue
from indexer.formats.asr.machine_json import aliases, times
from indexer.formats.decoding import whole
from indexer.formats.grammar import Likeness, likeness

__all__ = ["cues"]

_LABEL = re.compile(r"([^\W\d_][^\n:{}\[\]]{0,59}): +(\S.*)", re.DOTALL)
_NAME = re.compile(r"[^\W\d_][^\n:{}\[\]]{0,59}")
_TRANSCRIPT = frozenset({"transcript", "transcription", "fulltranscript", "transcripttext"})
_LONG = 20  # words
_COLUMNS = frozenset({"utterances", "utts", "texts", "sentences", "turns", "lines"})
_ALONE = frozenset([
    "text", "language", "languagecode", "duration", "task", "usage", "logprobs", "segments",
    "words", "chunks", "model", "languageprobability", "transcript", "id", "status",
])  # fmt: skip


def cues(value: object) -> list[Cue]:
    """Return the cues of a value in one of these shapes, none if it is in none of them."""
    for shape in (_named, _columns, _pairs, _labelled, _clocks, _text):
        if found := list(shape(value)):
            return found
    return []


def _named(value: Any) -> Iterator[Cue]:  # noqa: ANN401  # a JSON value
    for items in _lists(value):
        if all(isinstance(item, dict) and len(item) == 1 for item in items):
            yield from _said([next(iter(item.items())) for item in items])


def _columns(value: Any) -> Iterator[Cue]:  # noqa: ANN401  # a JSON value
    if not isinstance(value, dict):
        return
    keys = aliases.shape(tuple(value))
    plural = [key for key in value if aliases.plain(key) in _COLUMNS]
    voices = [*keys.speaker, *(key for key in value if aliases.plain(key) == "speakers")]
    for voice in voices:
        for text in (*keys.text, *plural):
            names, texts = value[voice], value[text]
            if isinstance(names, list) and isinstance(texts, list) and len(names) == len(texts):
                yield from _said(list(zip(names, texts, strict=True)))
                return


def _pairs(value: Any) -> Iterator[Cue]:  # noqa: ANN401  # a JSON value
    for items in _lists(value):
        if all(isinstance(item, list) and len(item) == 2 for item in items):
            yield from _said(items)


def _labelled(value: Any) -> Iterator[Cue]:  # noqa: ANN401  # a JSON value
    for items in _lists(value):
        heads = [_LABEL.match(item) if isinstance(item, str) else None for item in items]
        pairs = [(head[1], head[2]) for head in heads if head]
        names = {name for name, _ in pairs}
        are_names = all(likeness(name) is Likeness.NAME for name in names)
        if len(pairs) == len(items) and len(names) * 2 <= len(items) and are_names:
            yield from _said(pairs)
            return


def _clocks(value: Any) -> Iterator[Cue]:  # noqa: ANN401  # a JSON value
    if not isinstance(value, dict) or len(value) < 2:
        return
    if all(":" in key and isinstance(text, str) for key, text in value.items()):
        stamps = [times.read(key) for key in value]
        if all(stamp.per_second == 1 for stamp in stamps):
            for number, (stamp, text) in enumerate(zip(stamps, value.values(), strict=True), 1):
                yield Cue(whole(text), stamp.value, line=number)


def _text(value: Any) -> Iterator[Cue]:  # noqa: ANN401  # a JSON value
    if not isinstance(value, dict):
        return
    # A text that is called a transcript may stand among facts of the episode.
    named = (
        t for key in value if aliases.plain(key) in _TRANSCRIPT and isinstance(t := value[key], str)
    )
    if told := next((text for text in named if len(text.split()) >= _LONG), ""):
        value = {"transcript": told}
    # AssemblyAI's answer has fifty other keys.
    if "audio_url" not in value and not all(aliases.plain(key) in _ALONE for key in value):
        return
    text = next((t for key in ("text", "transcript") if isinstance(t := value.get(key), str)), "")
    if len(text.split()) > 1:
        for number, line in enumerate(filter(str.strip, text.split("\n")), 1):
            yield Cue(whole(line), None, line=number)


def _lists(value: Any) -> Iterator[list[Any]]:  # noqa: ANN401  # a JSON value
    """Yield the value, or the values of its keys, that are lists of two items or more."""
    within = value.values() if isinstance(value, dict) else [value]
    return (one for one in within if isinstance(one, list) and len(one) > 1)


def _said(pairs: Sequence[Sequence[Any]]) -> Iterator[Cue]:
    """Yield a cue for each pair of a name and a text, if the names are those of a dialogue."""
    names = [one[0] for one in pairs]
    if not all(isinstance(part, str) for one in pairs for part in one):
        return
    if len(set(names)) == len(names) > 2 or not all(map(_NAME.fullmatch, names)):
        return
    if 2 * sum(len(one[1]) for one in pairs) < 3 * sum(map(len, names)):
        return
    if len(set(names)) == 1 and aliases.shape((names[0],)).text:
        return
    for number, (name, text) in enumerate(pairs, 1):
        yield Cue(whole(text), None, speaker=" ".join(whole(name).split()), line=number)
