"""How the terms of an index segment sound: the skeleton of each (phonetic.py), found by itself.

They are made when they are first asked for: 35,000 take 25 ms, and a build is not to.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from index.analysis import phonetic
from index.embedded.format.strings import Dictionary

__all__ = ["Skeletons"]

_SPOKEN = {letter.encode(): name.encode() for letter, name in phonetic.NAMES.items()}


class Skeletons:
    """The skeletons of all terms, by their numbers: a line each."""

    def __init__(self, terms: Dictionary) -> None:
        known = phonetic.skeletons(b"\n".join([_SPOKEN.get(term, term) for term in terms]))
        lines = b"\n" + known + b"\n"
        ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == ord("\n"))
        # Of the lines and not of `self`, which would then hold itself.
        self.having = functools.lru_cache(256)(functools.partial(_having, lines, ends))
        """Returns the numbers of the terms that have a skeleton, ascending."""


def _having(lines: bytes, ends: NDArray[np.int64], skeleton: str) -> NDArray[np.int64]:
    line = f"\n{skeleton}\n".encode()
    found = []
    at = lines.find(line)
    while at >= 0:
        found.append(at)
        at = lines.find(line, at + len(line) - 1)
    return np.searchsorted(ends, np.array(found, np.int64))
