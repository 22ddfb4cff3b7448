"""How well a document matches, and which match best.

BM25 with Whoosh's constants and its idf, log(N / (n + 1)) + 1 (`whoosh.scoring`), so that a
word scores here as it does under the stock searcher, to float32.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedded import parameters

__all__ = ["Scores", "best", "bm25", "joined", "norms", "rarity"]

Scores = NDArray[np.float32]

_BLOCK = 256
_SMALL = 64  # a block of fewer scores is not worth its largest one
_FEW = 512  # scores that are sorted at once
_TIED = 4  # times as many as are wanted: most of them have the same score


def rarity(documents: int, holding: int) -> float:
    """Return the idf of what `holding` of all `documents` hold."""
    return math.log(max(1, documents) / (holding + 1)) + 1


def norms(
    lengths: NDArray[Any], mean: float, k1: float | None = None, b: float | None = None
) -> Scores:
    """Return for documents of these lengths what their length adds to a frequency.

    Without `k1` and `b` they are those of segments, `parameters.K1` and `parameters.B`.
    """
    k1 = parameters.K1 if k1 is None else k1
    b = parameters.B if b is None else b
    return (k1 * (1 - b + b * lengths / (mean or 1))).astype(np.float32)


def joined(norms: Scores, before: NDArray[np.int64], mean: float) -> Scores:
    """Return the norms of documents with so many tokens `before` them as if these were theirs."""
    slope = parameters.K1 * parameters.B
    longer: Scores = norms + (slope * before / (mean or 1)).astype(np.float32)
    return longer


def bm25(frequencies: NDArray[Any], norms: Scores, idf: float, k1: float | None = None) -> Scores:
    """Return the scores of documents that hold something so often.

    `norms` are of the same `k1`; without one it is that of segments, `parameters.K1`.
    """
    k1 = parameters.K1 if k1 is None else k1
    counts = frequencies.astype(np.float32)
    scores: Scores = counts * np.float32(idf * (k1 + 1)) / (counts + norms)
    return scores


def best(scores: Scores, count: int) -> NDArray[np.int64]:
    """Return where the `count` best scores are, best first, equal ones as they stand.

    What cannot be among the best is left out by the largest score of each block: the count-th
    best of these is a bound that few scores reach, and only those are sorted. Of 80,000 scores
    the ten or hundred best take 50 us, where `np.argpartition` takes 600; of 10,000 25 us, where
    sorting them takes 680. Of some 1,000 the bound is the count-th best score itself, and of a few
    all are sorted.
    """
    if len(scores) <= max(_FEW, count):
        return np.argsort(-scores, kind="stable")[:count]
    if not count:
        return np.empty(0, np.int64)
    block = min(_BLOCK, len(scores) // (2 * count))
    tops = scores
    if block >= _SMALL:
        whole = len(scores) // block * block
        tops = scores[:whole].reshape(-1, block).max(axis=1)
        if whole < len(scores):
            tops = np.append(tops, scores[whole:].max())
    bound = np.partition(tops, len(tops) - count)[len(tops) - count]
    candidates = np.flatnonzero(scores >= bound)
    if len(candidates) > _TIED * count:
        above = np.flatnonzero(scores > bound)
        equal = np.flatnonzero(scores == bound)[:count]
        candidates = np.sort(np.concatenate([above, equal]))
    return candidates[np.argsort(-scores[candidates], kind="stable")[:count]]
