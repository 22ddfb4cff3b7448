"""The order of hits: the score of a place, and that of its episode. Decision 0036.

The score of a hit is its BM25 and the weighted score of its episode. Sponsors' messages have half
of both (Decision 0025), and exact hits in short segments half of the first (Decision 0036). Words
near each other add to the scores of the best hits (Decision 0021). Among the first hits an episode
has a few at most, while others have hits. The order depends on the query alone, so the pages of a
query fit together.
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.reading.matches import Matches
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring.proximity import WeightedWord
from index.ranking import bm25, parameters, top_k
from index.ranking.bm25 import Scores

__all__ = ["ScoredHits", "first_of_each", "scored", "sums_of_best"]


class ScoredHits(NamedTuple):
    """Documents, ascending (int64), their scores (float32), and whether each is exact (bool).

    `own` are the scores without those of their episodes (float32). `demoted` says which are lower
    because they are sponsors' messages (bool); None if none is.
    """

    documents: Documents
    scores: Scores
    exact: NDArray[np.bool_]
    own: Scores
    demoted: NDArray[np.bool_] | None = None


def scored(
    snapshot: Snapshot,
    exact: Matches,
    close: Matches,
    evidence: Scores,
    words: Sequence[WeightedWord],
    *,
    demote: bool,
) -> ScoredHits:
    """Return the scores of exact and close documents, which have none in common.

    `evidence` is the score of each episode. `words` are those that may be near each other. With
    `demote`, sponsors' messages get less; short segments that are exact always do.
    """
    documents, own, is_exact = _joined(exact, close)
    demoted = _sponsors(snapshot, documents) if demote else None
    of_messages = None if demoted is None else _lower(demoted, parameters.SPONSOR)
    short = is_exact & (snapshot.episodes.lengths[documents] < parameters.SHORT_WORDS)
    factors = of_messages
    if short.any():
        of_short = _lower(short, parameters.SHORT)
        factors = of_short if of_messages is None else of_messages * of_short
    if factors is not None:
        own = own * factors
    scores = own
    if evidence.any():
        weighted = np.float32(parameters.EPISODE_WEIGHT) * evidence
        of_episodes = weighted[snapshot.episodes.of[documents]]
        scores = own + (of_episodes if of_messages is None else of_episodes * of_messages)
    if len(words) > 1:
        best = top_k.top_k(scores, parameters.NEAR_SEGMENTS)
        added = _proximity_scores(snapshot, words, documents[best])
        if factors is not None:
            added = added * factors[best]
        own, scores = own.copy(), scores.copy()
        own[best] += added
        scores[best] += added
    return ScoredHits(documents, scores, is_exact, own, demoted)


def sums_of_best(scores: Scores, edges: NDArray[np.int64], count: int) -> Scores:
    """Return the sum of the `count` best scores of each episode (float32).

    The scores of an episode lie between two of the `edges`.
    """
    sums = np.zeros(len(edges) - 1, np.float32)
    sizes = np.diff(edges)
    rows = np.flatnonzero(sizes)
    if not len(rows):
        return sums
    left, begins, held = scores.copy(), edges[rows], sizes[rows]
    for _ in range(count):
        best = np.maximum.reduceat(left, begins)
        sums[rows] += np.maximum(best, 0)
        # The first of equally good scores is taken away.
        at = np.flatnonzero(left == np.repeat(best, held))
        episodes = np.searchsorted(begins, at, "right")
        left[at[np.flatnonzero(np.diff(episodes, prepend=-1))]] = -np.inf
    return sums


def first_of_each(episodes: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Return which hits are among the first `count` of their episode (bool).

    `episodes` are those of the hits, best hit first.
    """
    order = np.argsort(episodes, kind="stable")
    ordered = episodes[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    sizes = np.diff(np.append(begins, len(ordered)))
    earlier = np.arange(len(ordered)) - np.repeat(begins, sizes)
    first = np.empty(len(ordered), np.bool_)
    first[order] = earlier < count
    return first


def _joined(exact: Matches, close: Matches) -> tuple[Documents, Scores, NDArray[np.bool_]]:
    if not len(close):
        return exact.documents, exact.filled_scores, np.ones(len(exact), np.bool_)
    documents = np.concatenate([exact.documents, close.documents])
    order = np.argsort(documents, kind="stable")
    scores = np.concatenate([exact.filled_scores, close.filled_scores])
    return documents[order], scores[order], order < len(exact)


def _sponsors(snapshot: Snapshot, documents: Documents) -> NDArray[np.bool_] | None:
    """Return which documents are sponsors' messages (bool), None if none is."""
    if snapshot.sponsors is None:
        return None
    sponsor = np.frombuffer(snapshot.sponsors, np.bool_)[documents]
    return sponsor if sponsor.any() else None


def _lower(some: NDArray[np.bool_], factor: float) -> Scores:
    """Return `factor` for some documents and 1 for the others (float32)."""
    return np.where(some, np.float32(factor), np.float32(1))


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
