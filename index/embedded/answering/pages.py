"""Which documents stand on the page that a request asks for, in the order it asks for."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.answering.layers import Layer
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
    """An episode by its number: its score, how many documents it has, and the best of them.

    `missing` are the words of the query that it does not have.
    """

    episode: int
    score: float
    total: int
    hits: Sequence[Ranked]
    missing: tuple[str, ...]


def hits(
    snapshot: Snapshot, layers: Sequence[Layer], request: SearchRequest
) -> tuple[list[Sequence[Ranked]], int]:
    """Return of each layer of what a query finds the documents that stand on the page.

    And how many stand on none, for better ones that say nearly the same stand for them. What is
    only near what was asked for is little enough to be listed whole.
    """
    tree, first = layers[0].tree, layers[0].found
    clusters = None
    if request.collapse and len(layers) == 1 and first.scores is not None:
        clusters = snapshot.clusters
    pages = []
    collapsed = 0
    offset, end = request.offset, request.offset + request.limit
    for number, layer in enumerate(layers):
        ranked, hidden = _ranked(
            snapshot, tree, number, layer.found, request, clusters, max(0, end)
        )
        pages.append(ranked[offset if offset > 0 else 0 :])
        collapsed += hidden
        offset, end = offset - len(layer.found), end - len(layer.found)
    return pages, collapsed


def groups(snapshot: Snapshot, answer: RankedEpisodes, request: SearchRequest) -> list[PageGroup]:
    """Return the episodes of a page, each with its best documents, or its first by time."""
    end = request.offset + request.limit
    sponsors = _sponsors(snapshot, request)
    if request.sort == "relevance":
        ranked = top_k.best(answer.scores, end)[request.offset :]
    else:
        ranked = np.argsort(_order(snapshot, request)[answer.episodes], kind="stable")
        ranked = ranked[request.offset : end]
    edges = np.searchsorted(answer.hits.documents, snapshot.episodes.firsts)
    page = []
    for row in ranked.tolist():
        number = int(answer.episodes[row])
        found = _slice(answer.hits, edges[number], edges[number + 1])
        if request.sort == "time":
            shown = np.arange(min(len(found), request.group_limit))
            rows = sponsor_demotion.rows(found, shown, sponsors)
        else:
            rows = sponsor_demotion.best(found, sponsors, request.group_limit)
        missing = tuple([word for word, lacking in answer.missing if lacking[row]])
        page.append(PageGroup(number, float(answer.scores[row]), len(found), _all(rows), missing))
    return page


def _ranked(
    snapshot: Snapshot,
    tree: Query,
    layer: int,
    found: Matches,
    request: SearchRequest,
    clusters: Clusters | None,
    count: int,
) -> Listed:
    """Return the first `count` documents of a layer in the order that is asked for."""
    sponsors = _sponsors(snapshot, request)
    if request.sort == "relevance":
        return rerank.best(snapshot, tree, layer, found, sponsors, clusters, count)
    episodes = snapshot.episodes.of[found.documents]
    places = np.argsort(_order(snapshot, request)[episodes], kind="stable")[:count]
    return Listed(_all(sponsor_demotion.rows(found, places, sponsors)), 0)


def _sponsors(snapshot: Snapshot, request: SearchRequest) -> bytes | None:
    """Return which documents rank low, or None if all rank as they score."""
    return snapshot.sponsors if request.sponsor == "demote" else None


def _order(snapshot: Snapshot, request: SearchRequest) -> NDArray[np.int64]:
    """Return what episodes are sorted by, ascending; where it is the same they stay in order."""
    return snapshot.episodes.ranks if request.sort == "time" else -snapshot.episodes.days


def _slice(found: Matches, first: int, last: int) -> Matches:
    scores = None if found.scores is None else found.scores[first:last]
    return Matches(found.documents[first:last], scores, found.size)


def _all(rows: Sequence[Row]) -> list[Ranked]:
    return [(document, score, 0) for document, score in rows]
