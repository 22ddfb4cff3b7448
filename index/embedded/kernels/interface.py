"""The interface of the kernels: what they read and return, whichever implementation does the work.

Arrays that are returned are read-only. Documents are numbered in their index segment, dead ones
included. A global position is the number of a token in the index segment (Decision 0017).
"""

from array import array
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "GAP",
    "Budget",
    "Cache",
    "Counted",
    "Extents",
    "Occurrences",
    "PostingLists",
    "Sections",
    "TermPositions",
    "Unfinished",
    "Windows",
]

T = TypeVar("T")

_Numbers = NDArray[np.int64]


GAP = 1 << 10
"""Positions left out between episodes, so that no phrase or window reaches across.

A global position is the number of a token in the index segment, counted from GAP on; GAP numbers
are left out between the last token of an episode and the first of the next. Decision 0017.
"""


class Unfinished(Exception):
    """A kernel has stopped because its budget was used up; what it had found is lost."""


class Budget:
    """The work that kernels may still do, in units of about a posting (2 to 5 ns compiled).

    A kernel takes its units before it begins. If fewer are left it raises `Unfinished`, and so
    does every later kernel with the same budget. A budget belongs to one thread.
    """

    __slots__ = ("counter",)

    def __init__(self, units: int) -> None:
        self.counter = array("q", [units])
        """The units that are left: one int64, which compiled kernels count down."""

    @property
    def left(self) -> int:
        """The units that are left."""
        return self.counter[0]

    def spend(self, units: int) -> None:
        """Take some units; raises `Unfinished` if fewer are left."""
        if units > self.counter[0]:
            self.counter[0] = 0
            raise Unfinished
        self.counter[0] -= units


class Counted(NamedTuple):
    """Documents, ascending, and the frequency of a term, or of several, in each (both int64)."""

    documents: _Numbers
    frequencies: _Numbers


class TermPositions(NamedTuple):
    """Global positions, ascending, and the document of each (both int64)."""

    holders: _Numbers
    positions: _Numbers


class Occurrences(NamedTuple):
    """The occurrences of a few terms by document (all int64).

    `documents` ascend. `frequencies` count all terms, `exact` a single one of them. `firsts` and
    `lasts` are the first and the last global position of any of the terms in the document.
    """

    documents: _Numbers
    frequencies: _Numbers
    exact: _Numbers
    firsts: _Numbers
    lasts: _Numbers


class Cache(Protocol):
    """A bounded cache, as `LRUCache` is one, for what an implementation makes more than once."""

    def get(self, key: Hashable, make: Callable[[], T], size_of: Callable[[T], int]) -> T:
        """Return the cached value of `key`, or else that of `make`; `size_of` is in bytes."""
        ...


class Windows(NamedTuple):
    """Windows across documents: the first and last document and position of each.

    Documents are int64; positions are integers of 32 or 64 bits.
    """

    documents: _Numbers
    last_documents: _Numbers
    begins: NDArray[Any]
    ends: NDArray[Any]


class Extents(Protocol):
    """The documents that hold something, and its first and last position in each; all ascend."""

    @property
    def documents(self) -> _Numbers:
        """The documents (int64)."""
        ...

    @property
    def firsts(self) -> NDArray[Any]:
        """The first position in each document, int32 or int64."""
        ...

    @property
    def lasts(self) -> NDArray[Any]:
        """The last position in each document, in the dtype of `firsts`."""
        ...

    def around(self, documents: _Numbers) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return for each document the first position in it or later, and the last before it."""
        ...

    def beside(self, ends: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the last position that is no later than each end, and the first that is later."""
        ...


class Sections(Protocol):
    """A file of sections, as `SectionFile` is one."""

    @property
    def memory(self) -> Any:  # noqa: ANN401  # a buffer
        """The bytes of the file, as a buffer."""
        ...

    @property
    def unchecked(self) -> bytearray:
        """A byte for each page of 64 KiB of `memory`: 1 until the page may be read, then 0."""
        ...

    def check(self, first: int, last: int) -> None:
        """Make the pages `[first, last]` ready to be read; raises `Damaged`."""
        ...

    def place(self, name: str) -> tuple[int, int]:
        """Return the offset of a section in `memory` and its size in bytes; (0, 0) for none."""
        ...

    def array(self, name: str, start: int = 0, end: int | None = None) -> NDArray[Any]:
        """Return the items `[start, end)` of a section."""
        ...


class PostingLists(Protocol):
    """The posting lists of an index segment, by the numbers of terms.

    Every method raises `IndexError` for a number that no term has, `ValueError` or `Damaged` for
    lists that have changed since they were written, and `Unfinished`. `begins` has the global
    position of the first token of each document (int64). No term may be given twice, except to
    `phrase`.
    """

    def holding(self, terms: Sequence[int], budget: Budget | None = None) -> Counted:
        """Return the documents that hold any of the terms, frequencies added."""
        ...

    def positions(
        self, terms: Sequence[int], begins: _Numbers, budget: Budget | None = None
    ) -> TermPositions:
        """Return the global positions of all occurrences of the terms."""
        ...

    def occurrences(
        self, terms: Sequence[int], exact: int, begins: _Numbers, budget: Budget | None = None
    ) -> Occurrences:
        """Return the occurrences of the terms by document.

        `exact` is the term that is counted by itself too, -1 for none.
        """
        ...

    def phrase(
        self, terms: Sequence[int], begins: _Numbers, cache: Cache, budget: Budget | None = None
    ) -> TermPositions:
        """Return where the terms stand in a row: the position of the first, and its document.

        `cache` is that of the snapshot. There are fewer terms than positions between episodes.
        """
        ...
