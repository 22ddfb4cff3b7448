"""Spelling correction: which query is meant by one that finds little? Decision 0014.

Takes a query and the `Statistics` of a corpus, gives the query with other words. Imports the rest
of `rewriting`, and what that imports.
"""

from index.rewriting.spelling.correction import Corrected, corrected, correction

__all__ = ["Corrected", "corrected", "correction"]
