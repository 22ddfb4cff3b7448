"""Posting lists in numpy: the same work as the compiled kernels, where these are not built."""

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Lists
from index.embedded.kernels import numpy_phrases
from index.embedded.kernels.interface import (
    Budget,
    Cache,
    Counted,
    Occurrences,
    TermPositions,
)

__all__ = ["NumpyLists"]

_Numbers = NDArray[np.int64]

_NONE = np.empty(0, np.int64)


class NumpyLists:
    """Implements `PostingLists` over lists that are decoded one by one.

    A question asks for most of its terms twice or more, as a form of a stem, as typed and by
    position, so the lists decoded last are kept in `cache`. Raises `ValueError` for lists that have
    other sizes than are stored.
    """

    def __init__(self, lists: Lists, documents: int, cache: Cache) -> None:
        lists.raise_if_impossible()
        self._lists = lists
        self._documents = documents
        self._cache = cache

    def holding(self, terms: Sequence[int], budget: Budget | None = None) -> Counted:
        """Return the documents that hold any of the terms, frequencies added."""
        self._spend(budget, self._lists.counts, terms)
        parts = [self._holding(term) for term in terms]
        return parts[0] if len(parts) == 1 else self._union(parts)

    def positions(
        self, terms: Sequence[int], begins: _Numbers, budget: Budget | None = None
    ) -> TermPositions:
        """Return the global positions of all occurrences of the terms."""
        self._spend(budget, self._lists.occurrences, terms)
        parts = [self._positions(term, begins) for term in terms]
        if len(parts) == 1:
            return parts[0]
        # The parts ascend already, so a stable sort only merges them; documents do as positions do.
        return TermPositions(*(np.sort(column, kind="stable") for column in _joined(parts)))

    def occurrences(
        self, terms: Sequence[int], exact: int, begins: _Numbers, budget: Budget | None = None
    ) -> Occurrences:
        """Return the occurrences of the terms by document."""
        holders, positions = self.positions(terms, begins, budget)
        new = np.flatnonzero(np.diff(holders, prepend=-1))
        ends = np.append(new[1:], len(holders))
        documents = holders[new]
        counts = np.zeros(len(documents), np.int64)
        if exact in terms:
            held, frequencies = self._holding(exact)
            counts[np.searchsorted(documents, held)] = frequencies
        frequencies = (ends - new)[: len(new)]
        return Occurrences(
            documents, frequencies, counts, positions[new], positions[ends[: len(new)] - 1]
        )

    def phrase(
        self, terms: Sequence[int], begins: _Numbers, cache: Cache, budget: Budget | None = None
    ) -> TermPositions:
        """Return where the terms stand in a row: the position of the first, and its document."""
        if not terms:
            return TermPositions(_NONE, _NONE)
        counts = [int(self._lists.occurrences[term]) for term in terms]
        if budget is not None:
            budget.spend(min(counts) * len(terms))
        words = [numpy_phrases.PhraseTerm(self._lists, term, begins, cache) for term in terms]
        return numpy_phrases.in_a_row(words, begins)

    def _holding(self, term: int) -> Counted:
        return self._cache.get(term, partial(_held, self._lists, term), _bytes)

    def _positions(self, term: int, begins: _Numbers) -> TermPositions:
        return numpy_phrases.placed(self._lists, term, self._holding(term), begins)

    def _spend(self, budget: Budget | None, counts: _Numbers, terms: Sequence[int]) -> None:
        if terms and not (min(terms) >= 0 and max(terms) < len(counts)):
            raise IndexError(f"there is no term {max(terms)}")
        if budget is not None:
            budget.spend(sum(int(counts[term]) for term in terms))

    def _union(self, parts: Sequence[Counted]) -> Counted:
        """Return the documents of any part, frequencies added."""
        if not parts:
            return Counted(_NONE, _NONE)
        holding, counts = _joined(parts)
        if 16 * len(holding) < self._documents:
            # The parts ascend already, so a stable sort only merges them.
            order = np.argsort(holding, kind="stable")
            holding, counts = holding[order], counts[order]
            first = np.flatnonzero(np.diff(holding, prepend=-1))
            sums = np.add.reduceat(counts, first) if len(first) else counts
            return Counted(holding[first], sums)
        sums = np.zeros(self._documents, np.int64)
        for documents, frequencies in parts:
            sums[documents] += frequencies
        documents = np.flatnonzero(sums)
        return Counted(documents, sums[documents])


def _held(lists: Lists, term: int) -> Counted:
    held = Counted(lists.documents(term), lists.frequencies(term))
    for column in held:
        column.flags.writeable = False  # shared by all who ask
    return held


def _bytes(held: Counted) -> int:
    return 16 * len(held.documents)


def _joined(parts: Iterable[tuple[_Numbers, _Numbers]]) -> list[_Numbers]:
    """Return each of the two columns of all parts, one part after the other."""
    return [np.concatenate([_NONE, *column]) for column in zip((_NONE, _NONE), *parts, strict=True)]
