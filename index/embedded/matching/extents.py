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
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.matches import Positions
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.tree import Boost, Fuzzy, Or, Prefix, Query, Span, Wildcard, Word

__all__ = ["Extents", "PositionArray", "extents"]

PositionArray: TypeAlias = NDArray[Any]
"""Global positions across all index segments, int32 if these are enough, else int64."""


class Extents:
    """The documents that hold a query tree, and its first and last position in each.

    All ascend.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        documents: Documents,
        firsts: NDArray[np.int64],
        lasts: NDArray[np.int64],
    ) -> None:
        self._size = snapshot.documents
        self._end = snapshot.leaf_positions[-1]
        self.documents = documents
        # With a position before all others and one after them, so that every look-up has a result.
        self._firsts = self._bounded(firsts)
        self._lasts = self._bounded(lasts)

    def _bounded(self, positions: NDArray[np.int64]) -> PositionArray:
        narrow = np.int32 if self._end <= np.iinfo(np.int32).max else np.int64
        bounded = np.empty(len(positions) + 2, narrow)
        bounded[0], bounded[1:-1], bounded[-1] = 0, positions, self._end
        return bounded

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
            return snapshot.cache.get(
                ("extents", tree), partial(_of_word, snapshot, term), lambda made: made.bytes
            )
        case Prefix() | Wildcard() | Fuzzy():
            find = partial(phrases.any_term, snapshot, partial(term_sets.terms, tree=tree))
        case _:
            raise TypeError(f"{type(tree).__name__} has no positions")
    return snapshot.cache.get(
        ("extents", tree), lambda: _of_positions(snapshot, find()), lambda made: made.bytes
    )


def _of_positions(snapshot: Snapshot, occurrences: Positions) -> Extents:
    """Return the extents of all `occurrences`."""
    holders, positions = occurrences
    new = np.flatnonzero(np.diff(holders, prepend=-1))
    last = np.append(new[1:], len(holders)) - 1 if len(new) else new
    return Extents(snapshot, holders[new], positions[new], positions[last])


def _of_word(snapshot: Snapshot, term: str) -> Extents:
    """Return the extents of a word in any of its forms."""
    columns: list[tuple[NDArray[np.int64], ...]] = []
    for leaf, base, first in zip(
        snapshot.leaves, snapshot.bases, snapshot.leaf_positions, strict=False
    ):
        forms = _terms_everywhere(snapshot, leaf, term)
        if forms is None:  # a document's own language decides whether it holds the word
            return _of_positions(snapshot, phrases.word(snapshot, term))
        found = leaf.postings.occurrences(forms, -1, leaf.document_positions)
        rows = found.documents, found.firsts, found.lasts
        if leaf.alive is not None:
            living = leaf.alive[found.documents]
            rows = rows[0][living], rows[1][living], rows[2][living]
        columns.append((rows[0] + base, rows[1] + first, rows[2] + first) if first else rows)
    if len(columns) == 1:
        return Extents(snapshot, *columns[0])
    none = np.empty(0, np.int64)
    return Extents(snapshot, *map(np.concatenate, zip((none,) * 3, *columns, strict=True)))


def _terms_everywhere(snapshot: Snapshot, leaf: Leaf, term: str) -> list[int] | None:
    """Return the forms of a word in an index segment, None if some count in some languages only."""
    numbers: dict[int, None] = {}
    for stem, languages in snapshot.stemmed(term):
        number = leaf.stems.dictionary.find(encoded(stem))
        for form, only in leaf.stem_forms(number, languages) if number >= 0 else ():
            if only is not None:
                return None
            numbers[form] = None
    return list(numbers)


def _union(snapshot: Snapshot, extents_of_each: Sequence[Extents]) -> Extents:
    documents = np.concatenate([part.documents for part in extents_of_each for _ in range(2)])
    positions = np.concatenate(
        [ends for part in extents_of_each for ends in (part.firsts, part.lasts)]
    )
    order = np.argsort(positions, kind="stable")
    return _of_positions(snapshot, Positions(documents[order], positions[order]))
