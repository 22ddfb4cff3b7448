"""Segments that say nearly the same, of which a page shows the best one.

The same welcome opens every episode, and `thank you` ends most: without this they fill the
page. Segments with one signature (signatures.py) are of one kind (near_duplicates.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.embedded.reading.matches import Matches
from index.embedded.reading.near_duplicates import ClusterCounts, Clusters
from index.embedded.scoring import sponsor_demotion

__all__ = ["Listed", "Ranked", "best"]

_SPARE = 6  # documents looked at beyond those wanted, at first

_FEW = 300
"""Documents whose kinds are counted one by one: an array costs 15 us, whatever it holds."""


Ranked = tuple[int, float, int]
"""A document, its score, and how many others are like it and on no page."""


class Listed(NamedTuple):
    """The best matches, and how many others are hidden: a better near-duplicate stands for each."""

    best: Sequence[Ranked]
    hidden: int


def best(found: Matches, sponsors: bytes | None, clusters: Clusters | None, count: int) -> Listed:
    """Return the `count` best of what was found, as `sponsor_demotion.best` does, one of each kind.

    Of near-duplicates the best counts, and of equal ones the first, so pages follow each other.
    Without `clusters` all are listed.
    """
    hidden, counts = _NO_CLUSTERS if clusters is None else _cluster_counts(clusters, found)
    if clusters is None or not hidden:
        rows = sponsor_demotion.best(found, sponsors, count)
        return Listed([(document, score, 0) for document, score in rows], 0)
    wanted = min(count, len(found) - hidden)
    taken = wanted + _SPARE
    of = clusters.data
    while True:
        seen: set[int] = set()
        ranked: list[Ranked] = []
        for document, score in sponsor_demotion.best(found, sponsors, taken):
            cluster = of[document]
            if cluster < 0:
                ranked.append((document, score, 0))
            elif cluster not in seen:
                seen.add(cluster)
                ranked.append((document, score, int(counts[cluster]) - 1))
        if len(ranked) >= wanted:
            return Listed(ranked[:wanted], hidden)
        taken *= 2


_NO_CLUSTERS = ClusterCounts(0, {})


def _cluster_counts(clusters: Clusters, found: Matches) -> ClusterCounts:
    """Return how many documents of each kind are among those found.

    What many documents match keeps them, as it does its mask.
    """
    known = found.clusters
    if known is not None:
        return known
    if len(found) <= _FEW:
        kind_of = clusters.data.__getitem__
        held = [cluster for cluster in map(kind_of, found.documents.tolist()) if cluster >= 0]
        different = set(held)
        hidden = len(held) - len(different)
        known = ClusterCounts(
            hidden, {cluster: held.count(cluster) for cluster in different} if hidden else {}
        )
    else:
        numbers = clusters.take(found.documents)
        counts = np.bincount(numbers[numbers >= 0])
        known = ClusterCounts(int(counts.sum()) - int(np.count_nonzero(counts)), counts)
    if found.common:
        found.clusters = known
    return known
