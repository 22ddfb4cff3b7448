"""Kernels in plain C: typed calls of the extension `_native`, which is plain C in `native`.

Importing this module raises `ImportError` where the extension was not built.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.embedded.kernels._native import Lists as NativeLists
from index.embedded.kernels._native import near as native_near
from index.embedded.kernels._native import windows as native_windows
from index.embedded.kernels.interface import (
    Budget,
    Cache,
    Counted,
    Extents,
    Occurrences,
    Sections,
    TermPositions,
    Unfinished,
    Windows,
)

__all__ = ["CompiledLists", "windows"]

T = TypeVar("T")

_SECTIONS = (
    "kinds",
    *("documents", "documents+", "more", "more+"),
    *("several", "several+", "escapes", "escapes+"),
    *("docs.bits", "docs.1", "docs.2", "docs.4"),
    "many",
    *("freqs.1", "freqs.2", "freqs.4"),
    *("positions.1", "positions.2", "positions.4"),
)
"""The sections of posting lists, in the order of the enumeration in `native/kernels.h`."""


class CompiledLists:
    """Implements `PostingLists` in C, over the bytes of a file of sections.

    The terms' places in the file are found when it is made: .34 ms for 35,000 terms. Raises
    `Damaged` or `ValueError` for lists that leave their sections.
    """

    def __init__(self, file: Sections, documents: int) -> None:
        places = tuple(map(file.place, _SECTIONS))
        self._lists = NativeLists(file.memory, file.unchecked, file.check, places, documents)

    def holding(self, terms: Sequence[int], budget: Budget | None = None) -> Counted:
        """Return the documents that hold any of the terms, frequencies added."""
        documents, frequencies = _finished(self._lists.holding(tuple(terms), _counter(budget)))
        return Counted(_numbers(documents), _numbers(frequencies))

    def positions(
        self, terms: Sequence[int], begins: NDArray[np.int64], budget: Budget | None = None
    ) -> TermPositions:
        """Return the global positions of all occurrences of the terms."""
        holders, positions = _finished(
            self._lists.positions(tuple(terms), begins, _counter(budget))
        )
        return TermPositions(_numbers(holders), _numbers(positions))

    def occurrences(
        self,
        terms: Sequence[int],
        exact: int,
        begins: NDArray[np.int64],
        budget: Budget | None = None,
    ) -> Occurrences:
        """Return the occurrences of the terms by document."""
        row = terms.index(exact) if exact in terms else -1
        columns = _finished(self._lists.occurrences(tuple(terms), row, begins, _counter(budget)))
        return Occurrences(*map(_numbers, columns))

    def phrase(
        self,
        terms: Sequence[int],
        begins: NDArray[np.int64],
        cache: Cache,
        budget: Budget | None = None,
    ) -> TermPositions:
        """Return where the terms stand in a row; nothing is cached."""
        holders, positions = _finished(self._lists.phrase(tuple(terms), begins, _counter(budget)))
        return TermPositions(_numbers(holders), _numbers(positions))


def windows(
    extents_of_each: Iterator[Extents],
    holding: NDArray[np.int64],
    begins: NDArray[np.int64],
    size: int,
    budget: Budget | None = None,
) -> Windows:
    """Return the windows of at most `size` words across documents; their documents ascend."""
    children: list[tuple[NDArray[Any], ...]] = []
    rarest: tuple[NDArray[Any], ...] | None = None
    for extents in extents_of_each:
        child = extents.documents, extents.firsts, extents.lasts
        if rarest is not None and len(children) > 1:
            # More children than most queries have: look whether any window is still possible.
            rows = _numbers(native_near(rarest, children[-1], size))
            rarest = tuple(column[rows] for column in rarest)
        rarest = child if rarest is None else rarest
        children.append(child)
        if len(rarest[0]) == (len(holding) if len(children) == 1 else 0):
            break
    counter = _counter(budget)
    found = _finished(native_windows(tuple(children), holding, begins, size, counter))
    return Windows(*map(_numbers, found))


def _numbers(column: bytes) -> NDArray[np.int64]:
    return np.frombuffer(column, np.int64)


def _counter(budget: Budget | None) -> memoryview | None:
    return None if budget is None else memoryview(budget.counter)


def _finished(result: T | None) -> T:
    if result is None:
        raise Unfinished
    return result
