"""Answering: what is on the page that a request asks for?

Takes a `SearchRequest`, gives `SearchResults`: exact and close hits, pages, marks and
snippets, facets, completions. `EmbeddedIndex` is the engine. Imports scoring, matching, reading,
the statistics and everything of `index` below the engine.
"""

from index.embedded.answering.engine import EmbeddedIndex
from index.embedded.answering.found import Found
from index.embedded.answering.hits import HitAssembler

__all__ = [
    "EmbeddedIndex",
    "Found",
    "HitAssembler",
]
