"""Ranking: by which formulas and parameters do engines score and order documents?

Takes arrays of counts, lengths and scores, returns scores and the positions of the best. Knows
neither queries nor indexes. Imports nothing of the project.
"""

from index.ranking import bm25, occurrences, parameters, top_k

__all__ = [
    "bm25",
    "occurrences",
    "parameters",
    "top_k",
]
