"""Which documents of a snapshot say nearly the same: those of one signature are of one kind."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.signatures import repeated

__all__ = ["ClusterCounts", "Clusters", "clusters_of"]

Clusters: TypeAlias = NDArray[np.int32]
"""The kind of each document of a snapshot, from 0 on, -1 if no other is like it."""


class ClusterCounts(NamedTuple):
    """How many documents were found but one of each kind, and how many of each kind, if any."""

    hidden: int
    counts: Mapping[int, int] | NDArray[np.int64]


def clusters_of(
    signatures: Sequence[NDArray[np.uint32]], members: NDArray[np.int64] | None = None
) -> Clusters:
    """Return the kinds of documents with these signatures, of one index segment after the other.

    `members` are those that share a signature, where that is known; else they are looked for,
    which takes 10 ms of 100,000.
    """
    joined = np.concatenate(signatures) if signatures else np.empty(0, np.uint32)
    if members is None:
        members = repeated(joined)
    members = members[np.argsort(joined[members], kind="stable")]
    clusters = np.full(len(joined), -1, np.int32)
    clusters[members] = np.cumsum(np.diff(joined[members], prepend=np.uint32(0)) > 0) - 1
    return clusters
