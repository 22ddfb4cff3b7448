"""The best segments once more, those first where the words stand near each other.

BM25 counts words wherever in the segment they are. Of what it likes best, a fixed number
whatever page is asked for, each pair of words near each other adds to the score; what comes
after them stays as it was. So a page never depends on another one.
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded import parameters, proximity, ranking
from index.embedded.lists import Documents
from index.embedded.proximity import Telling
from index.embedded.ranking import Scores
from index.embedded.snapshot import Found, Snapshot
from index.tree import Query

__all__ = ["Ranked", "best"]

Ranked = tuple[int, float]
"""A document and its score."""


class _Head(NamedTuple):
    """The best documents of a query and their scores, best first."""

    documents: Documents
    scores: Scores

    @property
    def bytes(self) -> int:
        return self.documents.nbytes + self.scores.nbytes


def best(snapshot: Snapshot, tree: Query, layer: int, found: Found, count: int) -> list[Ranked]:
    """Return the `count` best of a layer of what a query finds, best first, and their scores.

    Equal ones come as they stand. The hundred best are remembered: every page asks for them.
    """
    scores = found.at(found.documents) if found.scores is None else found.scores
    if len(proximity.words(tree)) < 2:
        ranked = ranking.best(scores, count)
        return _listed(found.documents[ranked], scores[ranked])
    head = snapshot.memory.get(
        ("head", tree, layer),
        lambda: _head(snapshot, tree, found.documents, scores),
        lambda made: made.bytes,
    )
    page = _listed(head.documents[:count], head.scores[:count])
    if count > parameters.NEAR_SEGMENTS:
        rest = ranking.best(scores, count)[parameters.NEAR_SEGMENTS :]
        page += _listed(found.documents[rest], scores[rest])
    return page


def _head(snapshot: Snapshot, tree: Query, documents: Documents, scores: Scores) -> _Head:
    ranked = ranking.best(scores, parameters.NEAR_SEGMENTS)
    kept = documents[ranked]
    near = scores[ranked] + _nearness(snapshot, proximity.telling(snapshot, tree), kept)
    order = np.argsort(-near, kind="stable")
    return _Head(kept[order], near[order])


def _nearness(snapshot: Snapshot, words: Sequence[Telling], documents: Documents) -> Scores:
    """Return what words near each other add to the score of each of some documents.

    Of each word the first and last place in a document are looked at, or where it has none in the
    next that has: a place may lie across a border.
    """
    places = np.empty((2, len(words), len(documents)), np.int64)
    for number, (where, _) in enumerate(words):
        if not len(where):
            return np.zeros(len(documents), np.float32)
        rows = np.minimum(np.searchsorted(where.documents, documents), len(where) - 1)
        places[0, number] = where.firsts[rows]
        places[1, number] = where.lasts[rows]
    first, second = _pairs(len(words))
    distances = places[:, np.newaxis, first] - places[np.newaxis, :, second]
    near = (abs(distances) <= parameters.NEAR_WORDS).any(axis=(0, 1))
    weights = np.array([word.weight for word in words])
    idf = (weights[first] + weights[second]) @ near
    once = ranking.bm25(np.ones(1), snapshot.norms[documents], parameters.NEAR)
    added: Scores = once * idf.astype(np.float32)
    return added


@functools.cache
def _pairs(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and the second of every pair of so many."""
    first, second = np.triu_indices(count, 1)
    return first, second


def _listed(documents: Documents, scores: Scores) -> list[Ranked]:
    return list(zip(documents.tolist(), scores.tolist(), strict=True))
