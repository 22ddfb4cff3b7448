"""Extents: the first and the last global position of a query tree in each document.

Windows across documents need no other positions.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.matching import phrases, term_sets
from index.embedded.reading.matches import Positions
from index.embedded.reading.snapshot import Snapshot
from index.query.tree import Boost, Fuzzy, Or, Prefix, Query, Span, Wildcard, Word

__all__ = ["Extents", "PositionArray", "extents"]

PositionArray: TypeAlias = NDArray[Any]
"""Global positions across all index segments, int32 if these are enough, else int64."""


class Extents:
    """The documents that hold a query tree, and its first and last position in each.

    All ascend. They are made of the positions of all `occurrences`.
    """

    def __init__(self, snapshot: Snapshot, occurrences: Positions) -> None:
        self._size = snapshot.documents
        self._end = snapshot.leaf_positions[-1]
        holders, positions = occurrences
        new = np.flatnonzero(np.diff(holders, prepend=-1))
        last = np.append(new[1:], len(holders)) - 1 if len(new) else new
        narrow = np.int32 if self._end <= np.iinfo(np.int32).max else np.int64
        self.documents: Documents = holders[new]
        # With a position before all others and one after them, so that every look-up has a result.
        self._firsts = np.concatenate([[0], positions[new], [self._end]]).astype(narrow)
        self._lasts = np.concatenate([[0], positions[last], [self._end]]).astype(narrow)

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def firsts(self) -> PositionArray:
        """The first position in each of the documents."""
        return self._firsts[1:-1]

    @property
    def lasts(self) -> PositionArray:
        """The last position in each of the documents."""
        return self._lasts[1:-1]

    @property
    def bytes(self) -> int:
        """The size in memory, in bytes, with the arrays that are made on first use."""
        own = self.documents.nbytes + 2 * self._firsts.nbytes
        return own + (2 * self._firsts.itemsize * self._size if self._common else 0)

    @property
    def _common(self) -> bool:
        return 16 * len(self) > self._size

    @cached_property
    def _dense(self) -> tuple[PositionArray, PositionArray]:
        """The first position in or after each document of the snapshot, and the last before it."""
        steps = np.diff(self.documents, prepend=-1, append=self._size - 1)
        return np.repeat(self._firsts[1:], steps), np.repeat(self._lasts[:-1], steps)

    def around(self, documents: Documents) -> tuple[PositionArray, PositionArray]:
        """Return for each document the first position in it or later, and the last before it."""
        if self._common:
            following, before = self._dense
            return following[documents], before[documents]
        rows = np.searchsorted(self.documents, documents)
        return self._firsts[rows + 1], self._lasts[rows]

    def beside(self, ends: PositionArray) -> tuple[PositionArray, PositionArray]:
        """Return the last position that is no later than each end, and the first that is later.

        A window with this end holds a position if the former is not before its begin.
        """
        rows = np.searchsorted(self._firsts, ends, "right") - 1
        first, last = self._firsts[rows], self._lasts[rows]
        passed = last > ends
        return np.where(passed, first, last), np.where(passed, last, self._firsts[rows + 1])

    def held(self, ends: PositionArray) -> Documents:
        """Return the document of the last position that is no later than each end (int64)."""
        return self.documents[np.searchsorted(self._firsts, ends, "right") - 2]


def extents(
    snapshot: Snapshot,
    tree: Query,
    positions_of: Callable[[Span], Positions] | None = None,
) -> Extents:
    """Return the extents of a tree that `has_positions`; cached.

    `positions_of` gives the positions of `Phrase` and `Near`; by default they are evaluated. Raises
    `TypeError` for another tree.
    """
    match tree:
        case Boost(child):
            return extents(snapshot, child, positions_of)
        case Or(children):
            return _union(snapshot, [extents(snapshot, child, positions_of) for child in children])
        case _ if isinstance(tree, Span):
            find = partial(positions_of or partial(phrases.positions_of, snapshot), tree)
        case Word(term):
            find = partial(phrases.word, snapshot, term)
        case Prefix() | Wildcard() | Fuzzy():
            find = partial(phrases.any_term, snapshot, partial(term_sets.terms, tree=tree))
        case _:
            raise TypeError(f"{type(tree).__name__} has no positions")
    return snapshot.cache.get(
        ("extents", tree), lambda: Extents(snapshot, find()), lambda made: made.bytes
    )


def _union(snapshot: Snapshot, extents_of_each: Sequence[Extents]) -> Extents:
    documents = np.concatenate([part.documents for part in extents_of_each for _ in range(2)])
    positions = np.concatenate(
        [ends for part in extents_of_each for ends in (part.firsts, part.lasts)]
    )
    order = np.argsort(positions, kind="stable")
    return Extents(snapshot, Positions(documents[order], positions[order]))
