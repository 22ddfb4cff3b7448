"""Where something is in the talk, as far as windows across documents need to know it."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.matching import phrases, term_sets
from index.embedded.reading.matches import Positions
from index.embedded.reading.snapshot import Snapshot
from index.query.tree import Boost, Fuzzy, Near, Or, Phrase, Prefix, Query, Wildcard, Word

__all__ = ["Extents", "PositionArray", "extents"]

PositionArray: TypeAlias = NDArray[Any]
"""Places of all index segments, int32 where these are enough."""


class Extents:
    """In which documents something is, and its first and last place in each.

    All ascend. Where a document has more than two, what lies between is not needed.
    """

    def __init__(self, snapshot: Snapshot, positions_of: Positions) -> None:
        self._size = snapshot.documents
        self._end = snapshot.leaf_positions[-1]
        holders, positions = positions_of
        new = np.flatnonzero(np.diff(holders, prepend=-1))
        last = np.append(new[1:], len(holders)) - 1 if len(new) else new
        narrow = np.int32 if self._end <= np.iinfo(np.int32).max else np.int64
        self.documents: Documents = holders[new]
        # With a place before all others and one after them, so that nothing is without.
        self._firsts = np.concatenate([[0], positions[new], [self._end]]).astype(narrow)
        self._lasts = np.concatenate([[0], positions[last], [self._end]]).astype(narrow)

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def firsts(self) -> PositionArray:
        """The first place in each of the documents."""
        return self._firsts[1:-1]

    @property
    def lasts(self) -> PositionArray:
        """The last place in each of the documents."""
        return self._lasts[1:-1]

    @property
    def bytes(self) -> int:
        """What it takes in memory, with what is made when it is asked for."""
        own = self.documents.nbytes + 2 * self._firsts.nbytes
        return own + (2 * self._firsts.itemsize * self._size if self._common else 0)

    @property
    def _common(self) -> bool:
        return 16 * len(self) > self._size

    @cached_property
    def _dense(self) -> tuple[PositionArray, PositionArray]:
        """For each document the first place in it or later, and the last before it."""
        steps = np.diff(self.documents, prepend=-1, append=self._size - 1)
        return np.repeat(self._firsts[1:], steps), np.repeat(self._lasts[:-1], steps)

    def around(self, documents: Documents) -> tuple[PositionArray, PositionArray]:
        """Return for each of the documents the first place in it or later, and the last before."""
        if self._common:
            following, before = self._dense
            return following[documents], before[documents]
        at = np.searchsorted(self.documents, documents)
        return self._firsts[at + 1], self._lasts[at]

    def lasts_in(self, documents: Documents) -> tuple[NDArray[np.bool_], PositionArray]:
        """Return whether each of the documents has one, and its last place."""
        at = np.searchsorted(self.documents, documents, "right")
        return np.append(self.documents, -1)[at - 1] == documents, self._lasts[at]

    def beside(self, ends: PositionArray) -> tuple[PositionArray, PositionArray]:
        """Return the last place that is no later than each end, and the first that is later.

        Of a window with this end that holds one, the former is not before its begin.
        """
        at = np.searchsorted(self._firsts, ends, "right") - 1
        first, last = self._firsts[at], self._lasts[at]
        passed = last > ends
        return np.where(passed, first, last), np.where(passed, last, self._firsts[at + 1])

    def held(self, ends: PositionArray) -> Documents:
        """Return the document of the last place that is no later than each end."""
        return self.documents[np.searchsorted(self._firsts, ends, "right") - 2]


def extents(
    snapshot: Snapshot,
    tree: Query,
    positions_of: Callable[[Phrase | Near], Positions] | None = None,
) -> Extents:
    """Return where a tree is that `has_positions`; remembered.

    `positions_of` gives the places of phrases and near words, for who knows them already.
    """
    match tree:
        case Boost(child):
            return extents(snapshot, child, positions_of)
        case Or(children):
            return _any(snapshot, [extents(snapshot, child, positions_of) for child in children])
        case Phrase() | Near():
            find = partial(positions_of or partial(phrases.positions_of, snapshot), tree)
        case Word(term):
            find = partial(phrases.word, snapshot, term)
        case Prefix() | Wildcard() | Fuzzy():
            find = partial(phrases.any_term, snapshot, partial(term_sets.terms, tree=tree))
        case _:
            raise TypeError(f"{type(tree).__name__} has no places")
    return snapshot.cache.get(
        ("spread", tree), lambda: Extents(snapshot, find()), lambda found: found.bytes
    )


def _any(snapshot: Snapshot, extents_of_each: Sequence[Extents]) -> Extents:
    documents = np.concatenate([one.documents for one in extents_of_each for _ in range(2)])
    positions = np.concatenate(
        [ends for one in extents_of_each for ends in (one.firsts, one.lasts)]
    )
    order = np.argsort(positions, kind="stable")
    return Extents(snapshot, Positions(documents[order], positions[order]))
