"""Numbers that ascend: documents, places. One run looked up in another, or each taken once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEW", "distinct", "look_up"]

FEW = 32
"""A run is looked up by halving in one so many times as long; else there are faster ways."""


def look_up(
    wanted: NDArray[np.int64], among: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return for each wanted number its place among others, and whether it is there at all.

    Where it is not, the place is any of them. `among` must not be empty if `wanted` is not.
    """
    places = np.searchsorted(among, wanted)
    places[places == len(among)] = 0
    there: NDArray[np.bool_] = among[places] == wanted
    return places, there


def distinct(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each number once that may be there several times."""
    new = np.empty(len(ascending), np.bool_)
    new[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return ascending[np.flatnonzero(new)]
