"""Scoring: in which order are hits and episodes ranked?

Takes matches, gives the best of them by their own score and that of their episode, with sponsors'
messages demoted and near-duplicates collapsed; or gives the score of each episode. Imports
matching, reading, query and ranking.
"""

from index.embedded.scoring.evidence import evidence
from index.embedded.scoring.listing import Listed, Ranked
from index.embedded.scoring.order import ScoredHits

__all__ = [
    "Listed",
    "Ranked",
    "ScoredHits",
    "evidence",
]
