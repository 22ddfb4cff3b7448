"""The weight of an occurrence of a word in the score of its episode. Decisions 0022 and 0038.

Weights are whole steps of 1/128. A sum of them is then exact in any order, so that it does not
depend on whether an engine stores sums or adds up occurrences.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.ranking import parameters
from index.ranking.bm25 import Scores

__all__ = ["STEPS", "emphasis", "in_sponsor_message"]

STEPS = 128
"""The steps of a weight of 1."""


def emphasis(before: NDArray[np.int64]) -> Scores:
    """Return the weight of words (float32) that come after so many others in their episode."""
    weights = np.ones(len(before), np.float32)
    # Beyond, the extra weight is less than half a step. Of 108,000 segments one in nine is before.
    far = parameters.OPENING_WORDS * math.log(max(1, 2 * STEPS * abs(parameters.OPENING)))
    near = np.flatnonzero(before <= far + 1)
    extra = parameters.OPENING * np.exp(-before[near] / parameters.OPENING_WORDS)
    weights[near] = _in_steps(1 + extra)
    return weights


def in_sponsor_message(weights: Scores) -> Scores:
    """Return the weight that words of these weights have in a sponsor's message (float32)."""
    return _in_steps(weights * parameters.SPONSOR)


def _in_steps(weights: NDArray[Any]) -> Scores:
    steps: Scores = (np.rint(STEPS * weights) / STEPS).astype(np.float32)
    return steps
