"""Proximity: pairs of words of a query that are near each other, in episodes or in segments.

Two words within `NEAR_WORDS` of each other probably belong together, so each occurrence of such a
pair adds to the score, weighted by the idf of the two words (unordered windows as in Metzler and
Croft, "A Markov random field model for term dependencies", SIGIR 2005, over all pairs). Only the
best matches without proximity are considered. Decision 0021.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.matching.extents import Extents, extents
from index.embedded.reading.snapshot import Snapshot
from index.query.tree import And, Boost, Near, Or, Query, Window, Word
from index.ranking import bm25, parameters

__all__ = ["Pair", "Stretches", "WeightedWord", "pairs", "weighted_words", "words"]

_Numbers = NDArray[np.int64]


class WeightedWord(NamedTuple):
    """A word of a query: its extents in the talk, and its weight, the boosted idf."""

    extents: Extents
    weight: float


class Stretches(NamedTuple):
    """Stretches of talk that ascend and do not overlap (all int64).

    A stretch has the documents `[documents, last_documents)` and the positions `[begins, ends)`.
    """

    documents: _Numbers
    last_documents: _Numbers
    begins: _Numbers
    ends: _Numbers


class Pair(NamedTuple):
    """The occurrences of two words near each other, and the sum of the words' weights.

    `stretches` is the number of the stretch of each occurrence, `before` how many words of the
    stretch come before it (both int64).
    """

    stretches: _Numbers
    before: _Numbers
    weight: float


def words(tree: Query) -> dict[Word, float]:
    """Return the words of a query that match in any form, as they were typed, with their boosts."""
    return dict(_boosted(tree, 1.0))


def _boosted(tree: Query, factor: float) -> Iterator[tuple[Word, float]]:
    match tree:
        case Word():
            yield tree, factor
        case Near(terms):
            for term in terms:
                yield Word(term), factor
        case Boost(child, more):
            yield from _boosted(child, factor * more)
        case Or((child, *_)):
            yield from _boosted(child, factor)
        case And(children) | Window(children):
            for child in children:
                yield from _boosted(child, factor)


def weighted_words(snapshot: Snapshot, tree: Query) -> list[WeightedWord]:
    """Return the words of a query that are said, rarest first: at most `MOST_NEAR`."""
    weighted = []
    for word, factor in words(tree).items():
        word_extents = extents(snapshot, word)
        if len(word_extents):
            idf = bm25.idf(snapshot.documents, len(word_extents))
            weighted.append(WeightedWord(word_extents, factor * idf))
    return sorted(weighted, key=lambda word: len(word.extents))[: parameters.MOST_NEAR]


def pairs(words: Sequence[WeightedWord], stretches: Stretches) -> Iterator[Pair]:
    """Yield each pair of words that are near each other in some stretch.

    Only the first and the last position of a word in each document are considered.
    """
    positions = [(_positions_in(word.extents, stretches), word.weight) for word in words]
    for (first, weight), (second, second_weight) in combinations(positions, 2):
        near = _near(first, second)
        if len(near):
            numbers = np.searchsorted(stretches.begins, near, "right") - 1
            yield Pair(numbers, near - stretches.begins[numbers], weight + second_weight)


def _positions_in(extents: Extents, stretches: Stretches) -> _Numbers:
    """Return the first and last positions in each document that lie in a stretch."""
    firsts = np.searchsorted(extents.documents, stretches.documents)
    counts = np.searchsorted(extents.documents, stretches.last_documents) - firsts
    rows = np.repeat(firsts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    positions = np.stack([extents.firsts[rows], extents.lasts[rows]], axis=1).ravel()
    kept = positions < np.repeat(stretches.ends, 2 * counts)
    kept[1:] &= positions[1:] > positions[:-1]
    return positions[kept]


def _near(first: _Numbers, second: _Numbers) -> _Numbers:
    """Return the positions of the word with fewer that are near a position of the other one."""
    few, many = (first, second) if len(first) <= len(second) else (second, first)
    if not len(few):
        return few
    rows = np.searchsorted(many, few)
    after = many[np.minimum(rows, len(many) - 1)]
    before = many[np.maximum(rows - 1, 0)]
    distance = np.minimum(abs(after - few), abs(few - before))
    kept: _Numbers = few[(distance > 0) & (distance <= parameters.NEAR_WORDS)]
    return kept
