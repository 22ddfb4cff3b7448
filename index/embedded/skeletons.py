"""How the terms of an index segment sound: the skeleton of each (sound.py), found by itself.

The section `skeletons` holds a line for each term, in the order of the terms. 35,000 take 20 ms
when the index segment is written; for one of before they are made when they are asked for.
"""

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index import sound
from index.embedded.dictionary import Dictionary
from index.embedded.sections import SectionFile, SectionWriter

__all__ = ["Skeletons", "append_skeletons"]


def append_skeletons(out: SectionWriter, terms: Sequence[bytes]) -> None:
    """Add the skeletons of all terms of an index segment."""
    out.append("skeletons", np.frombuffer(_lines(terms), np.uint8))


def _lines(terms: Sequence[bytes]) -> bytes:
    return sound.skeletons(b"\n".join([_SPOKEN.get(term, term) for term in terms]))


_SPOKEN = {letter.encode(): name.encode() for letter, name in sound.NAMES.items()}


class Skeletons:
    """The skeletons of all terms, by their numbers."""

    def __init__(self, file: SectionFile, terms: Dictionary) -> None:
        known = file.bytes("skeletons") if "skeletons" in file else _lines(list(terms))
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
