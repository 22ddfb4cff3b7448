"""Operations on arrays of documents or positions: joining, look-up, and removal of repetitions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEW", "distinct", "joined", "look_up"]

FEW = 32
"""The ratio of lengths from which on a binary search in the longer array is the fastest way."""


def joined(parts: Sequence[NDArray[Any]], dtype: type = np.int64) -> NDArray[Any]:
    """Return arrays one after the other; a single one as it is, and an empty one of none."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, dtype)


def look_up(
    wanted: NDArray[np.int64], among: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the row in `among` of each wanted number (int64), and whether it is there (bool).

    Both arrays ascend. The row of a number that is not there is arbitrary but valid. `among` must
    not be empty if `wanted` is not.
    """
    rows = np.searchsorted(among, wanted)
    rows[rows == len(among)] = 0
    there: NDArray[np.bool_] = among[rows] == wanted
    return rows, there


def distinct(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of an ascending array without repetitions."""
    new = np.empty(len(ascending), np.bool_)
    new[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return ascending[np.flatnonzero(new)]
