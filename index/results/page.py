"""Search results: one page of hits with facets and hints, as values that outlive the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from index.model import Episode
from index.query.request import FacetName, SearchRequest
from index.query.tree import MatchNone, Query
from index.results.hints import HeardAs, KnownSpeakers
from index.results.hit import Group, Hit

__all__ = ["CLOSE_COUNTED", "Facet", "Heading", "SearchResults", "Stats"]

CLOSE_COUNTED = 1000
"""The number of close hits up to which they are counted exactly."""

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

    `group` is set if the request groups.
    """

    episode: Episode
    hits: tuple[Hit, ...]
    group: Group | None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of results for a request.

    `hits` are the hits of this page. `total` is the number of exact hits on all pages, and
    `total_close` that of close hits, which come with them if fewer than ten are exact. Above
    `CLOSE_COUNTED` close hits an engine may count fewer than there are. `took_ms` is the time of
    the search in milliseconds. `facets` has the 50 commonest values of each requested facet,
    counted over all exact hits, or over the close ones if no hit is exact; `facets_left_off` has
    the number of the other values, if there are any.

    `collapsed` is the number of near-duplicates that are on no page. If the request groups, a page
    consists of `groups`, `total_groups` counts them on all pages, and `hits` are the hits of the
    groups in order.

    `suggestion` is the corrected query, if the query has few exact hits and the correction finds
    more. `speakers` are those that are known, if the query asks for a speaker and most segments of
    the index have none. `heard_as` has the mishearings of the query's words, if the request asks
    for them. `tree` is the query as parsed. `expanded` is the query as searched, with other
    spellings, synonyms and mishearings.
    """

    request: SearchRequest
    hits: tuple[Hit, ...]
    total: int
    took_ms: float = 0.0
    facets: Mapping[FacetName, tuple[Facet, ...]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    total_groups: int = 0
    suggestion: str | None = None
    heard_as: tuple[HeardAs, ...] = ()
    collapsed: int = 0
    total_close: int = 0
    tree: Query = _NOTHING
    expanded: Query = _NOTHING
    facets_left_off: Mapping[FacetName, int] = field(default_factory=dict)
    speakers: KnownSpeakers | None = None

    @property
    def count(self) -> int:
        """The number of results on all pages, hits or groups, as `limit` and `offset` count."""
        if self.request.group_by:
            return self.total_groups
        return self.total + self.total_close - self.collapsed

    @property
    def shown(self) -> int:
        """The number of results on this page, hits or groups."""
        return len(self.groups if self.request.group_by else self.hits)

    @property
    def next(self) -> int | None:
        """The offset of the next page, or None on the last one."""
        following = self.request.offset + self.shown
        return following if self.shown and following < self.count else None

    @property
    def counts_close(self) -> bool:
        """Whether the facets count close hits, because no hit is exact."""
        return not self.total and self.total_close > 0

    def headed(self) -> Iterator[Heading]:
        """Yield the headings of the page in order; hits of one episode in a row share one."""
        if self.request.group_by:
            for group in self.groups:
                yield Heading(group.episode, group.hits, group)
            return
        for episode, hits in groupby(self.hits, lambda hit: hit.episode):
            yield Heading(episode, tuple(hits), None)


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
