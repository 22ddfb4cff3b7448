"""Pages of plain talk: hits, groups and facets of the documents found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from index import Facet, FacetName, Group, Hit, SearchRequest, Sort
from index.highlight import snippet
from index.highlight.marker import Marker
from index.model import listing_key
from index.query.tree import Query
from index.ranking import parameters
from index.results.facets import commonest, episode_value
from index.rewriting.relaxation import Layer
from tests.plain_engine import scan
from tests.plain_engine.talk import Document, Talk

__all__ = ["facet", "page"]

Shown = TypeVar("Shown", Hit, Group)


def page(
    talk: Talk,
    request: SearchRequest,
    layers: Iterable[Layer[set[Document]]],
    missing: Mapping[str, Sequence[str]],
) -> tuple[list[Hit], list[Group]]:
    """Return the hits and the groups of a page; `missing` is by episode id."""
    here = slice(request.offset, request.offset + request.limit)
    demote = request.sponsor == "demote"
    hits = [_hits(talk, query, found, demote=demote) for _, query, found in layers]
    if not request.group_by:
        return [hit for held in hits for hit in _ordered(held, request.sort)][here], []
    groups = []
    for episode, held in groupby(hits[0], lambda hit: hit.episode):
        best = _ordered(held, "time" if request.sort == "time" else "relevance")
        shown, lacking = tuple(best[: request.group_limit]), tuple(missing.get(episode.id, ()))
        groups.append(Group(episode, sum(hit.score for hit in best), len(best), shown, lacking))
    groups = _ordered(groups, request.sort)[here]
    return [hit for group in groups for hit in group.hits], groups


def facet(found: Iterable[Document], name: FacetName) -> tuple[Facet, ...]:
    """Return the commonest values of a facet among documents."""
    if name == "speaker":
        values = [document.segment.speaker for document in found]
    else:
        values = [episode_value(document.episode, name) for document in found]
    return commonest(Counter(value for value in values if value is not None))


def _hits(talk: Talk, query: Query, found: Iterable[Document], *, demote: bool) -> list[Hit]:
    """Return the hits of the documents that a tree found, in the order of the talk."""
    marker = Marker(query, partial(scan.terms_of, talk))
    scores = scan.scores(talk, query)
    hits = []
    for document in sorted(found, key=lambda document: document.number):
        episode, segment = document.episode, document.segment
        (marks,) = marker.find([segment.text], document.language)
        end = document if marker.is_whole(marks) else scan.last(talk, query, document)
        segments = [one.segment for one in talk.documents[document.number : end.number + 1]]
        text = " ".join(one.text for one in segments)
        (marks,) = marker.find([text], document.language)
        part = snippet.cut(text, marks.ranges, words=marks.words)
        weight = parameters.SPONSOR if demote and segment.sponsor else 1.0
        score = weight * scores.get(document, 0.0)
        id_ = f"{episode.id}:{segment.ordinal}"
        hits.append(Hit(id_, episode, tuple(segments), marks.ranges, part, score))
    return hits


def _ordered(shown: Iterable[Shown], sort: Sort) -> list[Shown]:
    """Return hits or groups sorted; where they are alike they stay in order."""

    def key(one: Shown) -> Any:  # noqa: ANN401  # each sort compares something else
        if sort == "time":
            return listing_key(one.episode)
        date = one.episode.date.toordinal() if one.episode.date else 0
        return -date if sort == "date" else -one.score

    return sorted(shown, key=key)
