"""Cues from words with times, as speech recognisers give them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from indexer.cues import Cue

__all__ = ["TimedWord", "align", "cues", "interleave", "spaces"]

_PAUSE = 0.8  # seconds; Deepgram cuts utterances at the same pause

_NOTE = 60  # characters; the longest marker that cleaning takes for one
_CLOSING = {"[": "]", "(": ")", "*": "*"}
_SIGNS = re.compile(r"[.,!?;:%)\]}…。，！？、’”]+")
_FULL_STOPS = "。！？"  # of scripts that put no space after them


class TimedWord(NamedTuple):
    """A word with its times in seconds; `number` is its place in its list, from 1.

    `attached` means that no space separates it from the word before.
    """

    text: str
    start: float | None
    end: float | None
    speaker: str | None
    attached: bool = False
    number: int = 0


Spoken = TypeVar("Spoken", TimedWord, Cue)


def align(text: str, tokens: Iterable[str]) -> list[bool] | None:
    """Return for each token whether it follows the one before without a space in `text`.

    Returns None if the tokens are not the whole text.
    """
    attached: list[bool] = []
    at = 0
    for token in map(str.strip, tokens):
        end = at
        while text[at : at + 1].isspace():
            at += 1
        if not text.startswith(token, at):
            return None
        attached.append(0 < at == end)
        at += len(token)
    return None if text[at:].strip() else attached


def spaces(
    texts: Sequence[str], told: Sequence[bool | None], has_spaces: bool = False
) -> list[bool]:
    """Return for each text that is not blank whether no space stands before it.

    If any text has a space at its edge, or is one, the texts have all their spaces, as they have
    where it is known from others (`has_spaces`). Else a tool may have `told` it, and signs that
    close follow the word before without a space.
    """
    has_spaces = has_spaces or any(text != text.strip() for text in texts)
    attached: list[bool] = []
    spaced = True
    for text, tells in zip(texts, told, strict=True):
        if not text.strip():
            spaced = spaced or bool(text)
            continue
        if tells is not None:
            attached.append(tells)
        elif has_spaces:
            attached.append(not (spaced or text[0].isspace()))
        else:
            attached.append(bool(_SIGNS.fullmatch(text)))
        spaced = text[-1].isspace()
    return attached


def cues(words: Iterable[TimedWord], line: int = 0, new_turn: bool = False) -> Iterator[Cue]:
    """Yield a cue for each word of an utterance, joined with the words attached to it.

    `line` is the number of the utterance; at 0 a cue has the number of its word. The words of
    a note in brackets are one cue, as they are a marker only together. In scripts without spaces
    each sentence is a cue.
    """
    cue: list[TimedWord] = []
    closing, room = "", 0
    for word in words:
        text = word.text.strip()
        if not text:
            continue
        follows = bool(cue) and (
            (word.attached and not (cue[-1].text[-1] in _FULL_STOPS and text[0].isalnum()))
            or (room > 0 and word.speaker == cue[0].speaker)
        )
        if cue and not follows:
            yield _cue(cue, line, new_turn)
            cue, new_turn = [], False
        if not cue:
            closing = _CLOSING.get(text[0], "")
            room = _NOTE if closing else 0
        room = 0 if closing and closing in text[not cue :] else room - len(text) - 1
        cue.append(word if text == word.text else word._replace(text=text))
    if cue:
        yield _cue(cue, line, new_turn)


def _cue(words: Sequence[TimedWord], line: int, new_turn: bool) -> Cue:
    first, *others = words
    if not others:
        said = (first.text, first.start, first.end, first.speaker)
        return tuple.__new__(Cue, (*said, new_turn, False, line or first.number))
    text = "".join([first.text, *(w.text if w.attached else f" {w.text}" for w in others)])
    start = next((word.start for word in words if word.start is not None), None)
    end = next((word.end for word in reversed(words) if word.end is not None), None)
    return Cue(text, start, end, first.speaker, new_turn, line=line or first.number)


def interleave(channels: Iterable[Sequence[Spoken]]) -> Iterator[Spoken]:
    """Yield the words or cues of parallel channels in the order in which they are said.

    The words of a channel stay together up to a pause, so that people who talk at the same
    time are not cut into single words.
    """
    runs: list[tuple[float, list[Spoken]]] = []
    for channel in channels:
        heard: float | None = None
        for word in channel:
            if heard is None or (word.start is not None and word.start - heard > _PAUSE):
                runs.append((word.start or 0.0, []))
            runs[-1][1].append(word)
            heard = max(heard or 0.0, word.end or word.start or 0.0)
    runs.sort(key=lambda run: run[0])
    for _, words in runs:
        yield from words
