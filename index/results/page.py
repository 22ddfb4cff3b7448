"""Search results: one page of hits with facets and hints, as values that outlive the engine."""

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
    """A facet value, such as a speaker's name or a year, and the number of hits that have it.

    The value of an episode is its id, and `title` is its title; other values have none.
    """

    value: str
    count: int
    title: str | None = None


class Heading(NamedTuple):
    """A heading of a page: an episode and its hits in a row.

    `group` is set if the request groups. `note` stands above the first close hits of a relaxation
    step and names its condition; otherwise it is None.
    """

    episode: Episode
    hits: tuple[Hit, ...]
    group: Group | None
    note: str | None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of results for a request.

    `hits` are the hits of this page and `total` is the exact number of hits on all pages. `took_ms`
    is the time of the search in milliseconds. `facets` has the 50 commonest values of each
    requested facet, counted over all hits; `facets_left_off` has the number of the other values,
    if there are any.

    If fewer than ten hits are exact, close hits follow them, and `relaxed` has the relaxation
    steps in the order of their hits. `collapsed` is the number of near-duplicates that are on no
    page. If the request groups, a page consists of `groups`, `total_groups` counts them on all
    pages, and `hits` are the hits of the groups in order.

    `suggestion` is the corrected query, if the query finds little and the correction finds more.
    `heard_as` has the mishearings of the query's words, if the request asks for them. `tree` is the
    query as parsed. `expanded` is the query as searched, with other spellings, synonyms and
    mishearings.
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
    facets_left_off: Mapping[FacetName, int] = field(default_factory=dict)

    @property
    def exact(self) -> int:
        """The number of exact hits on all pages; they come before the close ones."""
        return self.total - sum(step.hits for step in self.relaxed)

    @property
    def count(self) -> int:
        """The number of results on all pages, hits or groups, as `limit` and `offset` count."""
        return self.total_groups if self.request.group_by else self.total - self.collapsed

    @property
    def shown(self) -> int:
        """The number of results on this page, hits or groups."""
        return len(self.groups if self.request.group_by else self.hits)

    @property
    def next(self) -> int | None:
        """The offset of the next page, or None on the last one."""
        following = self.request.offset + self.shown
        return following if self.shown and following < self.count else None

    def headed(self) -> Iterator[Heading]:
        """Yield the headings of the page in order; hits of one episode in a row share one."""
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
        """Return the notes above hits, by the hit's number on this page.

        The first close hit on the page has one, and so has the first hit of each step.
        """
        notes: dict[int, str] = {}
        first = self.exact - self.request.offset
        for number, step in enumerate(self.relaxed):
            if first < len(self.hits) and first + step.hits > 0:
                missing = "" if self.exact or number else "No exact hits. "
                notes[max(0, first)] = f"{missing}Close hits with {step}:"
            first += step.hits
        return notes


@dataclass(frozen=True, slots=True)
class Stats:
    """The size of an index: counts, bytes on disk, and the number of the commit.

    `episode_words` has the number of words of each episode by its id, in the order of
    `Engine.episodes`. `year_words` has those of each year in order of time; episodes without a date
    are in none.
    """

    episodes: int
    segments: int
    words: int
    terms: int
    bytes: int
    generation: int
    episode_words: Mapping[str, int] = field(default_factory=dict)
    year_words: Mapping[str, int] = field(default_factory=dict)
