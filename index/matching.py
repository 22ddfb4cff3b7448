"""Where the words of a query stand in a text.

The engine says which segments match; this module finds the places again in the few
segments that are shown, so that no engine has to store character offsets.
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from index import analysis
from index.query import Phrase, Prefix, Query, Word, leaves

__all__ = ["Range", "find"]


class Range(NamedTuple):
    """The code points `[offset, offset + length)` of a text."""

    offset: int
    length: int


def find(
    tree: Query,
    text: str,
    following: Sequence[str] = (),
    language: str = analysis.DEFAULT_LANGUAGE,
) -> list[Range]:
    """Return the places in `text` where `tree`'s words stand, in order, none overlapping.

    `following` are the terms that come after the text in its episode: a phrase may begin
    in one segment and end in the next, and then the range covers the part in this one.
    `language` is the text's, by which words are stemmed.
    """
    tokens = analysis.tokenize(text)
    run = [token.term for token in tokens] + list(following)
    spans: list[tuple[int, int]] = []
    for leaf in leaves(tree):
        match leaf:
            case Word(term):
                stem = functools.partial(analysis.stem, language=language)
                spans += [(t.start, t.end) for t in tokens if stem(t.term) == stem(term)]
            case Prefix(start):
                spans += [(t.start, t.end) for t in tokens if t.term.startswith(start)]
            case Phrase(terms):
                size = len(terms)
                for at, token in enumerate(tokens):
                    if token.term == terms[0] and tuple(run[at : at + size]) == terms:
                        spans.append((token.start, tokens[min(at + size, len(tokens)) - 1].end))
    return _merge(spans)


def _merge(spans: list[tuple[int, int]]) -> list[Range]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [Range(start, end - start) for start, end in merged]
