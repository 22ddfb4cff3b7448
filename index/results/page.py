"""What a search answers: plain values that outlive the searcher, and their JSON.

`SearchResults.to_dict()` is the envelope that the command line and the web endpoint both
print: the same words for the same things everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from index.model import Episode
from index.query.parser import parse_request
from index.query.printing import one_line, structure
from index.query.request import FacetName, SearchRequest
from index.results.heard_as import HeardAs
from index.results.hit import Group, Hit
from index.results.relaxed import Relaxed

__all__ = ["Facet", "Heading", "SearchResults", "Stats"]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that hits have, and how many have it: a speaker's name, a year."""

    value: str
    count: int


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
            tree = parse_request(self.request)
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
