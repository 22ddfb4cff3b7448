"""Paging: the documents of the page that a request asks for, in the order it asks for."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.answering.layers import MatchLayer
from index.embedded.reading.matches import Matches
from index.embedded.reading.near_duplicates import Clusters
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring import rerank, sponsor_demotion
from index.embedded.scoring.collapse import Listed, Ranked
from index.embedded.scoring.episode_ranking import RankedEpisodes
from index.embedded.scoring.sponsor_demotion import Row
from index.query.request import SearchRequest
from index.query.tree import Query
from index.ranking import top_k

__all__ = ["PageGroup", "groups", "hits"]


class PageGroup(NamedTuple):
    """An episode of a page by its number: its score, its number of hits, and the best of them.

    `missing` are the words of the query that the episode does not hold.
    """

    episode: int
    score: float
    total: int
    hits: Sequence[Ranked]
    missing: tuple[str, ...]


def hits(
    snapshot: Snapshot, layers: Sequence[MatchLayer], request: SearchRequest
) -> tuple[list[Sequence[Ranked]], int]:
    """Return the documents of the page for each layer, and the number of collapsed documents.

    Near-duplicates are collapsed only if there is just one layer: close hits are few enough to be
    listed in full.
    """
    tree, first = layers[0].tree, layers[0].matches
    clusters = None
    if request.collapse and len(layers) == 1 and first.scores is not None:
        clusters = snapshot.clusters
    pages = []
    collapsed = 0
    offset, end = request.offset, request.offset + request.limit
    for number, layer in enumerate(layers):
        ranked, hidden = _ranked(
            snapshot, tree, number, layer.matches, request, clusters, max(0, end)
        )
        pages.append(ranked[offset if offset > 0 else 0 :])
        collapsed += hidden
        offset, end = offset - len(layer.matches), end - len(layer.matches)
    return pages, collapsed


def groups(snapshot: Snapshot, answer: RankedEpisodes, request: SearchRequest) -> list[PageGroup]:
    """Return the episodes of a page, each with its best documents, or with its first by time."""
    end = request.offset + request.limit
    sponsors = _sponsors(snapshot, request)
    if request.sort == "relevance":
        ranked = top_k.top_k(answer.scores, end)[request.offset :]
    else:
        ranked = np.argsort(_sort_keys(snapshot, request)[answer.episodes], kind="stable")
        ranked = ranked[request.offset : end]
    edges = np.searchsorted(answer.hits.documents, snapshot.episodes.firsts)
    page = []
    for row in ranked.tolist():
        number = int(answer.episodes[row])
        matches = _slice(answer.hits, edges[number], edges[number + 1])
        if request.sort == "time":
            first_rows = np.arange(min(len(matches), request.group_limit))
            rows = sponsor_demotion.rows(matches, first_rows, sponsors)
        else:
            rows = sponsor_demotion.demoted(matches, sponsors, request.group_limit)
        missing = tuple([word for word, lacking in answer.missing if lacking[row]])
        page.append(
            PageGroup(number, float(answer.scores[row]), len(matches), _uncollapsed(rows), missing)
        )
    return page


def _ranked(
    snapshot: Snapshot,
    tree: Query,
    layer: int,
    matches: Matches,
    request: SearchRequest,
    clusters: Clusters | None,
    count: int,
) -> Listed:
    """Return the first `count` documents of a layer in the requested order."""
    sponsors = _sponsors(snapshot, request)
    if request.sort == "relevance":
        return rerank.reranked(snapshot, tree, layer, matches, sponsors, clusters, count)
    episodes = snapshot.episodes.of[matches.documents]
    first_rows = np.argsort(_sort_keys(snapshot, request)[episodes], kind="stable")[:count]
    return Listed(_uncollapsed(sponsor_demotion.rows(matches, first_rows, sponsors)), 0)


def _sponsors(snapshot: Snapshot, request: SearchRequest) -> bytes | None:
    """Return the sponsors' messages to demote, a byte for each document, or None for none."""
    return snapshot.sponsors if request.sponsor == "demote" else None


def _sort_keys(snapshot: Snapshot, request: SearchRequest) -> NDArray[np.int64]:
    """Return the sort key of each episode, ascending (int64)."""
    return snapshot.episodes.ranks if request.sort == "time" else -snapshot.episodes.days


def _slice(matches: Matches, first: int, last: int) -> Matches:
    scores = None if matches.scores is None else matches.scores[first:last]
    return Matches(matches.documents[first:last], scores, matches.size)


def _uncollapsed(rows: Sequence[Row]) -> list[Ranked]:
    return [(document, score, 0) for document, score in rows]
