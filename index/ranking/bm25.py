"""BM25: the score of a document for a term, by term frequency and document frequency.

The constants and the idf, log(N / (n + 1)) + 1, are those of `whoosh.scoring`. A term has the same
score here as in Whoosh's own searcher, to float32.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.ranking import parameters

__all__ = ["Scores", "bm25", "idf", "joined", "norms"]

Scores = NDArray[np.float32]


def idf(documents: int, holding: int) -> float:
    """Return the idf of a term that `holding` of all `documents` hold."""
    return math.log(max(1, documents) / (holding + 1)) + 1


def norms(
    lengths: NDArray[Any], mean: float, k1: float | None = None, b: float | None = None
) -> Scores:
    """Return the length norms of documents: the part of BM25's denominator besides the frequency.

    `lengths` and `mean` are in tokens. `k1` and `b` default to those of segments, `parameters.K1`
    and `parameters.B`.
    """
    k1 = parameters.K1 if k1 is None else k1
    b = parameters.B if b is None else b
    return (k1 * (1 - b + b * lengths / (mean or 1))).astype(np.float32)


def joined(norms: Scores, before: NDArray[np.int64], mean: float) -> Scores:
    """Return the norms of documents whose lengths include the `before` tokens before them."""
    slope = parameters.K1 * parameters.B
    longer: Scores = norms + (slope * before / (mean or 1)).astype(np.float32)
    return longer


def bm25(frequencies: NDArray[Any], norms: Scores, idf: float, k1: float | None = None) -> Scores:
    """Return the BM25 scores of documents for a term with these frequencies.

    `norms` must be made with the same `k1`, which defaults to that of segments, `parameters.K1`.
    """
    k1 = parameters.K1 if k1 is None else k1
    counts = frequencies.astype(np.float32)
    scores: Scores = counts * np.float32(idf * (k1 + 1)) / (counts + norms)
    return scores
