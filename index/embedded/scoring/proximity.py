"""Where words of a query stand near each other, in episodes or in segments.

Two words that stand within `NEAR_WORDS` of each other are said of one thing, so each such place
counts once more, as telling as the two words are (unordered windows as in Metzler and Croft, "A
Markov random field model for term dependencies", SIGIR 2005, over all pairs). Only what is best
without it is looked at.
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
    """A word of a query: where in the talk it is, and what it counts: its idf, boosted."""

    extents: Extents
    weight: float


class Stretches(NamedTuple):
    """Stretches of talk that ascend and do not overlap.

    The documents `[documents, last_documents)` in which they lie, the places `[begins, ends)`.
    """

    documents: _Numbers
    last_documents: _Numbers
    begins: _Numbers
    ends: _Numbers


class Pair(NamedTuple):
    """Two words near each other: in which stretches, after how many words; what both count."""

    stretches: _Numbers
    before: _Numbers
    weight: float


def words(tree: Query) -> dict[Word, float]:
    """Return the words of a query that stand in any form, as they were typed, and their boosts."""
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
    """Return the words of a query, the rarest ones if there are many."""
    found = []
    for word, factor in words(tree).items():
        where = extents(snapshot, word)
        found.append(WeightedWord(where, factor * bm25.idf(snapshot.documents, len(where))))
    return sorted(found, key=lambda word: len(word.extents))[: parameters.MOST_NEAR]


def pairs(words: Sequence[WeightedWord], stretches: Stretches) -> Iterator[Pair]:
    """Yield which pairs of words are near each other in some of the stretches, and where.

    Of each document the first and the last place of a word are enough.
    """
    said = [(_within(word.extents, stretches), word.weight) for word in words]
    for (one, weight), (other, weight_of_other) in combinations(said, 2):
        near = _near(one, other)
        if len(near):
            found = np.searchsorted(stretches.begins, near, "right") - 1
            yield Pair(found, near - stretches.begins[found], weight + weight_of_other)


def _within(extents: Extents, stretches: Stretches) -> _Numbers:
    """Return the first and last places of each document that lie in a stretch."""
    firsts = np.searchsorted(extents.documents, stretches.documents)
    counts = np.searchsorted(extents.documents, stretches.last_documents) - firsts
    rows = np.repeat(firsts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    positions = np.stack([extents.firsts[rows], extents.lasts[rows]], axis=1).ravel()
    kept = positions < np.repeat(stretches.ends, 2 * counts)
    kept[1:] &= positions[1:] > positions[:-1]
    return positions[kept]


def _near(one: _Numbers, other: _Numbers) -> _Numbers:
    """Return the places of the word with fewer that are near a place of the other one."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not len(few):
        return few
    after = np.searchsorted(many, few)
    following = many[np.minimum(after, len(many) - 1)]
    before = many[np.maximum(after - 1, 0)]
    distance = np.minimum(abs(following - few), abs(few - before))
    kept: _Numbers = few[(distance > 0) & (distance <= parameters.NEAR_WORDS)]
    return kept
