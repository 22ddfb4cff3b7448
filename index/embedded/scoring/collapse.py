"""Collapsing: a page shows only the best one of each cluster of near-duplicates. Decision 0024.

The same welcome opens every episode, and `thank you` ends most; without collapsing they fill the
page. Segments with the same signature (signatures.py) form a cluster (near_duplicates.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.embedded.reading.matches import Matches
from index.embedded.reading.near_duplicates import ClusterCounts, Clusters
from index.embedded.scoring import sponsor_demotion

__all__ = ["Listed", "Ranked", "collapsed"]

_SPARE = 6  # documents looked at beyond those wanted, at first

_FEW = 300
"""The most documents whose clusters are counted in a loop: numpy takes 15 us for any number."""


Ranked = tuple[int, float, int]
"""A document, its score, and the number of its near-duplicates that are on no page."""


class Listed(NamedTuple):
    """The best matches, and the number of matches that are hidden by a better near-duplicate."""

    best: Sequence[Ranked]
    hidden: int


def collapsed(
    matches: Matches, sponsors: bytes | None, clusters: Clusters | None, count: int
) -> Listed:
    """Return the `count` best matches, one of each cluster, ranked by `sponsor_demotion.demoted`.

    The best document of a cluster is kept, and the first one of equally good ones, so pages are
    consistent with each other. Without `clusters` nothing is collapsed.
    """
    hidden, counts = _NO_CLUSTERS if clusters is None else _cluster_counts(clusters, matches)
    if clusters is None or not hidden:
        rows = sponsor_demotion.demoted(matches, sponsors, count)
        return Listed([(document, score, 0) for document, score in rows], 0)
    wanted = min(count, len(matches) - hidden)
    taken = wanted + _SPARE
    cluster_of = clusters.data
    while True:
        seen: set[int] = set()
        ranked: list[Ranked] = []
        for document, score in sponsor_demotion.demoted(matches, sponsors, taken):
            cluster = cluster_of[document]
            if cluster < 0:
                ranked.append((document, score, 0))
            elif cluster not in seen:
                seen.add(cluster)
                ranked.append((document, score, int(counts[cluster]) - 1))
        if len(ranked) >= wanted:
            return Listed(ranked[:wanted], hidden)
        taken *= 2


_NO_CLUSTERS = ClusterCounts(0, {})


def _cluster_counts(clusters: Clusters, matches: Matches) -> ClusterCounts:
    """Return how many of the matches are in each cluster.

    The counts are cached in `matches` if many documents match, as its mask is.
    """
    counted = matches.clusters
    if counted is not None:
        return counted
    if len(matches) <= _FEW:
        cluster_of = clusters.data.__getitem__
        clustered = [
            cluster for cluster in map(cluster_of, matches.documents.tolist()) if cluster >= 0
        ]
        distinct = set(clustered)
        hidden = len(clustered) - len(distinct)
        counted = ClusterCounts(
            hidden, {cluster: clustered.count(cluster) for cluster in distinct} if hidden else {}
        )
    else:
        numbers = clusters.take(matches.documents)
        counts = np.bincount(numbers[numbers >= 0])
        counted = ClusterCounts(int(counts.sum()) - int(np.count_nonzero(counts)), counts)
    if matches.common:
        matches.clusters = counted
    return counted
