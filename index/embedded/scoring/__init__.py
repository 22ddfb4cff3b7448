"""Scoring: in which order are matches and episodes ranked?

Takes matches, gives the best of them, reranked by proximity, with sponsors' messages demoted and
near-duplicates collapsed; or gives ranked episodes. Imports matching, reading, query and ranking.
"""

from index.embedded.scoring.collapse import Listed, Ranked
from index.embedded.scoring.episode_ranking import RankedEpisodes, grouped

__all__ = [
    "Listed",
    "Ranked",
    "RankedEpisodes",
    "grouped",
]
