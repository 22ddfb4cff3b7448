"""The beginning of a query, as far as it has been typed: what of it can be completed, and how.

Only its last word is unfinished. The words right before it tell which word it may become; what
stands before those, with all signs, stays as it is.
"""

import re
from typing import NamedTuple

from index import analysis
from index.query.word_syntax import straight

__all__ = ["Typed", "typed"]

_FIELD = re.compile(r'(?<![^\s(-])(?P<field>(?i:speaker|title)):(?:"([^"]*)|([^\s"()]*))\Z')
_TAIL = re.compile(r'[^"():]*\Z')
_SIGNS = re.compile(r"(?<!\S)(?:-|AND\s|OR\s|NOT\s|NEAR\S*\s)")

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
    named = _FIELD.search(text)
    if named is not None:
        value = named[2] if named[2] is not None else named[3]
        return Typed(text, "", None, value, named["field"].lower(), text[: named.start()])
    tail = _TAIL.search(text, max(0, len(text) - _LONGEST))
    words = text[tail.start() :] if tail else ""
    signs = [sign.end() for sign in _SIGNS.finditer(words)]
    words = words[signs[-1] :] if signs else words
    outside = text[: len(text) - len(words)]
    name = words.strip() if outside in ("", '"') else ""
    tokens = analysis.tokenize(words)
    if not tokens:
        return Typed(text, "", None, name, None, "")
    if words[-1:].isspace():
        return Typed(text, "", tokens[-1].term, name, None, "")
    last = tokens[-1]
    before = tokens[-2].term if len(tokens) > 1 else None
    begun = analysis.fold(words[last.start :])
    return Typed(outside + words[: last.start], begun, before, name, None, "")
