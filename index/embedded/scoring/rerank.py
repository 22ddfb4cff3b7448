"""Proximity reranking: the best segments are ranked anew, higher if words are near each other.

BM25 ignores where in a segment the words are. Each pair of words near each other adds to the score
of the best segments. Their number is fixed, whichever page is asked for, and the order of the rest
stays, so pages are consistent with each other. Decision 0021.
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

__all__ = ["reranked"]


def reranked(
    snapshot: Snapshot,
    tree: Query,
    layer: int,
    matches: Matches,
    sponsors: bytes | None,
    clusters: Clusters | None,
    count: int,
) -> Listed:
    """Return the `count` best matches of a layer of a query, collapsed as by `collapse.collapsed`.

    The hundred best are cached, because every page asks for them.
    """
    if len(proximity.words(tree)) < 2:
        return collapse.collapsed(matches, sponsors, clusters, count)
    head = snapshot.cache.get(
        ("head", tree, layer, sponsors is None, clusters is None),
        lambda: _head(snapshot, tree, matches, sponsors, clusters),
        _bytes,
    )
    if count <= parameters.NEAR_SEGMENTS:
        return Listed(head.best[:count], head.hidden)
    rest = collapse.collapsed(matches, sponsors, clusters, count)
    return Listed([*head.best, *rest.best[parameters.NEAR_SEGMENTS :]], head.hidden)


def _head(
    snapshot: Snapshot,
    tree: Query,
    matches: Matches,
    sponsors: bytes | None,
    clusters: Clusters | None,
) -> Listed:
    listed = collapse.collapsed(matches, sponsors, clusters, parameters.NEAR_SEGMENTS)
    documents = [document for document, _, _ in listed.best]
    words = proximity.weighted_words(snapshot, tree)
    added = _proximity_scores(snapshot, words, np.array(documents, np.int64)).tolist()
    reranked = [
        (document, score + more, near_duplicates)
        for (document, score, near_duplicates), more in zip(
            listed.best, sponsor_demotion.weighted(documents, added, sponsors), strict=True
        )
    ]
    reranked.sort(key=_falling)
    return Listed(reranked, listed.hidden)


def _falling(ranked: Ranked) -> float:
    return -ranked[1]


def _bytes(listed: Listed) -> int:
    return 150 * len(listed.best)


def _proximity_scores(
    snapshot: Snapshot, words: Sequence[WeightedWord], documents: Documents
) -> Scores:
    """Return what words near each other add to the score of each document (float32).

    The first and the last position of each word in the document are compared. If the document does
    not hold the word, those in the next one that does are used, because words may be near each
    other across the border of two segments.
    """
    positions = np.empty((2, len(words), len(documents)), np.int64)
    for number, (extents, _) in enumerate(words):
        if not len(extents):
            return np.zeros(len(documents), np.float32)
        rows = np.minimum(np.searchsorted(extents.documents, documents), len(extents) - 1)
        positions[0, number] = extents.firsts[rows]
        positions[1, number] = extents.lasts[rows]
    first, second = _pairs_below(len(words))
    distances = positions[:, np.newaxis, first] - positions[np.newaxis, :, second]
    near = (abs(distances) <= parameters.NEAR_WORDS).any(axis=(0, 1))
    weights = np.array([word.weight for word in words])
    idf = (weights[first] + weights[second]) @ near
    once = bm25.bm25(np.ones(1), snapshot.norms[documents], parameters.PAIR_WEIGHT)
    added: Scores = once * idf.astype(np.float32)
    return added


@functools.cache
def _pairs_below(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and the second number of every pair of numbers below `count`."""
    first, second = np.triu_indices(count, 1)
    return first, second
