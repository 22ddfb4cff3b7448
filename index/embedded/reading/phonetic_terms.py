"""Phonetic skeletons of the terms of an index segment (phonetic.py), and look-up by skeleton.

They are computed on first use and not stored: 35,000 take 25 ms, which a build need not wait for.
A skeleton is looked up by its checksum in 0.01 ms; a scan of all of them takes 0.2 ms.
"""

import functools
import zlib

import numpy as np
from numpy.typing import NDArray

from index.analysis import phonetic
from index.embedded.format.strings import Dictionary

__all__ = ["Skeletons"]

_LETTER_NAMES = {letter.encode(): name.encode() for letter, name in phonetic.NAMES.items()}


class Skeletons:
    """The skeletons of all terms of an index segment."""

    def __init__(self, terms: Dictionary) -> None:
        skeletons = phonetic.skeletons(
            b"\n".join([_LETTER_NAMES.get(term, term) for term in terms])
        )
        lines = skeletons.split(b"\n")
        checksums = np.fromiter(map(zlib.crc32, lines), np.uint32, len(lines))
        order = np.argsort(checksums, kind="stable")
        ends = np.cumsum([len(line) + 1 for line in lines])
        # Bound to the arrays and not to `self`, which would make a reference cycle.
        self.having = functools.lru_cache(256)(
            functools.partial(_having, skeletons, ends, checksums[order], order)
        )
        """Returns the numbers of the terms with a skeleton, ascending (int64); cached."""


def _having(
    lines: bytes,
    ends: NDArray[np.int64],
    checksums: NDArray[np.uint32],
    order: NDArray[np.int64],
    skeleton: str,
) -> NDArray[np.int64]:
    line = skeleton.encode()
    checksum = np.uint32(zlib.crc32(line))
    first, end = np.searchsorted(checksums, checksum), np.searchsorted(checksums, checksum, "right")
    numbers = order[first:end]
    # Other skeletons may have the same checksum.
    same = [lines[ends[number] - len(line) - 1 : ends[number] - 1] == line for number in numbers]
    return numbers[np.array(same, np.bool_)]
