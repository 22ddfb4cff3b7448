"""How the terms of an index segment sound: the skeleton of each (sound.py), found by itself.

They are made when they are first asked for: 35,000 take 25 ms, and a build is not to.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from index import sound
from index.embedded.dictionary import Dictionary

__all__ = ["Skeletons"]

_SPOKEN = {letter.encode(): name.encode() for letter, name in sound.NAMES.items()}


class Skeletons:
    """The skeletons of all terms, by their numbers: a line each."""

    def __init__(self, terms: Dictionary) -> None:
        known = sound.skeletons(b"\n".join([_SPOKEN.get(term, term) for term in terms]))
        self._text = b"\n" + known + b"\n"
        self._ends = np.flatnonzero(np.frombuffer(self._text, np.uint8) == ord("\n"))
        self.having = functools.lru_cache(256)(self._having)

    def _having(self, skeleton: str) -> NDArray[np.int64]:
        """Return the numbers of the terms that have this skeleton, ascending."""
        line = f"\n{skeleton}\n".encode()
        found = []
        at = self._text.find(line)
        while at >= 0:
            found.append(at)
            at = self._text.find(line, at + len(line) - 1)
        return np.searchsorted(self._ends, np.array(found, np.int64))
