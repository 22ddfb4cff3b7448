"""Ranking: which numbers and formulas do engines score and order documents by?

Takes arrays of counts, lengths and scores, gives scores and the positions of the best ones. Knows
neither queries nor indexes. Imports nothing of the project.
"""

from index.ranking import bm25, parameters, top_k

__all__ = [
    "bm25",
    "parameters",
    "top_k",
]
