"""The results of a search: plain values that outlive the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from index.model import Episode
from index.query.request import FacetName, SearchRequest
from index.query.tree import MatchNone, Query
from index.results.hints import HeardAs, Relaxed
from index.results.hit import Group, Hit

__all__ = ["Facet", "Heading", "SearchResults", "Stats"]

_NOTHING = MatchNone()


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that hits have, and how many have it: a speaker's name, a year."""

    value: str
    count: int


class Heading(NamedTuple):
    """What stands under one heading of a page: hits of an episode, and the group if grouped.

    `note` says what the hits from here on have, before the first close hits; else it is None.
    """

    episode: Episode
    hits: tuple[Hit, ...]
    group: Group | None
    note: str | None


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
    for it. `tree` is the query as it was read, `expanded` as it was searched: with the other
    spellings, synonyms and mishearings of its words.
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
    tree: Query = _NOTHING
    expanded: Query = _NOTHING

    @property
    def exact(self) -> int:
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
        notes, hits = self._notes(), self.hits
        firsts = [
            number
            for number, hit in enumerate(hits)
            if not number or number in notes or hit.episode != hits[number - 1].episode
        ]
        for first, end in pairwise([*firsts, len(hits)]):
            yield Heading(hits[first].episode, hits[first:end], None, notes.get(first))

    def _notes(self) -> dict[int, str]:
        """Return what to say before some of the hits, by their number on this page.

        The first of those that are not as asked for have one, and the first of each step.
        """
        found: dict[int, str] = {}
        first = self.exact - self.request.offset
        for number, step in enumerate(self.relaxed):
            if first < len(self.hits) and first + step.hits > 0:
                alone = not self.exact and not number
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
