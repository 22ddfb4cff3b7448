"""Typed prefixes: the parts of a query that is being typed, for completion.

Only the last word is completed. The words right before it are its context. Everything before those
stays as typed.
"""

import itertools
from typing import NamedTuple

from index import analysis
from index.analysis import letters
from index.query.grammar import OPERATORS, Lexeme, lexemes, straight

__all__ = ["Typed", "typed"]

_NAMES = ("speaker:", "title:")
"""The fields whose values can be completed."""

_LONGEST = 200
"""The most code points at the end of the prefix that are read."""


class Typed(NamedTuple):
    """The parts of a typed prefix; `head` + `begun` is the whole prefix.

    `begun` is the unfinished word, spelled as a term; it is empty after a space. `before` are the
    terms right before it, in order. `name` is a text that may begin a name: the whole prefix if it
    has only words, or the value of `speaker:` or `title:`. In the latter case `field` is that field
    and `outside` is the text before it.
    """

    head: str
    begun: str
    before: tuple[str, ...]
    name: str
    field: str | None
    outside: str


def typed(text: str) -> Typed:
    """Return the parts of a typed prefix; never raises."""
    text = straight(text)
    query = lexemes(text)
    named = _named(text, query)
    if named is not None:
        field, start, value = named
        return Typed(text, "", (), value, field, text[:start])
    first = max(_unfinished(text, query), len(text) - _LONGEST)
    outside, words = text[:first], text[first:]
    name = words.strip() if outside in ("", '"') else ""
    tokens = analysis.tokenize(words)
    if not tokens:
        return Typed(text, "", (), name, None, "")
    if words[-1:].isspace():
        return Typed(text, "", tuple([token.term for token in tokens]), name, None, "")
    last = tokens[-1]
    before = tuple([token.term for token in tokens[:-1]])
    begun = letters.fold(words[last.start :])
    return Typed(outside + words[: last.start], begun, before, name, None, "")


def _named(text: str, query: list[Lexeme]) -> tuple[str, int, str] | None:
    """Return the field whose value is being typed, its offset, and the value so far."""
    end = Lexeme("end", "", len(text), len(text))
    for lexeme, after in itertools.pairwise([*query, end]):
        if lexeme.kind == "stray":
            return None
        if lexeme.text.lower() not in _NAMES or lexeme.kind not in ("field", "bare"):
            continue
        name = lexeme.text[:-1].lower()
        if after.kind == "stray":
            return name, lexeme.start, text[after.end :]
        if after.kind in ("bare", "end") and lexeme.end == after.start and after.end == len(text):
            return name, lexeme.start, after.text
    return None


def _unfinished(text: str, query: list[Lexeme]) -> int:
    """Return the offset of the row of words that ends with the unfinished one.

    The row begins behind the last lexeme that is not a word. In a word that may still become a
    field or an excluded word, it begins behind the last colon or the first hyphen.
    """
    for lexeme in reversed(query):
        if lexeme.kind == "near" or lexeme.text in OPERATORS:
            if lexeme.end < len(text):
                return lexeme.end
        elif lexeme.kind != "bare":
            return lexeme.end
        elif ":" in lexeme.text:
            return lexeme.start + lexeme.text.rindex(":") + 1
        elif lexeme.text.startswith("-"):
            return lexeme.start + 1
    return 0
