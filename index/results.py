"""What a search answers: plain values that outlive the searcher, and their JSON.

`SearchResults.to_dict()` is the envelope that the command line and the web endpoint both
print: the same words for the same things everywhere.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from index.heard_as import HeardAs
from index.matching import Range
from index.model import Episode, Segment, SpeakerSource
from index.query import query_of
from index.relaxed import Relaxed
from index.request import FacetName, SearchRequest
from index.snippet import Snippet
from index.tree import one_line, structure

__all__ = ["Facet", "Group", "Heading", "Hit", "Match", "Part", "SearchResults", "Stats"]


@dataclass(frozen=True, slots=True)
class Match:
    """One place of a hit where the query's words stand.

    `start` is the second at which they are spoken or None; `offset` and `length` are
    code points of the hit's text.
    """

    start: float | None
    offset: int
    length: int


class Part(NamedTuple):
    """A segment of a hit, and the code points of the hit's text that it says."""

    segment: Segment
    offset: int
    length: int


class Hit(NamedTuple):
    """One ranked answer: where something was said, its matches with their times, a score.

    `segments` is one segment, unless what was asked for begins in it and ends in a later one:
    then it and all up to there. `id` is the first one's, stable until its episode is indexed
    anew; `ranges` are the places of `text` that match; `alike` others say nearly the same and
    are on no page.
    """

    # A named tuple, as is a snippet: ten of them are made in 4 us, of a frozen dataclass in 15.

    id: str
    episode: Episode
    segments: tuple[Segment, ...]
    ranges: tuple[Range, ...]
    snippet: Snippet
    score: float
    alike: int = 0

    @property
    def segment(self) -> Segment:
        """The segment in which what was asked for stands, or begins."""
        return self.segments[0]

    @property
    def text(self) -> str:
        """What is said: the segments' texts, joined by a space."""
        return " ".join([segment.text for segment in self.segments])

    @property
    def parts(self) -> tuple[Part, ...]:
        """What of the text each segment says."""
        parts = []
        offset = 0
        for segment in self.segments:
            parts.append(Part(segment, offset, len(segment.text)))
            offset += len(segment.text) + 1
        return tuple(parts)

    @property
    def spoken(self) -> tuple[tuple[Segment, Snippet], ...]:
        """What of the snippet each speaker says in turn, with the first segment of each turn."""
        text = self.snippet.text
        first = 2 if text.startswith("… ") else 0
        last = len(text) - 2 if text.endswith(" …") else len(text)
        turns: list[tuple[Segment, int]] = []
        for segment, offset, length in self.parts:
            begin = offset - self.snippet.begin
            if begin + length <= first or begin >= last:
                continue
            if not turns or turns[-1][0].speaker != segment.speaker:
                turns.append((segment, begin if turns else 0))
        begins = [begin for _, begin in turns]
        ends = [*[begin - 1 for begin in begins[1:]], len(text)]
        return tuple(
            (segment, self.snippet.part(begin, end))
            for (segment, begin), end in zip(turns, ends, strict=True)
        )

    @property
    def start(self) -> float | None:
        """The second at which the first segment starts, or None."""
        return self.segments[0].start

    @property
    def end(self) -> float | None:
        """The second at which the last segment ends, or None."""
        return self.segments[-1].end

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
        return tuple(Match(self._time_at(offset), offset, length) for offset, length in self.ranges)

    @property
    def time(self) -> float | None:
        """The second of the first match, or the segment's start where none is shown."""
        return self._time_at(self.ranges[0].offset) if self.ranges else self.start

    @property
    def url(self) -> str | None:
        """Where the hit can be heard: the episode's page or media at `time`."""
        return self.episode.link(self.time)

    def _part(self, part: Part) -> dict[str, Any]:
        segment = part.segment
        return {
            "id": f"{self.episode.id}:{segment.ordinal}",
            "speaker": segment.speaker,
            "speaker_source": segment.speaker_source,
            "speaker_probability": segment.speaker_probability,
            "start": segment.start,
            "end": segment.end,
            "offset": part.offset,
            "length": part.length,
        }

    def _time_at(self, offset: int) -> float | None:
        if len(self.segments) == 1:
            return self.segments[0].time_at(offset)
        part = next(part for part in reversed(self.parts) if part.offset <= offset)
        return part.segment.time_at(offset - part.offset)

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as JSON-ready values.

        `speaker` is who says the first segment. Of several, `parts` has who says each, when,
        and which code points of `text` those are; a hit of one segment has no `parts`.
        """
        found: dict[str, Any] = {
            "id": self.id,
            "episode": _brief(self.episode),
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
        if len(self.segments) > 1:
            found["parts"] = [self._part(part) for part in self.parts]
        return found


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that hits have, and how many have it: a speaker's name, a year."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """An episode that answers: how well, and its best hits of `total`.

    There is none where only its title or the name of somebody who speaks is what was asked for.
    `missing` are the words of the query that nobody says in it.
    """

    episode: Episode
    score: float
    total: int
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the group as JSON-ready values, its hits by their ids."""
        return {
            "episode": _brief(self.episode),
            "score": self.score,
            "total": self.total,
            "missing": list(self.missing),
            "hits": [hit.id for hit in self.hits],
        }


