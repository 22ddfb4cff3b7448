"""Operations on arrays of documents or positions: joining, look-up, and removal of repetitions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEW", "bitmap", "distinct", "joined", "look_up"]

FEW = 32
"""The ratio of lengths from which on a binary search in the longer array is the fastest way."""


_MANY = 80
"""The ratio of lengths up to which a bitmap is made of flags."""


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


def bitmap(ascending: NDArray[np.int64], size: int) -> NDArray[np.uint8]:
    """Return a bit for each number below `size`, set for those of an ascending array.

    The lowest bit of a byte (uint8) comes first. The bytes of 13,000 numbers below 6.7 M are made
    in .17 ms; flags for all numbers, packed, take .6. Of 100,000 flags take .9, bytes 1.2.
    """
    if _MANY * len(ascending) > size:
        flags = np.zeros(size, np.bool_)
        flags[ascending] = True
        return np.packbits(flags, bitorder="little")
    bits = np.zeros((size + 7) // 8, np.uint8)
    held = ascending >> 3
    first = np.flatnonzero(np.diff(held, prepend=-1))
    if len(first):
        masks = np.left_shift(1, ascending & 7, dtype=np.uint8, casting="unsafe")
        bits[held[first]] = np.bitwise_or.reduceat(masks, first)
    return bits
