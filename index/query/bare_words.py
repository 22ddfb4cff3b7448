"""Bare words: the words of a query string that stand there without signs, and may be corrected.

Not bare are words in quotation marks, which are meant as they are, and those that are excluded or
that a field, a star or a tilde belongs to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from index import analysis
from index.analysis.tokenizer import Token
from index.query.grammar import OPERATORS, Lexeme, lexemes

__all__ = ["bare_words", "replaced"]

_BOOST = re.compile(r"\^[0-9.]+\Z")
_OWN_SIGNS = frozenset("*?~:")


def bare_words(q: str) -> list[Token]:
    """Return the tokens of a query that are bare words; `q` is as `grammar.straight` returns it."""
    found = []
    for lexeme in _bare(lexemes(q)):
        text = _BOOST.sub("", lexeme.text)
        found += [
            Token(token.term, lexeme.start + token.start, lexeme.start + token.end)
            for token in analysis.tokenize(text)
        ]
    return found


def replaced(q: str, others: Mapping[str, str]) -> str:
    """Return a query with another text for each bare word that is one of these terms."""
    for word in reversed(bare_words(q)):
        other = others.get(word.term)
        if other is not None:
            q = q[: word.start] + other + q[word.end :]
    return q


def _bare(found: Sequence[Lexeme]) -> Iterator[Lexeme]:
    """Yield the lexemes that are bare words, maybe with a boost behind them."""
    at = 0
    while at < len(found):
        lexeme = found[at]
        if lexeme.kind == "minus" or (lexeme.kind, lexeme.text) == ("bare", "NOT"):
            at = _after_excluded(found, at + 1)
        elif lexeme.kind == "field":
            at += 2
        else:
            if lexeme.kind == "bare" and _is_word(lexeme.text):
                yield lexeme
            at += 1


def _after_excluded(found: Sequence[Lexeme], at: int) -> int:
    """Return where a query goes on behind what is excluded: a word, a field, a whole group."""
    depth = 0
    while at < len(found):
        depth += {"open": 1, "close": -1}.get(found[at].kind, 0)
        at += 2 if found[at].kind == "field" else 1
        if depth <= 0:
            break
    return at


def _is_word(text: str) -> bool:
    return text not in OPERATORS and text[0] != "-" and not set(text) & _OWN_SIGNS
