"""What a query, or a part of one, is found as: documents with scores, or places in the talk."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.reading.near_duplicates import ClusterCounts
from index.embedded.reading.sorted_arrays import FEW, look_up
from index.ranking.bm25 import Scores

__all__ = ["Matches", "Positions"]


class Matches:
    """The documents that match, ascending (int64), and the score of each, or None if unscored.

    `mask` and `dense` are the same for every document of the snapshot, made when they are
    asked for: a common word is looked up in them faster than in a list. Only a common one
    keeps them, or each rare word that is remembered would take bytes for every document.
    """

    __slots__ = ("_dense", "_mask", "clusters", "documents", "scores", "size")

    def __init__(self, documents: Documents, scores: Scores | None, size: int) -> None:
        self.documents = documents
        self.scores = scores
        self.size = size
        self.clusters: ClusterCounts | None = (
            None  # what collapse.py counts of a common word, kept here
        )
        self._mask: NDArray[np.bool_] | None = None
        self._dense: Scores | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Whether each document of the snapshot is among them."""
        if self._mask is not None:
            return self._mask
        mask = np.zeros(self.size, np.bool_)
        mask[self.documents] = True
        if self.common:
            self._mask = mask
        return mask

    @property
    def dense(self) -> Scores:
        """The score of each document of the snapshot, 0 for those that do not match."""
        if self._dense is not None:
            return self._dense
        dense = np.zeros(self.size, np.float32)
        if self.scores is not None:
            dense[self.documents] = self.scores
        if self.common:
            self._dense = dense
        return dense

    def at(self, documents: Documents) -> Scores:
        """Return the scores of documents, 0 for those that do not match."""
        if self.common or FEW * len(documents) > len(self):
            return self.dense[documents]
        if self.scores is None or not len(self):
            return np.zeros(len(documents), np.float32)
        positions, there = look_up(documents, self.documents)
        return np.where(there, self.scores[positions], np.float32(0))

    @property
    def bytes(self) -> int:
        """What it takes in memory, with mask and dense scores if they are worth making."""
        return 12 * len(self.documents) + (5 * self.size if self.common else 0)

    @property
    def common(self) -> bool:
        """Whether so many match that mask and dense scores are worth making."""
        return 16 * len(self.documents) > self.size


class Positions(NamedTuple):
    """Places in the talk, ascending, and the document that each lies in (both int64)."""

    documents: Documents
    positions: NDArray[np.int64]
