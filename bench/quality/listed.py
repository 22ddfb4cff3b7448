"""Titles without grouping: the episodes of the hits as listed, and as distinct episodes.

A page without groups lists hits, of which several may be of one episode. As listed, the rank of an
episode is that of its first hit; as distinct episodes, only the first hit of each episode counts.
"""

from collections.abc import Iterator, Sequence

from bench.compare.engines import Snapshot
from bench.quality import metrics
from bench.quality.grouped import DEPTH, listed_ways
from bench.quality.known_item import Title
from bench.quality.score import SEGMENTS, Score

__all__ = ["TASK", "ask"]

TASK = "titles without grouping"

_HITS = 100


def ask(snapshot: Snapshot, engine: str, language: str, asked: Sequence[Title]) -> Iterator[Score]:
    """Yield a score for each title and way of asking, from the hundred best hits."""
    for title, right, key in asked:
        for way, hits in listed_ways(snapshot, language, title, _HITS):
            episodes = [hit.document[0] for hit in hits]
            values = {
                "MRR@10": metrics.reciprocal_rank(episodes, right),
                "in ten": float(not right.isdisjoint(episodes[:DEPTH])),
                "distinct MRR@10": metrics.reciprocal_rank(list(dict.fromkeys(episodes)), right),
            }
            yield Score(TASK, SEGMENTS, engine, way, key, title, values)
