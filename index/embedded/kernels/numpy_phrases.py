"""Phrases in numpy: where terms stand in a row.

The positions of the rarest term are looked up among those of the others. Positions and bitmaps of
terms are cached, because a stream of questions has the same common words again and again.
"""

import threading
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Lists
from index.embedded.kernels.interface import Cache, Counted, TermPositions
from index.embedded.kernels.sorted_arrays import FEW, bitmap, look_up

__all__ = ["PhraseTerm", "global_positions", "in_a_row", "placed"]

_Numbers = NDArray[np.int64]

_FEWER = 8
"""The ratio of lengths from which on positions are looked up by binary search."""

_STRETCH = 1 << 22
"""The number of positions that are marked at a time, a byte each."""


def global_positions(lists: Lists, term: int, begins: _Numbers) -> TermPositions:
    """Return the global positions of a term, and the document of each."""
    held = Counted(lists.documents(term), lists.frequencies(term))
    return placed(lists, term, held, begins)


def placed(lists: Lists, term: int, held: Counted, begins: _Numbers) -> TermPositions:
    """Return the global positions of a term in the documents that hold it."""
    holders = np.repeat(*held)
    return TermPositions(holders, begins[holders] + lists.positions(term))


class PhraseTerm:
    """A term of a phrase; its positions are read on first use."""

    def __init__(self, lists: Lists, number: int, begins: _Numbers, cache: Cache) -> None:
        self._lists = lists
        self._number = number
        self._begins = begins
        self._cache = cache
        self.occurrences = int(lists.occurrences[number])

    @property
    def common(self) -> bool:
        """Whether a bitmap of all positions is worth its memory.

        It takes at most four times the memory of the term's positions. That holds for the 80
        commonest of 35,000 words; with it `"talk python to me"` takes .14 ms instead of .26.
        """
        if 512 * self.occurrences <= int(self._begins[-1]):
            return False
        # Positions far behind the last document are damage, and would take gigabytes.
        return int(self.positions().positions[-1]) < 2 * int(self._begins[-1]) + _STRETCH

    def positions(self) -> TermPositions:
        """Return the global positions of the term; cached."""
        return self._cache.get(
            ("positions", self._lists.name, self._number),
            partial(global_positions, self._lists, self._number, self._begins),
            lambda read: sum(x.nbytes for x in read),
        )

    def in_documents(self) -> NDArray[np.int64]:
        """Return the position of each occurrence in its document, from 0 on."""
        return self._lists.positions(self._number)

    def bits(self) -> NDArray[np.uint8]:
        """Return a bit for each global position up to the last of the term; cached.

        The lowest bit of a byte (uint8) comes first. The last byte is 0.
        """
        return self._cache.get(
            ("bits", self._lists.name, self._number), self._bits, lambda read: read.nbytes
        )

    def _bits(self) -> NDArray[np.uint8]:
        positions = self.positions().positions
        return bitmap(positions, int(positions[-1]) + 17)


def in_a_row(words: Sequence[PhraseTerm], begins: _Numbers) -> TermPositions:
    """Return where terms with consecutive positions begin; the rarest term is looked up first."""
    first, *others = sorted(range(len(words)), key=lambda offset: words[offset].occurrences)
    rarest = words[first].positions()
    found = rarest.positions - first
    kept: _Numbers | None = None
    for offset in others:
        inside = np.flatnonzero(_among(found + offset, words[offset]))
        found = found[inside]
        kept = inside if kept is None else kept[inside]
        if not len(found):
            break
    holders = rarest.holders.copy() if kept is None else rarest.holders[kept]
    # The phrase may begin in a document before the one that holds its rarest word.
    in_documents = words[first].in_documents()
    early = np.flatnonzero((in_documents if kept is None else in_documents[kept]) < first)
    if len(early):
        holders[early] = np.searchsorted(begins, found[early], "right") - 1
    return TermPositions(holders, found)


def _among(wanted: _Numbers, word: PhraseTerm) -> NDArray[np.bool_]:
    """Return which of `wanted` are positions of a term (bool); both ascend.

    Lists of similar length are compared by the bitmap of a common word, or by marking positions in
    a stretch of memory: 38,000 among 138,000 take 0.1 or 0.6 ms, and binary search takes 2 ms.
    2,900 among 26,000 take 7, 61 and 43 us.
    """
    if word.common:
        # Bits are shifted, because a table of masks takes a quarter longer. A position past the
        # bitmap finds its last byte.
        bits = word.bits().take(wanted >> 3, mode="clip") >> (wanted & 7).astype(np.uint8)
        inside: NDArray[np.bool_] = (bits & 1).view(np.bool_)
        return inside
    positions = word.positions().positions
    if _FEWER * len(wanted) < len(positions):
        return look_up(wanted, positions)[1]
    kept = np.zeros(len(wanted), np.bool_)
    if FEW * len(positions) < len(wanted):
        rows, matching = look_up(positions, wanted)
        kept[rows[matching]] = True
        return kept
    marks = _marks()
    first = max(int(wanted[0]), int(positions[0]))
    last = min(int(wanted[-1]), int(positions[-1]))
    for low in range(first, last + 1, _STRETCH):
        edges = [low, min(low + _STRETCH, last + 1)]
        position_rows, wanted_rows = (
            np.searchsorted(positions, edges),
            np.searchsorted(wanted, edges),
        )
        marked = positions[position_rows[0] : position_rows[1]] - low
        marks[marked] = True
        kept[wanted_rows[0] : wanted_rows[1]] = marks[wanted[wanted_rows[0] : wanted_rows[1]] - low]
        marks[marked] = False
    return kept


_thread = threading.local()


def _marks() -> NDArray[np.bool_]:
    """Return this thread's stretch of memory, with nothing marked."""
    if not hasattr(_thread, "marks"):
        _thread.marks = np.zeros(_STRETCH, np.bool_)
    marks: NDArray[np.bool_] = _thread.marks
    return marks
