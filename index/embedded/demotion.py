"""Ranking what sponsors say below what people say: their segments' scores count for less.

Only the best are looked at. What is demoted falls, so more of them are taken than are wanted,
until those that were not looked at could not stand among them any more.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded import ranking
from index.embedded.ranking import Scores
from index.embedded.snapshot import Found

__all__ = ["Best", "at", "best"]

_SPARE = 8  # documents looked at beyond those wanted, at first


class Best(NamedTuple):
    """Where in what was found the best stand, best first (int64), and their scores (float32)."""

    places: NDArray[np.int64]
    scores: Scores


def at(found: Found, factors: Scores | None, places: NDArray[np.int64]) -> Scores:
    """Return the scores of what stands at some places of what was found, as they count.

    `factors` has a factor for each document of the snapshot; None is 1 for all.
    """
    if found.scores is None:
        return np.zeros(len(places), np.float32)
    scores = found.scores[places]
    return scores if factors is None else scores * factors[found.documents[places]]


def best(found: Found, factors: Scores | None, count: int) -> Best:
    """Return the `count` best by their scores as they count, equal ones as they stand."""
    if found.scores is None:
        places = np.arange(min(count, len(found)))
        return Best(places, at(found, factors, places))
    if factors is None:
        places = ranking.best(found.scores, count)
        return Best(places, found.scores[places])
    taken = count + _SPARE
    while True:
        places = ranking.best(found.scores, taken)
        before, after = found.scores[places], at(found, factors, places)
        # Nothing rises: where none of the best falls they are the best.
        if (after[:count] == before[:count]).all():
            return Best(places[:count], after[:count])
        order = np.lexsort((places, -after))[:count]
        if len(places) == len(found):
            break
        # Of what was not looked at nothing scores more than the last of these, and what scores
        # the same stands behind all that do so undemoted.
        bound = before[-1]
        if after[order[-1]] >= bound and not ((after == bound) & (before > bound)).any():
            break
        taken *= 2
    return Best(places[order], after[order])
