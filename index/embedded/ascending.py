"""Numbers that ascend, none of them twice: documents, places. One run looked up in another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEW", "look_up"]

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
