"""The beginning of a query, as far as it has been typed: what of it can be completed, and how.

Only its last word is unfinished. The words right before it tell which word it may become; what
stands before those, with all signs, stays as it is.
"""

import itertools
from typing import NamedTuple

from index import analysis
from index.analysis import tokenizer
from index.query.grammar import OPERATORS, Lexeme, lexemes, straight

__all__ = ["Typed", "typed"]

_NAMES = ("speaker:", "title:")
"""The fields whose values can be completed."""

_LONGEST = 200
"""Code points at the end that are looked at."""


class Typed(NamedTuple):
    """What was typed, taken apart: `head` + `begun` is all of it.

    `begun` is the unfinished word as a term is spelled, empty after a space; `before` the term
    right before it or None. `name` is what may be the beginning of a name: nothing but words, or
    what stands behind `speaker:` or `title:`, which is the `field` then and `outside` what
    stands before it.
    """

    head: str
    begun: str
    before: str | None
    name: str
    field: str | None
    outside: str


def typed(text: str) -> Typed:
    """Return the parts of what was typed; never raises."""
    text = straight(text)
    found = lexemes(text)
    named = _named(text, found)
    if named is not None:
        field, start, value = named
        return Typed(text, "", None, value, field, text[:start])
    first = max(_unfinished(text, found), len(text) - _LONGEST)
    outside, words = text[:first], text[first:]
    name = words.strip() if outside in ("", '"') else ""
    tokens = analysis.tokenize(words)
    if not tokens:
        return Typed(text, "", None, name, None, "")
    if words[-1:].isspace():
        return Typed(text, "", tokens[-1].term, name, None, "")
    last = tokens[-1]
    before = tokens[-2].term if len(tokens) > 1 else None
    begun = tokenizer.fold(words[last.start :])
    return Typed(outside + words[: last.start], begun, before, name, None, "")


def _named(text: str, found: list[Lexeme]) -> tuple[str, int, str] | None:
    """Return the field whose value is being typed, where it starts, and the value so far."""
    end = Lexeme("end", "", len(text), len(text))
    for lexeme, after in itertools.pairwise([*found, end]):
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


def _unfinished(text: str, found: list[Lexeme]) -> int:
    """Return where the row of words begins of which the last one is unfinished.

    It begins behind the last lexeme that is no word, and behind the last colon and the hyphens
    of a word that may still become something else.
    """
    for lexeme in reversed(found):
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
