"""The words of a query string that stand there without signs, and where: what may be respelled.

Not what is in quotes, which is meant as it is, nor what is refused, nor what a field, a star or
a tilde belongs to.
"""

import re
from collections.abc import Mapping

from index import analysis
from index.analysis import Token

__all__ = ["plain_words", "replaced"]

_PART = re.compile(
    r"""
      "[^"]*"[^\s()"]*                                          # a phrase, with its ~2^3
    | (?<![^\s(])(?i:speaker|episode|title|show|date):(?:"[^"]*"|\[[^]]*\]|[^\s()"]*)
    | (?<![^\s(])-\S*                                           # refused
    | (?<![^\s(])NOT\s+[^\s()"]+
    | (?<![^\s(])(?:AND|OR|NOT|NEAR(?:/[^\s()"]*)?)(?![^\s()"])
    | [^\s()"]*[*?~:][^\s()"]*                                  # with signs of its own
    | (?P<plain>[^\s()"]+)
    """,
    re.VERBOSE,
)
_BOOST = re.compile(r"\^[0-9.]+\Z")


def plain_words(q: str) -> list[Token]:
    """Return the tokens of a query that are plain words; it is as `words.straight` returns it."""
    found = []
    for part in _PART.finditer(q):
        if part["plain"] is not None:
            text = _BOOST.sub("", part["plain"])
            found += [
                Token(token.term, part.start() + token.start, part.start() + token.end)
                for token in analysis.tokenize(text)
            ]
    return found


def replaced(q: str, others: Mapping[str, str]) -> str:
    """Return a query with another text for each plain word that is one of these terms."""
    for word in reversed(plain_words(q)):
        other = others.get(word.term)
        if other is not None:
            q = q[: word.start] + other + q[word.end :]
    return q
