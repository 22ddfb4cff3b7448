"""Listing: the best hits of a query, spread over episodes and without near-duplicates.

The same welcome opens every episode, and `thank you` ends most; without collapsing they fill the
page (Decision 0024). Segments with the same signature (signatures.py) form a cluster
(near_duplicates.py), of which the best exact and the best close hit are listed. Among the first
hits an episode has a few at most, while others have hits (Decision 0036).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.reading.matches import Matches
from index.embedded.reading.near_duplicates import ClusterCounts, Clusters
from index.embedded.scoring.order import ScoredHits, first_of_each
from index.ranking import parameters, top_k

__all__ = ["Listed", "NearDuplicates", "Ranked", "listed", "near_duplicates", "ranked"]

_SPARE = 8  # documents looked at beyond those wanted, at first

_FEW = 300
"""The most documents whose clusters are counted in a loop: numpy takes 15 us for any number."""

_Rows = NDArray[np.int64]


class Ranked(NamedTuple):
    """A document, its score, whether it is exact, and the number of its hidden near-duplicates."""

    document: int
    score: float
    exact: bool = True
    near_duplicates: int = 0


class NearDuplicates(NamedTuple):
    """The clusters of a snapshot, and the counts among exact hits and among close ones."""

    clusters: Clusters
    exact: ClusterCounts
    close: ClusterCounts

    @property
    def hidden(self) -> int:
        """The number of hits that are hidden by a better near-duplicate."""
        return self.exact.hidden + self.close.hidden


class Listed(NamedTuple):
    """The best hits, and the number of hits that are hidden by a better near-duplicate."""

    best: Sequence[Ranked]
    hidden: int


def listed(
    hits: ScoredHits,
    episodes: NDArray[np.int64],
    duplicates: NearDuplicates | None,
    count: int,
    *,
    spread: bool,
) -> Listed:
    """Return the `count` best hits, equally good ones by document.

    `episodes` has the episode of each document of the snapshot. Without `duplicates` nothing is
    collapsed. With `spread` an episode has at most `HITS_OF_EPISODE` of the `FIRST_HITS` first
    hits, while others have hits that are not demoted; the rest of its hits follow by score.
    """
    hidden = 0 if duplicates is None else duplicates.hidden
    first = parameters.FIRST_HITS if spread else 0
    taken = max(count, first) + _SPARE
    while True:
        rows = top_k.top_k(hits.scores, taken)
        is_all = len(rows) == len(hits.documents)
        if duplicates is not None and hidden:
            rows = rows[_best_of_clusters(hits, rows, duplicates)]
        if first:
            talk = np.arange(len(rows))
            if hits.demoted is not None:
                talk = np.flatnonzero(~hits.demoted[rows])
            held = episodes[hits.documents[rows[talk]]]
            ahead = talk[first_of_each(held, parameters.HITS_OF_EPISODE)][:first]
            behind = np.ones(len(rows), np.bool_)
            behind[ahead] = False
            rows = np.concatenate([rows[ahead], rows[behind]])
        if is_all or (len(rows) >= count and (not first or len(ahead) == first)):
            return Listed(ranked(hits, rows[:count], duplicates), hidden)
        taken *= 4


def near_duplicates(clusters: Clusters, exact: Matches, close: Matches) -> NearDuplicates:
    """Return the near-duplicates among exact and among close hits."""
    return NearDuplicates(
        clusters, _cluster_counts(clusters, exact), _cluster_counts(clusters, close)
    )


def _best_of_clusters(hits: ScoredHits, rows: _Rows, duplicates: NearDuplicates) -> _Rows:
    """Return the indexes of the best rows of each cluster, exact and close hits apart."""
    clusters = duplicates.clusters[hits.documents[rows]].astype(np.int64)
    alone = clusters < 0
    keys = np.where(alone, -1 - np.arange(len(rows)), 2 * clusters + hits.exact[rows])
    first: dict[int, int] = {}
    for row, key in enumerate(keys.tolist()):
        first.setdefault(key, row)
    return np.fromiter(first.values(), np.int64, len(first))


def ranked(
    hits: ScoredHits, rows: _Rows, duplicates: NearDuplicates | None = None
) -> Sequence[Ranked]:
    """Return hits by their rows, with what is hidden by each if near-duplicates are collapsed."""
    documents: list[int] = hits.documents[rows].tolist()
    scores: list[float] = hits.scores[rows].tolist()
    exact: list[bool] = hits.exact[rows].tolist()
    others = [0] * len(documents)
    if duplicates is not None and duplicates.hidden:
        for number, cluster in enumerate(duplicates.clusters[documents].tolist()):
            if cluster >= 0:
                counted = duplicates.exact if exact[number] else duplicates.close
                others[number] = int(counted.counts[cluster]) - 1
    return list(map(Ranked, documents, scores, exact, others))


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
        counted = ClusterCounts(hidden, {cluster: clustered.count(cluster) for cluster in distinct})
    else:
        numbers = clusters.take(matches.documents)
        counts = np.bincount(numbers[numbers >= 0])
        counted = ClusterCounts(int(counts.sum()) - int(np.count_nonzero(counts)), counts)
    if matches.common:
        matches.clusters = counted
    return counted
