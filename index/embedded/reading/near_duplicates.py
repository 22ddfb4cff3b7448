"""Clusters of near-duplicates: the documents of a snapshot with equal signatures.

Decision 0024.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.signatures import repeated

__all__ = ["ClusterCounts", "Clusters", "clusters_of"]

Clusters: TypeAlias = NDArray[np.int32]
"""The cluster of each document of a snapshot, from 0 on, -1 for one without near-duplicates."""


class ClusterCounts(NamedTuple):
    """The clusters among some documents.

    `counts` is the number of these documents in each cluster, and `hidden` how many of them are
    left if one of each cluster is taken away.
    """

    hidden: int
    counts: Mapping[int, int] | NDArray[np.int64]


def clusters_of(
    signatures: Sequence[NDArray[np.uint32]], members: NDArray[np.int64] | None = None
) -> Clusters:
    """Return the cluster of each document.

    `signatures` are those of one index segment after the other. `members` are the documents that
    share a signature, if known; finding them takes 10 ms for 100,000 documents.
    """
    joined = np.concatenate(signatures) if signatures else np.empty(0, np.uint32)
    if members is None:
        members = repeated(joined)
    members = members[np.argsort(joined[members], kind="stable")]
    clusters = np.full(len(joined), -1, np.int32)
    clusters[members] = np.cumsum(np.diff(joined[members], prepend=np.uint32(0)) > 0) - 1
    return clusters
