"""Bare words: the words of a query string without operators, which may be corrected.

Quoted and excluded words are not bare, nor are words with a field, a star, a question mark or a
tilde.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from index import analysis
from index.analysis.tokenizer import Token
from index.query.grammar import OPERATORS, Lexeme, lexemes

__all__ = ["bare_words", "replaced"]

_BOOST = re.compile(r"\^[0-9.]+\Z")
_OPERATOR_SIGNS = frozenset("*?~:")


def bare_words(q: str) -> list[Token]:
    """Return the tokens of the bare words of a query; `q` is a result of `grammar.straight`."""
    words = []
    for lexeme in _bare(lexemes(q)):
        text = _BOOST.sub("", lexeme.text)
        words += [
            Token(token.term, lexeme.start + token.start, lexeme.start + token.end)
            for token in analysis.tokenize(text)
        ]
    return words


def replaced(q: str, others: Mapping[str, str]) -> str:
    """Return a query whose bare words are replaced by `others`, which has texts by terms."""
    for word in reversed(bare_words(q)):
        other = others.get(word.term)
        if other is not None:
            q = q[: word.start] + other + q[word.end :]
    return q


def _bare(query: Sequence[Lexeme]) -> Iterator[Lexeme]:
    """Yield the lexemes of a query that are bare words, with their boosts."""
    at = 0
    while at < len(query):
        lexeme = query[at]
        if lexeme.kind == "minus" or (lexeme.kind, lexeme.text) == ("bare", "NOT"):
            at = _after_excluded(query, at + 1)
        elif lexeme.kind == "field":
            at += 2
        else:
            if lexeme.kind == "bare" and _is_word(lexeme.text):
                yield lexeme
            at += 1


def _after_excluded(query: Sequence[Lexeme], at: int) -> int:
    """Return the index of the lexeme after the excluded word, field or group that begins `at`."""
    depth = 0
    while at < len(query):
        depth += {"open": 1, "close": -1}.get(query[at].kind, 0)
        at += 2 if query[at].kind == "field" else 1
        if depth <= 0:
            break
    return at


def _is_word(text: str) -> bool:
    return text not in OPERATORS and text[0] != "-" and not set(text) & _OPERATOR_SIGNS
