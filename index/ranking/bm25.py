"""BM25: how well a document matches a term, by how often and how rarely it is said.

The constants are Whoosh's, and so is the idf, log(N / (n + 1)) + 1 (`whoosh.scoring`): a term
scores here as it does under Whoosh's stock searcher, to float32.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.ranking import parameters

__all__ = ["Scores", "bm25", "idf", "joined", "norms"]

Scores = NDArray[np.float32]


def idf(documents: int, holding: int) -> float:
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
