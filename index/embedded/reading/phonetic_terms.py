"""Phonetic skeletons of the terms of an index segment (phonetic.py), and look-up by skeleton.

They are computed on first use and not stored: 35,000 take 25 ms, which a build need not wait for.
"""

import functools

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
        lines = b"\n" + skeletons + b"\n"
        ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == ord("\n"))
        # Bound to the lines and not to `self`, which would make a reference cycle.
        self.having = functools.lru_cache(256)(functools.partial(_having, lines, ends))
        """Returns the numbers of the terms with a skeleton, ascending (int64); cached."""


def _having(lines: bytes, ends: NDArray[np.int64], skeleton: str) -> NDArray[np.int64]:
    line = f"\n{skeleton}\n".encode()
    offsets = []
    offset = lines.find(line)
    while offset >= 0:
        offsets.append(offset)
        offset = lines.find(line, offset + len(line) - 1)
    return np.searchsorted(ends, np.array(offsets, np.int64))
