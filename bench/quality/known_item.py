"""Known-item search: a person types the title of an episode.

The title comes from the file's name, and the index holds only the transcripts. The relevant
document is the episode; if two have the same title, either one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.compare.engines import Snapshot
from bench.quality import metrics
from bench.quality.grouped import ways
from bench.quality.material import Told
from bench.quality.score import Score
from bench.quality.titles import titles

__all__ = ["TASK", "Title", "ask", "tasks"]

TASK = "known item"


class Title(NamedTuple):
    """A title in lower case, the ids of the episodes that have it, the first one's file name."""

    title: str
    right: frozenset[str]
    key: str


def tasks(told: Sequence[Told]) -> list[Title]:
    """Return every title once."""
    named = defaultdict[str, list[Told]](list)
    for one, title in zip(told, titles([one.name for one in told]), strict=True):
        if title is not None:
            named[title.casefold()].append(one)
    return [
        Title(title, frozenset(one.id for one in some), some[0].name)
        for title, some in named.items()
    ]


def ask(
    snapshot: Snapshot,
    engine: str,
    language: str,
    unit: str,
    asked: Sequence[Title],
    task: str = TASK,
) -> Iterator[Score]:
    """Yield a score for each title and way of asking; `unit` is the kind of document.

    `task` is another one where texts about an episode are asked as its title is.
    """
    for title, right, key in asked:
        for way, found in ways(snapshot, language, title):
            values = {
                "MRR@10": metrics.reciprocal_rank(found, right),
                "first": float(bool(found) and found[0] in right),
                "recall@10": metrics.recall(found, right),
            }
            yield Score(task, unit, engine, way, key, title, values)
