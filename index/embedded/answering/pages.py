"""Paging: the documents of the page that a request asks for, in the order it asks for."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.answering.found import Found
from index.embedded.format.postings import Documents
from index.embedded.kernels.sorted_arrays import distinct
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring import order, proximity
from index.embedded.scoring.evidence import evidence
from index.embedded.scoring.listing import (
    Listed,
    NearDuplicates,
    Ranked,
    listed,
    near_duplicates,
    ranked,
)
from index.embedded.scoring.order import ScoredHits
from index.query.request import SearchRequest
from index.query.tree import And, FieldFilter, required
from index.ranking import parameters, top_k
from index.ranking.bm25 import Scores

__all__ = ["PageGroup", "Pages"]


class PageGroup(NamedTuple):
    """An episode of a page by its number: its score, its numbers of hits, and the best of them."""

    episode: int
    score: float
    total: int
    total_close: int
    hits: Sequence[Ranked]


class Pages:
    """The pages of what a request found."""

    def __init__(self, snapshot: Snapshot, found: Found, request: SearchRequest) -> None:
        self._snapshot = snapshot
        self._found = found
        self._request = request
        self._demote = request.sponsor == "demote"

    def hits(self) -> Listed:
        """Return the documents of the page, and the number of collapsed ones on all pages."""
        request, snapshot, found = self._request, self._snapshot, self._found
        end = request.offset + request.limit
        if request.sort != "relevance":
            rows = np.argsort(self._sort_keys[self._episodes_of_hits], kind="stable")
            return Listed(ranked(self.scored, rows[request.offset : end]), 0)
        collapse = request.collapse and found.exact.scores is not None
        size = parameters.NEAR_SEGMENTS
        if end > size:
            page = self._listed(end, collapse=collapse)
        else:
            # Cached, because every page asks for the first hits.
            trees = found.asked, found.weaker, found.relaxation.evidence
            page = snapshot.cache.get(
                ("head", trees, found.relaxation.telling, self._demote, collapse),
                lambda: self._listed(size, collapse=collapse),
                lambda head: 150 * len(head.best),
            )
        return Listed(page.best[request.offset : end], page.hidden)

    def groups(self) -> Sequence[PageGroup]:
        """Return the episodes of the page, each with its best documents, or its first by time."""
        request = self._request
        answering = self.answering
        edges = np.searchsorted(self.scored.documents, self._snapshot.episodes.firsts)
        best = order.sums_of_best(self.scored.own, edges, parameters.HITS_OF_EPISODE)
        scores = self.evidence + np.float32(parameters.PLACES_WEIGHT) * best
        if request.sort == "relevance":
            best_rows = top_k.top_k(scores[answering], request.offset + request.limit)
        else:
            best_rows = np.argsort(self._sort_keys[answering], kind="stable")
        best_rows = best_rows[request.offset : request.offset + request.limit]
        return [
            self._group(number, float(scores[number]), edges)
            for number in answering[best_rows].tolist()
        ]

    @cached_property
    def answering(self) -> NDArray[np.int64]:
        """The episodes with hits, ascending (int64)."""
        return distinct(self._episodes_of_hits)

    @cached_property
    def evidence(self) -> Scores:
        """The score of each episode of the snapshot (float32); cached."""
        relaxation = self._found.relaxation
        return self._snapshot.cache.get(
            ("evidence", relaxation.evidence, relaxation.telling, self._demote),
            lambda: evidence(self._snapshot, relaxation.evidence, self._words, demote=self._demote),
            lambda scores: scores.nbytes,
        )

    @cached_property
    def scored(self) -> ScoredHits:
        """The hits with their scores."""
        found = self._found
        return order.scored(
            self._snapshot,
            found.exact,
            found.close,
            self.evidence,
            self._words,
            demote=self._demote,
        )

    @cached_property
    def _words(self) -> Sequence[proximity.WeightedWord]:
        telling = And(self._found.relaxation.telling)
        few = len(proximity.words(telling)) < 2
        return [] if few else proximity.weighted_words(self._snapshot, telling)

    @property
    def _episodes_of_hits(self) -> NDArray[np.int64]:
        return self._snapshot.episodes.of[self.scored.documents]

    @cached_property
    def _sort_keys(self) -> NDArray[np.int64]:
        """The sort key of each episode, ascending (int64)."""
        episodes = self._snapshot.episodes
        return episodes.ranks if self._request.sort == "time" else -episodes.days

    def _listed(self, count: int, *, collapse: bool) -> Listed:
        found, snapshot = self._found, self._snapshot
        duplicates: NearDuplicates | None = None
        if collapse:
            duplicates = near_duplicates(snapshot.clusters, found.exact, found.close)
        _, filters = required(found.asked)
        spread = not any(isinstance(one, FieldFilter) and one.name == "episode" for one in filters)
        return listed(self.scored, snapshot.episodes.of, duplicates, count, spread=spread)

    def _group(self, number: int, score: float, edges: Documents) -> PageGroup:
        first, end = int(edges[number]), int(edges[number + 1])
        scores, limit = self.scored.scores[first:end], self._request.group_limit
        in_time = self._request.sort == "time"
        best = np.arange(min(limit, end - first)) if in_time else top_k.top_k(scores, limit)
        exact = int(np.count_nonzero(self.scored.exact[first:end]))
        hits = ranked(self.scored, first + best)
        return PageGroup(number, score, exact, end - first - exact, hits)
