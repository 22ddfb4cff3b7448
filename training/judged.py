"""A held-out episode beside its truth: the values that training judges and the report counts."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from training.labelled import Talk

__all__ = ["Judged"]

Array = npt.NDArray[np.float64]


class Judged(NamedTuple):
    """An episode, the calibrated probability of its host at each turn, and the truth.

    `truth` is 1 where the host speaks, 0 where the guest, -1 where neither; `words` are
    the turns' lengths.
    """

    talk: Talk
    probability: Array
    truth: Array
    words: Array
