"""What a search answers: plain values that outlive the searcher, and their JSON.

`SearchResults.to_dict()` is the envelope that the command line and the web endpoint both
print: the same words for the same things everywhere.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.matching import Range
from index.model import Episode, Segment, SpeakerSource
from index.query import query_of
from index.relaxed import Relaxed
from index.request import FacetName, SearchRequest
from index.snippet import Snippet
from index.tree import one_line, structure

__all__ = ["Facet", "Hit", "Match", "SearchResults", "Stats"]


@dataclass(frozen=True, slots=True)
class Match:
    """One place of a hit where the query's words stand.

    `start` is the second at which they are spoken or None; `offset` and `length` are
    code points of the hit's text.
    """

    start: float | None
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One ranked answer: a segment, its matches with their times, a snippet, a score.

    `id` is the segment's, stable until its episode is indexed anew; `ranges` are the places
    of its text that match; `alike` others say nearly the same and are on no page.
    """

    id: str
    episode: Episode
    segment: Segment
    ranges: tuple[Range, ...]
    snippet: Snippet
    score: float
    alike: int = 0

    @property
    def text(self) -> str:
        """What the segment says."""
        return self.segment.text

    @property
    def start(self) -> float | None:
        """The second at which the segment starts, or None."""
        return self.segment.start

    @property
    def end(self) -> float | None:
        """The second at which the segment ends, or None."""
        return self.segment.end

    @property
    def speaker(self) -> str | None:
        """Who speaks, or None."""
        return self.segment.speaker

    @property
    def speaker_source(self) -> SpeakerSource | None:
        """Whether the speaker was labelled or inferred, or None."""
        return self.segment.speaker_source

    @property
    def speaker_probability(self) -> float | None:
        """How sure the speaker is, or None."""
        return self.segment.speaker_probability

    @property
    def matches(self) -> tuple[Match, ...]:
        """The places of the text that match, with their seconds."""
        return tuple(
            Match(self.segment.time_at(offset), offset, length) for offset, length in self.ranges
        )

    @property
    def time(self) -> float | None:
        """The second of the first match, or the segment's start where none is shown."""
        return self.segment.time_at(self.ranges[0].offset) if self.ranges else self.start

    @property
    def url(self) -> str | None:
        """Where the hit can be heard: the episode's page or media at `time`."""
        return self.episode.link(self.time)

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as JSON-ready values."""
        episode = self.episode
        return {
            "id": self.id,
            "episode": {
                "id": episode.id,
                "number": episode.number,
                "title": episode.title,
                "date": _iso(episode.date),
                "url": episode.url,
            },
            "speaker": self.speaker,
            "speaker_source": self.speaker_source,
            "speaker_probability": self.speaker_probability,
            "sponsor": self.segment.sponsor,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "snippet": self.snippet.to_html(),
            "matches": [
                {"start": match.start, "offset": match.offset, "length": match.length}
                for match in self.matches
            ],
            "score": self.score,
            "alike": self.alike,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that hits have, and how many have it: a speaker's name, a year."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits for a request; `total` counts all hits, exactly.

    `facets` has the commonest values of each facet that was asked for, over all hits. Where
    fewer than ten hits are what was asked for, others come after them that are near it, and
    `relaxed` says what about them is, in the order in which they come. Otherwise `collapsed` of
    the hits may be on no page, for others that say nearly the same stand for them.
    """

    request: SearchRequest
    hits: tuple[Hit, ...]
    total: int
    took_ms: float
    facets: Mapping[FacetName, tuple[Facet, ...]] = field(default_factory=dict)
    relaxed: tuple[Relaxed, ...] = ()
    collapsed: int = 0

    @property
    def as_asked(self) -> int:
        """How many of all hits are what was asked for: the first ones."""
        return self.total - sum(step.hits for step in self.relaxed)

    @property
    def relaxed_from(self) -> dict[int, Relaxed]:
        """What is near about the hits from each of some on, by their number on this page."""
        found: dict[int, Relaxed] = {}
        first = self.as_asked - self.request.offset
        for step in self.relaxed:
            if first < len(self.hits) and first + step.hits > 0:
                found[max(0, first)] = step
            first += step.hits
        return found

    @property
    def listed(self) -> int:
        """How many hits are on some page."""
        return self.total - self.collapsed

    @property
    def next(self) -> int | None:
        """The offset of the next page, or None on the last one."""
        following = self.request.offset + len(self.hits)
        return following if self.hits and following < self.listed else None

    def to_dict(self) -> dict[str, Any]:
        """Return the envelope as JSON-ready values.

        A request that asks to explain gets the query tree too, as a line and as values.
        `suggestion` is part of the contract and empty: nothing suggests another query yet.
        """
        envelope: dict[str, Any] = {
            "query": self.request.q,
            "hits": [hit.to_dict() for hit in self.hits],
            "total": {"value": self.total, "relation": "eq"},
            "collapsed": self.collapsed,
            "limit": self.request.limit,
            "offset": self.request.offset,
            "next": self.next,
            "took_ms": self.took_ms,
            "facets": {
                name: [{"value": facet.value, "count": facet.count} for facet in facets]
                for name, facets in self.facets.items()
            },
            "relaxed": [step.to_dict() for step in self.relaxed],
            "suggestion": None,
        }
        if self.request.explain:
            tree = query_of(self.request)
            envelope["explain"] = {"text": one_line(tree), "tree": structure(tree)}
        return envelope


@dataclass(frozen=True, slots=True)
class Stats:
    """How much an index holds: counts, bytes on disk, and the commit it was read at."""

    episodes: int
    segments: int
    words: int
    terms: int
    bytes: int
    generation: int


def _iso(date: datetime.date | None) -> str | None:
    return None if date is None else date.isoformat()
