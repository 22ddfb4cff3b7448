"""Facets as the page shows them: how many hits have a value, and the search for these alone."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

from index import FacetName, SearchRequest, SearchResults

__all__ = ["PageFacet", "page_facets"]


class PageFacet(NamedTuple):
    """A value, how many hits have it, and the address of the same search for these alone."""

    value: str
    hits: int
    url: str


def page_facets(
    results: SearchResults, address: Callable[..., str]
) -> dict[FacetName, list[PageFacet]]:
    """Return the values of each facet that was asked for.

    `address` makes the address of the first page of the same search but for what changes.
    """
    return {
        name: [
            PageFacet(one.value, one.count, address(**_narrower(results.request, name, one.value)))
            for one in values
        ]
        for name, values in results.facets.items()
    }


def _narrower(request: SearchRequest, name: FacetName, value: str) -> dict[str, str]:
    """Return the parameters that ask for a value as well."""
    changes = {}
    if name == "show":
        # A quote in a name would end it; names are compared by their words.
        asked = f'show:"{value.replace(chr(34), " ")}"'
        changes["q"] = request.q if asked in request.q else f"{request.q} {asked}".strip()
    elif name == "year":
        first, last = datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31)
        changes["date_from"] = str(max(first, request.date_from or first))
        changes["date_to"] = str(min(last, request.date_to or last))
    else:
        changes[name] = value
    return changes
