"""The best segments once more, those first where the words stand near each other.

BM25 counts words wherever in the segment they are. Of what it likes best, a fixed number
whatever page is asked for, each pair of words near each other adds to the score; what comes
after them stays as it was. So a page never depends on another one.
"""

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.reading.matches import Matches
from index.embedded.reading.near_duplicates import Clusters
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring import collapse, proximity, sponsor_demotion
from index.embedded.scoring.collapse import Listed, Ranked
from index.embedded.scoring.proximity import WeightedWord
from index.query.tree import Query
from index.ranking import bm25, parameters
from index.ranking.bm25 import Scores

__all__ = ["best"]


def best(
    snapshot: Snapshot,
    tree: Query,
    layer: int,
    found: Matches,
    sponsors: bytes | None,
    clusters: Clusters | None,
    count: int,
) -> Listed:
    """Return the `count` best of a layer of what a query finds, as `collapse.best` does.

    The hundred best are remembered: every page asks for them.
    """
    if len(proximity.words(tree)) < 2:
        return collapse.best(found, sponsors, clusters, count)
    head = snapshot.cache.get(
        ("head", tree, layer, sponsors is None, clusters is None),
        lambda: _head(snapshot, tree, found, sponsors, clusters),
        _bytes,
    )
    if count <= parameters.NEAR_SEGMENTS:
        return Listed(head.best[:count], head.hidden)
    rest = collapse.best(found, sponsors, clusters, count)
    return Listed([*head.best, *rest.best[parameters.NEAR_SEGMENTS :]], head.hidden)


def _head(
    snapshot: Snapshot,
    tree: Query,
    found: Matches,
    sponsors: bytes | None,
    clusters: Clusters | None,
) -> Listed:
    listed = collapse.best(found, sponsors, clusters, parameters.NEAR_SEGMENTS)
    documents = [document for document, _, _ in listed.best]
    words = proximity.weighted_words(snapshot, tree)
    added = _nearness(snapshot, words, np.array(documents, np.int64)).tolist()
    near = [
        (document, score + more, others)
        for (document, score, others), more in zip(
            listed.best, sponsor_demotion.weighted(documents, added, sponsors), strict=True
        )
    ]
    near.sort(key=_falling)
    return Listed(near, listed.hidden)


def _falling(ranked: Ranked) -> float:
    return -ranked[1]


def _bytes(listed: Listed) -> int:
    return 150 * len(listed.best)


def _nearness(snapshot: Snapshot, words: Sequence[WeightedWord], documents: Documents) -> Scores:
    """Return what words near each other add to the score of each of some documents.

    Of each word the first and last place in a document are looked at, or where it has none in the
    next that has: a place may lie across a border.
    """
    positions = np.empty((2, len(words), len(documents)), np.int64)
    for number, (where, _) in enumerate(words):
        if not len(where):
            return np.zeros(len(documents), np.float32)
        rows = np.minimum(np.searchsorted(where.documents, documents), len(where) - 1)
        positions[0, number] = where.firsts[rows]
        positions[1, number] = where.lasts[rows]
    first, second = _pairs(len(words))
    distances = positions[:, np.newaxis, first] - positions[np.newaxis, :, second]
    near = (abs(distances) <= parameters.NEAR_WORDS).any(axis=(0, 1))
    weights = np.array([word.weight for word in words])
    idf = (weights[first] + weights[second]) @ near
    once = bm25.bm25(np.ones(1), snapshot.norms[documents], parameters.NEAR)
    added: Scores = once * idf.astype(np.float32)
    return added


@functools.cache
def _pairs(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and the second of every pair of so many."""
    first, second = np.triu_indices(count, 1)
    return first, second
