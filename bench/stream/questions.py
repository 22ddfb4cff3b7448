"""Questions drawn at random from the talk, by a fixed seed: the same talk gives the same ones."""

import random
import re
from collections.abc import Iterable, Sequence

from bench.compare.queries import Asked, same

__all__ = ["KINDS", "WARM", "draw", "known_words"]

_SEED = 20261201

_SHARES = {
    "one word": 0.30,
    "two words": 0.30,
    "three words": 0.12,
    "four words": 0.06,
    "phrase": 0.16,
    "OR": 0.06,
}
"""The part that each kind of questions has of all."""

KINDS = tuple(_SHARES)
"""The kinds of questions."""

_COUNTS = {"one word": 1, "two words": 2, "three words": 3, "four words": 4}

_PHRASE = (2, 5)  # words, the least and the most

_LEAST_WORDS, _LEAST_CONTENT = 8, 4
"""The words that a segment must have, of all and of those with content, to draw from it."""

# Nobody asks for these by themselves; a phrase may hold them.
_FUNCTION_WORDS = (
    "an the this that these those there here me my you your we us our he she it its they them "
    "their and or but so if than as because of to in on at for with from by about into am is are "
    "was were be been do does did have has had can could will would should not no just like what "
    "which who how when all"
)
_NOT_ASKED = frozenset(_FUNCTION_WORDS.split())

_WORD = re.compile(r"[a-z]{2,}")

_DRAWS = 1000
"""The draws in a row without a new question after which the talk is taken to have no more."""

WARM = (
    same("one word", "umbrella"),
    same("two words", "winter garden"),
    same("three words", "three blind mice"),
    same("phrase", '"good evening"'),
    same("OR", "copper OR violin"),
)
"""The questions before the stream, one of a kind, which load the code of the engine."""


def draw(texts: Sequence[str], count: int) -> list[Asked]:
    """Return up to `count` distinct questions in random order, fewer if `texts` have no more.

    A text is chosen at random for each, so a word comes as often as people say it. The words of a
    question stand together in one text, and those of a phrase one after the other.
    """
    chance = random.Random(_SEED)
    kinds, weights = zip(*_SHARES.items(), strict=True)
    known = {asked.overheard for asked in WARM}
    drawn: list[Asked] = []
    misses = 0
    while texts and len(drawn) < count and misses < _DRAWS:
        misses += 1
        words = _WORD.findall(chance.choice(texts).lower())
        content = [word for word in words if word not in _NOT_ASKED]
        if len(words) < _LEAST_WORDS or len(content) < _LEAST_CONTENT:
            continue
        kind = chance.choices(kinds, weights)[0]
        q = _question(kind, words, content, chance)
        if q not in known:
            known.add(q)
            drawn.append(same(kind, q))
            misses = 0
    return drawn


def known_words(questions: Iterable[str]) -> float:
    """Return the part of all words of the questions that an earlier question had, from 0 to 1."""
    seen: set[str] = set()
    words = again = 0
    for q in questions:
        own = _WORD.findall(q)
        words += len(own)
        again += sum(word in seen for word in own)
        seen.update(own)
    return again / words if words else 0.0


def _question(
    kind: str, words: Sequence[str], content: Sequence[str], chance: random.Random
) -> str:
    if kind == "phrase":
        length = chance.randint(*_PHRASE)
        begin = chance.randrange(len(words) - length + 1)
        return f'"{" ".join(words[begin : begin + length])}"'
    joint = " OR " if kind == "OR" else " "
    return joint.join(chance.sample(content, _COUNTS.get(kind, 2)))
