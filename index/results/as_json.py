"""The JSON form of results: one envelope for the command line and the web endpoint."""

import datetime
import math
from collections.abc import Iterable
from typing import Any, assert_never

from index.model import Episode, Segment
from index.query.printing import as_values, one_line
from index.query.tree import Query
from index.results.hints import HeardAs, KnownSpeakers, Suggestion
from index.results.hit import Group, Hit, Part
from index.results.page import CLOSE_COUNTED, Facet, SearchResults

__all__ = ["as_json", "suggestions_as_json"]


def as_json(
    value: SearchResults | Hit | Group | HeardAs | KnownSpeakers | Suggestion,
) -> dict[str, Any]:
    """Return results, or a part of them, as values that `json.dumps` takes.

    Times are seconds, offsets and lengths are code points. If the request asks to explain, the
    query tree is included, as parsed and as expanded, each as a line and as values. A hit of
    several segments has `parts`: the speaker and times of each, and its code points of `text`. A
    hit with context has the segments `before` and `after` it.
    """
    match value:
        case SearchResults():
            return _results(value)
        case Hit():
            return _hit(value)
        case Group():
            return {
                "episode": _episode(value.episode),
                "score": round(value.score, 6),
                "total": value.total,
                "total_close": value.total_close,
                "missing": list(value.missing),
                "hits": [hit.id for hit in value.hits],
            }
        case HeardAs():
            return {
                "term": value.term,
                "heard": value.heard,
                "count": value.count,
                "searched": value.searched,
                "query": value.query,
            }
        case KnownSpeakers():
            return {
                "names": list(value.names),
                "others": value.others,
                "unknown": value.unknown,
                "segments": value.segments,
            }
        case Suggestion():
            return {
                "text": value.text,
                "kind": value.kind,
                "count": value.count,
                "query": value.query,
            }
    assert_never(value)


def suggestions_as_json(prefix: str, suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """Return the completions of a prefix as values that `json.dumps` takes."""
    return {"prefix": prefix, "suggestions": [as_json(suggestion) for suggestion in suggestions]}


def _results(results: SearchResults) -> dict[str, Any]:
    request = results.request
    envelope: dict[str, Any] = {
        "query": request.q,
        "hits": [_hit(hit) for hit in results.hits],
        "total": _counted(results.total),
        "total_close": _counted(results.total_close, CLOSE_COUNTED),
        "collapsed": results.collapsed,
        "limit": request.limit,
        "offset": request.offset,
        "next": results.next,
        "took_ms": results.took_ms,
        "facets": {
            name: [_facet(facet) for facet in facets] for name, facets in results.facets.items()
        },
        "facets_left_off": dict(results.facets_left_off),
        "facets_count": "close" if results.counts_close else "exact",
        "suggestion": results.suggestion,
        "speakers": None if results.speakers is None else as_json(results.speakers),
        "heard_as": [as_json(mishearing) for mishearing in results.heard_as],
    }
    if request.group_by:
        envelope["groups"] = [as_json(group) for group in results.groups]
        envelope["total_groups"] = _counted(results.total_groups)
    if request.explain:
        envelope["explain"] = {**_tree(results.tree), "expanded": _tree(results.expanded)}
    return envelope


def _facet(facet: Facet) -> dict[str, Any]:
    values: dict[str, Any] = {"value": facet.value, "count": facet.count}
    if facet.title is not None:
        values["title"] = facet.title
    return values


def _counted(count: int, most: float = math.inf) -> dict[str, Any]:
    """Return a number; above `most`, which is then the value, it is a lower bound (`gte`)."""
    if count > most:
        return {"value": most, "relation": "gte"}
    return {"value": count, "relation": "eq"}


def _tree(tree: Query) -> dict[str, Any]:
    return {"text": one_line(tree), "tree": as_values(tree)}


def _hit(hit: Hit) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": hit.id,
        "episode": _episode(hit.episode),
        "speaker": hit.speaker,
        "speaker_source": hit.speaker_source,
        "speaker_probability": hit.speaker_probability,
        "sponsor": hit.segment.sponsor,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "snippet": hit.snippet.to_html(),
        "matches": [
            {"start": match.start, "offset": match.offset, "length": match.length}
            for match in hit.matches
        ],
        "score": round(hit.score, 6),
        "near_duplicates": hit.near_duplicates,
        "exact": hit.exact,
        "missing": list(hit.missing),
        "url": hit.url,
    }
    if len(hit.segments) > 1:
        values["parts"] = [_part(hit.episode, part) for part in hit.parts]
    if hit.before or hit.after:
        for name, segments in (("before", hit.before), ("after", hit.after)):
            values[name] = [_segment(hit.episode, segment) for segment in segments]
    return values


def _segment(episode: Episode, segment: Segment) -> dict[str, Any]:
    return {
        "id": f"{episode.id}:{segment.ordinal}",
        "speaker": segment.speaker,
        "speaker_source": segment.speaker_source,
        "speaker_probability": segment.speaker_probability,
        "sponsor": segment.sponsor,
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
    }


def _part(episode: Episode, part: Part) -> dict[str, Any]:
    segment = part.segment
    return {
        "id": f"{episode.id}:{segment.ordinal}",
        "speaker": segment.speaker,
        "speaker_source": segment.speaker_source,
        "speaker_probability": segment.speaker_probability,
        "start": segment.start,
        "end": segment.end,
        "offset": part.offset,
        "length": part.length,
    }


def _episode(episode: Episode) -> dict[str, Any]:
    return {
        "id": episode.id,
        "number": episode.number,
        "title": episode.title,
        "show": episode.show,
        "date": _iso(episode.date),
        "people": list(episode.people),
        "url": episode.url,
    }


def _iso(date: datetime.date | None) -> str | None:
    return None if date is None else date.isoformat()
