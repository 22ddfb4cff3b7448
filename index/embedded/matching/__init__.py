"""Matching: which documents match a query tree, and at which positions?

Takes a snapshot and a tree, gives `Matches` with BM25 scores, positions of phrases, windows across
documents, and the document in which a match ends. Imports reading, query, analysis and ranking.
"""

from index.embedded.matching.executor import Search, evaluate
from index.embedded.matching.extents import Extents, extents
from index.embedded.matching.reach import last_documents

__all__ = [
    "Extents",
    "Search",
    "evaluate",
    "extents",
    "last_documents",
]
