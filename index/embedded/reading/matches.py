"""Results of evaluating a query tree: scored documents, or positions. Decision 0020."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.kernels.sorted_arrays import FEW, look_up
from index.embedded.reading.near_duplicates import ClusterCounts
from index.ranking.bm25 import Scores

__all__ = ["Matches", "Positions"]


class Matches:
    """The documents that match, ascending (int64), with their scores (float32), None if unscored.

    `size` is the number of documents of the snapshot. `mask` and `dense` say the same with an item
    for every document of it, which is faster to look up than a list if many match. They are made on
    first use, and kept only if many match: otherwise each cached rare word would take bytes for
    every document.
    """

    __slots__ = ("_dense", "_mask", "clusters", "documents", "scores", "size")

    def __init__(self, documents: Documents, scores: Scores | None, size: int) -> None:
        self.documents = documents
        self.scores = scores
        self.size = size
        # Cached by listing.py if many match.
        self.clusters: ClusterCounts | None = None
        self._mask: NDArray[np.bool_] | None = None
        self._dense: Scores | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def filled_scores(self) -> Scores:
        """The score of each matching document (float32), 0 if they are unscored."""
        return np.zeros(len(self), np.float32) if self.scores is None else self.scores

    def joined(self, other: "Matches") -> "Matches":
        """Return the documents of both, which have none in common, with their scores."""
        if not len(other):
            return self
        documents = np.concatenate([self.documents, other.documents])
        scores = np.concatenate([self.filled_scores, other.filled_scores])
        order = np.argsort(documents, kind="stable")
        return Matches(documents[order], scores[order], self.size)

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Whether each document of the snapshot matches (bool)."""
        if self._mask is not None:
            return self._mask
        mask = np.zeros(self.size, np.bool_)
        mask[self.documents] = True
        if self.common:
            self._mask = mask
        return mask

    @property
    def dense(self) -> Scores:
        """The score of each document of the snapshot (float32), 0 for those that do not match."""
        if self._dense is not None:
            return self._dense
        dense = np.zeros(self.size, np.float32)
        if self.scores is not None:
            dense[self.documents] = self.scores
        if self.common:
            self._dense = dense
        return dense

    def at(self, documents: Documents) -> Scores:
        """Return the scores of documents (float32), 0 for those that do not match."""
        if self.common or FEW * len(documents) > len(self):
            return self.dense[documents]
        if self.scores is None or not len(self):
            return np.zeros(len(documents), np.float32)
        rows, matching = look_up(documents, self.documents)
        return np.where(matching, self.scores[rows], np.float32(0))

    @property
    def bytes(self) -> int:
        """The size in memory, in bytes, with mask and dense scores if many match."""
        return 12 * len(self.documents) + (5 * self.size if self.common else 0)

    @property
    def common(self) -> bool:
        """Whether enough documents match for mask and dense scores to be worth their memory."""
        return 16 * len(self.documents) > self.size


class Positions(NamedTuple):
    """Global positions, ascending, and the document of each (both int64). Decision 0017."""

    documents: Documents
    positions: NDArray[np.int64]
