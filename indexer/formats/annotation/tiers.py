"""Tiers of annotated recordings, as Praat and ELAN have them, to cues.

A tier is the line of one speaker, or a layer of annotation: words, phones, translations. Only
one layer of each speaker is talk. Otherwise every word would be indexed twice.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.cues import Cue

__all__ = ["Annotation", "Tier", "cues"]


class Annotation(NamedTuple):
    """A text on a tier, with its times in seconds and the number of its line."""

    text: str
    start: float | None
    end: float | None
    line: int


class Tier(NamedTuple):
    """A tier: its name, the speaker that the file gives for it, and its annotations."""

    name: str
    speaker: str | None
    annotations: Sequence[Annotation]


_PARTS = re.compile(r"\s*(?:[-_@:/|.]|\s)\s*")
_SENTENCES = frozenset(
    {"text", "transcript", "transcription", "utterance", "utterances", "sentence", "sentences"}
    | {"ort", "orthography", "orthographic", "trans", "txt", "talk", "speech", "phrase", "phrases"}
    | {"intonation", "ipus", "ipu", "default", "tier", "segments", "tokens", "turns", "turn"}
)
_WORDS = frozenset({"word", "words", "token", "wrd", "ort", "mot", "mots"})
_NO_TALK = frozenset(
    {"phone", "phones", "phoneme", "phonemes", "phonetic", "ipa", "mau", "kan", "syllable", "note"}
    | {
        "syllables",
        "pos",
        "gloss",
        "glosses",
        "gls",
        "mb",
        "morph",
        "morphemes",
        "translation",
        "ft",
    }
    | {
        "notes",
        "comment",
        "comments",
        "code",
        "codes",
        "gesture",
        "gestures",
        "tobi",
        "pitch",
        "ge",
    }
    | {"tones", "breaks", "english", "lemma", "silences", "noise", "free", "ref", "errors", "topic"}
)
_MARKS = frozenset({"", "sil", "sp", "<sil>", "<p:>", "xxx", "<unk>", "spn", "#", "*", "_"})


def cues(tiers: Iterable[Tier]) -> list[Cue]:
    """Return the talk of the tiers in the order of time, each with its speaker."""
    kept: dict[str | None, tuple[float, Tier]] = {}
    for tier in tiers:
        annotations = [one for one in tier.annotations if one.text.strip().lower() not in _MARKS]
        if _is_aside(tier.name) or not annotations:
            continue
        speaker = tier.speaker or _speaker(tier.name)
        # The coarsest layer is the talk as a person wrote it.
        words = sum(len(one.text.split()) for one in annotations) / len(annotations)
        fitted = tier._replace(annotations=annotations)
        if speaker not in kept or words > kept[speaker][0]:
            kept[speaker] = (words, fitted)
    if len(kept) > 1 and None in kept and _repeats(kept[None][1], [kept[s][1] for s in kept if s]):
        del kept[None]
    found = [
        Cue(" ".join(one.text.split()), one.start, one.end, speaker, line=one.line)
        for speaker, (_, tier) in kept.items()
        for one in _dated(tier.annotations)
    ]
    found.sort(key=lambda cue: -1.0 if cue.start is None else cue.start)
    return found


def _dated(annotations: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield annotations; one without a time begins with the one before, to keep its place."""
    latest: float | None = None
    for one in annotations:
        start = latest if one.start is None else one.start
        yield one._replace(start=start)
        latest = start


def _repeats(tier: Tier, others: Sequence[Tier]) -> bool:
    """Return whether a tier without a speaker holds the words of the speakers' tiers once more."""
    own = {word for one in tier.annotations for word in one.text.casefold().split()}
    theirs = {
        word
        for other in others
        for one in other.annotations
        for word in one.text.casefold().split()
    }
    return len(own & theirs) * 2 > len(own)


def _words(name: str) -> list[str]:
    return [word for word in _PARTS.split(name.casefold()) if word]


def _is_aside(name: str) -> bool:
    # `ORT-MAU` is the orthographic layer of a tool whose phones are `MAU`.
    words = set(_words(name))
    return not words.isdisjoint(_NO_TALK) and "ort" not in words


def _speaker(name: str) -> str | None:
    """Return the speaker that the name of a tier gives: `Ann - words` is Ann."""
    layers = _SENTENCES | _WORDS | _NO_TALK
    kept = name.strip()
    for part in _PARTS.finditer(name.strip()):
        before, after = name.strip()[: part.start()], name.strip()[part.end() :]
        if _words(after) and set(_words(after)) <= layers:
            kept = before
            break
        if _words(before) and set(_words(before)) <= layers:
            kept = after
            break
    if not kept or set(_words(kept)) <= layers or kept.isdecimal():
        return None
    return kept
