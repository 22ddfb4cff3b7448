"""The layers of an answer: exact hits, then those of each relaxation while there are too few."""

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
    """Hits of one step that no step before it found; `step` is None for what was asked for.

    `tree` is what they were found by.
    """

    step: Step | None
    tree: Query
    found: Matches


def layers(statistics: EmbeddedStatistics, tree: Query, *, heard: bool = False) -> list[Layer]:
    """Return the hits of a query, and while there are too few, those of each step after it.

    A step that finds nothing more is left out. A word of several tokens was meant as it was
    typed: it gives way only where it finds nothing. With `heard` what words were heard as counts
    as the words (expansion.py).
    """
    search = Search(statistics.snapshot)
    asked = expand(statistics, tree, heard=heard)
    found = [Layer(None, asked, search.match(asked))]
    hits = len(found[0].found)
    if hits >= parameters.ENOUGH or (hits and gives_way_late(tree)):
        return found
    for step in steps(statistics, tree, heard=heard):
        asked = expand(statistics, step.tree, heard=heard)
        more = search.match(asked)
        for before in found:
            more = without(more, before.found)
        if len(more):
            found.append(Layer(step, asked, more))
            hits += len(more)
        if hits >= parameters.ENOUGH:
            break
    return found
