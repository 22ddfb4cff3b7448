"""The layers of an answer: exact hits, then those of each relaxation step while there are too few.

Decision 0009.
"""

from typing import NamedTuple

from index.embedded.matching.executor import Search, without
from index.embedded.reading.matches import Matches
from index.embedded.statistics import EmbeddedStatistics
from index.query.tree import Query
from index.ranking import parameters
from index.rewriting.expansion import expand
from index.rewriting.relaxation import Step, gives_way_late, steps

__all__ = ["Layer", "layers"]


class Layer(NamedTuple):
    """The matches of one relaxation step that no step before it has.

    `step` is None for exact matches. `tree` is the expanded query tree of the step.
    """

    step: Step | None
    tree: Query
    matches: Matches


def layers(statistics: EmbeddedStatistics, tree: Query, *, heard: bool = False) -> list[Layer]:
    """Return the exact matches of a query, and those of relaxation steps while there are too few.

    Steps without new matches are left out. A word of several tokens is probably meant as typed,
    so a query with one is relaxed only if it has no match. With `heard` mishearings of words
    match too (expansion.py).
    """
    search = Search(statistics.snapshot)
    asked = expand(statistics, tree, heard=heard)
    answer = [Layer(None, asked, search.match(asked))]
    hits = len(answer[0].matches)
    if hits >= parameters.ENOUGH or (hits and gives_way_late(tree)):
        return answer
    for step in steps(statistics, tree, heard=heard):
        asked = expand(statistics, step.tree, heard=heard)
        more = search.match(asked)
        for before in answer:
            more = without(more, before.matches)
        if len(more):
            answer.append(Layer(step, asked, more))
            hits += len(more)
        if hits >= parameters.ENOUGH:
            break
    return answer