class Heading(NamedTuple):
    """What stands under one heading of a page: hits of an episode, and the group if grouped.

    `near` is what they have, before the first of some that are only near what was asked for.
    """

    episode: Episode
    hits: tuple[Hit, ...]
    group: Group | None
    near: str | None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits for a request; `total` counts all hits, exactly.

    `facets` has the commonest values of each facet that was asked for, over all hits. Where
    fewer than ten hits are what was asked for, others come after them that are near it, and
    `relaxed` says what about them is, in the order in which they come; otherwise `collapsed` of
    the hits may be on no page, for others that say nearly the same stand for them. Where the
    request groups, a page is of `groups`, of which there are `total_groups`, and `hits` are
    those of the groups in their order. `suggestion` is the query respelled, where it finds
    little and that finds more, `heard_as` what its words were heard as, if the request asks
    for it.
    """

    request: SearchRequest
    hits: tuple[Hit, ...]
    total: int
    took_ms: float = 0.0
    facets: Mapping[FacetName, tuple[Facet, ...]] = field(default_factory=dict)
    relaxed: tuple[Relaxed, ...] = ()
    groups: tuple[Group, ...] = ()
    total_groups: int = 0
    suggestion: str | None = None
    heard_as: tuple[HeardAs, ...] = ()
    collapsed: int = 0

    @property
    def as_asked(self) -> int:
        """How many of all hits are what was asked for: the first ones."""
        return self.total - sum(step.hits for step in self.relaxed)

    @property
    def count(self) -> int:
        """How many there are of what `limit` and `offset` count: hits on some page, or groups."""
        return self.total_groups if self.request.group_by else self.total - self.collapsed

    @property
    def shown(self) -> int:
        """How many of them are on this page."""
        return len(self.groups if self.request.group_by else self.hits)

    @property
    def next(self) -> int | None:
        """The offset of the next page, or None on the last one."""
        following = self.request.offset + self.shown
        return following if self.shown and following < self.count else None

    def headed(self) -> Iterator[Heading]:
        """Yield the hits of the page in order, those of one episode in a row under its heading."""
        if self.request.group_by:
            for group in self.groups:
                yield Heading(group.episode, group.hits, group, None)
            return
        near, hits = self._near(), self.hits
        firsts = [
            number
            for number, hit in enumerate(hits)
            if not number or number in near or hit.episode != hits[number - 1].episode
        ]
        for first, end in pairwise([*firsts, len(hits)]):
            yield Heading(hits[first].episode, hits[first:end], None, near.get(first))

    def to_dict(self) -> dict[str, Any]:
        """Return the envelope as JSON-ready values.

        A request that asks to explain gets the query tree too, as a line and as values.
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
            "suggestion": self.suggestion,
            "heard_as": [one.to_dict() for one in self.heard_as],
        }
        if self.request.group_by:
            envelope["groups"] = [group.to_dict() for group in self.groups]
            envelope["total_groups"] = {"value": self.total_groups, "relation": "eq"}
        if self.request.explain:
            tree = query_of(self.request)
            envelope["explain"] = {"text": one_line(tree), "tree": structure(tree)}
        return envelope

    def _near(self) -> dict[int, str]:
        """Return what to say before some of the hits, by their number on this page.

        The first of those that are not as asked for have one, and the first of each step.
        """
        found: dict[int, str] = {}
        first = self.as_asked - self.request.offset
        for number, step in enumerate(self.relaxed):
            if first < len(self.hits) and first + step.hits > 0:
                alone = not self.as_asked and not number
                nothing = "No place has all words close together. " if alone else ""
                found[max(0, first)] = f"{nothing}These have {step}:"
            first += step.hits
        return found


@dataclass(frozen=True, slots=True)
class Stats:
    """How much an index holds: counts, bytes on disk, and the commit it was read at."""

    episodes: int
    segments: int
    words: int
    terms: int
    bytes: int
    generation: int


def _brief(episode: Episode) -> dict[str, Any]:
    return {
        "id": episode.id,
        "number": episode.number,
        "title": episode.title,
        "date": _iso(episode.date),
        "url": episode.url,
    }


def _iso(date: datetime.date | None) -> str | None:
    return None if date is None else date.isoformat()
