"""Facets: the value that a document has of a facet, and the commonest values of many documents."""

from collections.abc import Mapping

from index.model import Episode
from index.query.request import FacetName
from index.results.page import Facet

__all__ = ["commonest", "episode_value"]

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


def commonest(counts: Mapping[str, int]) -> tuple[Facet, ...]:
    """Return the 50 commonest values of a facet by falling count, then by value.

    `counts` has the number of documents of each value.
    """
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple([Facet(value, count) for value, count in ranked[:_MOST]])
