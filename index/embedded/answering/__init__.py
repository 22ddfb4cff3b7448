"""Answering: what is on the page that a request asks for?

Takes a `SearchRequest`, gives `SearchResults`: exact and relaxed layers, pages, hits with marks and
snippets, facets, completions. `EmbeddedIndex` is the engine. Imports scoring, matching, reading,
the statistics and everything of `index` below the engine.
"""

from index.embedded.answering.engine import EmbeddedIndex
from index.embedded.answering.hits import HitAssembler
from index.embedded.answering.layers import MatchLayer

__all__ = [
    "EmbeddedIndex",
    "HitAssembler",
    "MatchLayer",
]
