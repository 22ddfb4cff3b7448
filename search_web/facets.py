"""Facets of the page: values, their counts, and links that narrow the search to a value."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

from index import FacetName, SearchRequest, SearchResults

__all__ = ["PageFacet", "page_facets"]


class PageFacet(NamedTuple):
    """A facet value or the title of an episode, its number of hits, and a link.

    `url` is the address of the search narrowed to the value.
    """

    value: str
    hits: int
    url: str


def page_facets(
    results: SearchResults, address: Callable[..., str]
) -> dict[FacetName, list[PageFacet]]:
    """Return the values of each requested facet.

    `address` returns the address of the same search with some parameters changed.
    """
    return {
        name: [
            PageFacet(
                facet.title or facet.value,
                facet.count,
                address(**_narrowed(results.request, name, facet.value)),
            )
            for facet in facets
        ]
        for name, facets in results.facets.items()
    }


def _narrowed(request: SearchRequest, name: FacetName, value: str) -> dict[str, str]:
    """Return the changed parameters that narrow a request to a facet value."""
    changes = {}
    if name == "show":
        # A quotation mark in a name would end the phrase. Names are compared by their words.
        asked = f'show:"{value.replace(chr(34), " ")}"'
        changes["q"] = request.q if asked in request.q else f"{request.q} {asked}".strip()
    elif name == "year":
        first, last = datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31)
        changes["date_from"] = str(max(first, request.date_from or first))
        changes["date_to"] = str(min(last, request.date_to or last))
    else:
        changes[name] = value
    return changes
