"""Which documents stand on the page that a request asks for, in the order it asks for."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded import ranking, reranking
from index.embedded.grouping import Grouped
from index.embedded.ranking import Scores
from index.embedded.relaxing import Layer
from index.embedded.reranking import Ranked
from index.embedded.snapshot import Found, Snapshot
from index.request import SearchRequest
from index.tree import Query

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


def hits(snapshot: Snapshot, layers: Sequence[Layer], request: SearchRequest) -> list[list[Ranked]]:
    """Return of each layer of what a query finds the documents that stand on the page."""
    pages: list[list[Ranked]] = []
    offset, end = request.offset, request.offset + request.limit
    for number, layer in enumerate(layers):
        ranked = (
            _ranked(snapshot, layers[0].tree, number, layer.found, request, end) if end > 0 else []
        )
        pages.append(ranked[max(0, offset) :])
        offset, end = offset - len(layer.found), end - len(layer.found)
    return pages


def groups(snapshot: Snapshot, answer: Grouped, request: SearchRequest) -> list[PageGroup]:
    """Return the episodes of a page, each with its best documents, or its first by time."""
    end = request.offset + request.limit
    if request.sort == "relevance":
        ranked = ranking.best(answer.scores, end)[request.offset :]
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
        else:
            shown = ranking.best(_scores(found), request.group_limit)
        missing = tuple([word for word, lacking in answer.missing if lacking[row]])
        best = _listed(found, shown)
        page.append(PageGroup(number, float(answer.scores[row]), len(found), best, missing))
    return page


def _ranked(
    snapshot: Snapshot,
    tree: Query,
    layer: int,
    found: Found,
    request: SearchRequest,
    count: int,
) -> list[Ranked]:
    """Return the first `count` documents of a layer in the order that is asked for."""
    if request.sort == "relevance":
        return reranking.best(snapshot, tree, layer, found, count)
    episodes = snapshot.episodes.of[found.documents]
    ranked = np.argsort(_order(snapshot, request)[episodes], kind="stable")
    return _listed(found, ranked[:count])


def _order(snapshot: Snapshot, request: SearchRequest) -> NDArray[np.int64]:
    """Return what episodes are sorted by, ascending; where it is the same they stay in order."""
    return snapshot.episodes.places if request.sort == "time" else -snapshot.episodes.days


def _slice(found: Found, first: int, last: int) -> Found:
    scores = None if found.scores is None else found.scores[first:last]
    return Found(found.documents[first:last], scores, found.size)


def _listed(found: Found, places: NDArray[np.int64]) -> list[Ranked]:
    documents, scores = found.documents[places], _scores(found)[places]
    return list(zip(documents.tolist(), scores.tolist(), strict=True))


def _scores(found: Found) -> Scores:
    return np.zeros(len(found), np.float32) if found.scores is None else found.scores
