"""Facets: the value that a document has of a facet, and the commonest values of many documents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from index.model import Episode
from index.query.request import FacetName
from index.results.page import Facet

__all__ = ["FacetList", "by_year", "commonest", "episode_value"]

_NO_TITLES: Mapping[str, str] = MappingProxyType({})

_MOST = 50
"""The most values of a facet: more than anybody reads, fewer than a show has guests."""


def episode_value(episode: Episode, name: FacetName) -> str | None:
    """Return the value of a facet that all documents of an episode share, None if unknown.

    It is None for `speaker`, which is a facet of the documents themselves.
    """
    match name:
        case "show":
            return episode.show
        case "year":
            return str(episode.date.year) if episode.date else None
        case "episode":
            return episode.id
    return None


def by_year(words: Iterable[tuple[Episode, int]]) -> dict[str, int]:
    """Return the sum of the numbers of the episodes of each year, in order of time."""
    years: Counter[str] = Counter()
    for episode, count in words:
        year = episode_value(episode, "year")
        if year is not None:
            years[year] += count
    return dict(sorted(years.items()))


class FacetList(NamedTuple):
    """The values of a facet that are listed, and the number of those that are left off."""

    values: tuple[Facet, ...]
    left_off: int


def commonest(
    name: FacetName, counts: Mapping[str, int], titles: Mapping[str, str] = _NO_TITLES
) -> FacetList:
    """Return the 50 commonest values of a facet: years in order of time, others by falling count.

    Values of one count are ordered by title or value. `counts` has the number of documents of each
    value, `titles` the titles of values that are ids of episodes.
    """
    ranked = sorted(counts.items(), key=lambda item: (-item[1], titles.get(item[0], ""), item[0]))
    shown = sorted(ranked[:_MOST]) if name == "year" else ranked[:_MOST]
    values = [Facet(value, count, titles.get(value)) for value, count in shown]
    return FacetList(tuple(values), len(ranked) - len(values))
