"""Places: a question, and the segments that answer it.

A place is found if one of the ten best hits is one of these segments: among all episodes, and
within the episode that answers.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.compare.engines import Snapshot
from bench.quality import metrics
from bench.quality.grouped import DEPTH, listed_ways
from bench.quality.score import SEGMENTS, Score

__all__ = ["Placed", "ask", "at_large", "within"]


class Placed(NamedTuple):
    """A question, the id of the episode that answers, its segments that do, the key of its half."""

    text: str
    episode: str
    ordinals: frozenset[int]
    key: str


def at_large(task: str) -> str:
    """Return the name of a task in which places are looked for among all episodes."""
    return f"{task} at large"


def within(task: str) -> str:
    """Return the name of a task in which places are looked for within the episode."""
    return f"{task} within the episode"


def ask(
    snapshot: Snapshot, engine: str, language: str, task: str, asked: Sequence[Placed]
) -> Iterator[Score]:
    """Yield two scores for each question and way of asking: at large and within the episode."""
    for text, episode, ordinals, key in asked:
        right = {(episode, ordinal) for ordinal in ordinals}
        for name, only in ((at_large(task), None), (within(task), episode)):
            for way, hits in listed_ways(snapshot, language, text, DEPTH, only):
                rank = metrics.reciprocal_rank([hit.document for hit in hits], right)
                values = {"in ten": float(rank > 0), "MRR@10": rank}
                yield Score(name, SEGMENTS, engine, way, key, text, values)
