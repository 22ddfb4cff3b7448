"""Paging through all results: every page of a request, and every hit of its pages."""

import dataclasses
from collections.abc import Callable, Iterator

from index.query.request import MAX_LIMIT, SearchRequest
from index.results.hit import Hit
from index.results.page import SearchResults

__all__ = ["all_hits", "all_pages"]


def all_pages(
    search: Callable[[SearchRequest], SearchResults], request: SearchRequest
) -> Iterator[SearchResults]:
    """Yield the pages of all results from the request's `offset` on, as large as a page may be.

    The first page has the facets, because those of all pages are equal. The first page is searched
    for at once, so that this function raises what `search` raises.
    """
    first = search(dataclasses.replace(request, limit=MAX_LIMIT))
    return _from(first, search)


def all_hits(
    search: Callable[[SearchRequest], SearchResults], request: SearchRequest
) -> Iterator[Hit]:
    """Yield the hits of all pages; raises what `search` raises, before the first hit."""
    pages = all_pages(search, request)
    return (hit for page in pages for hit in page.hits)


def _from(
    page: SearchResults, search: Callable[[SearchRequest], SearchResults]
) -> Iterator[SearchResults]:
    yield page
    while page.next is not None:
        page = search(dataclasses.replace(page.request, offset=page.next, facets=()))
        yield page
