"""Windows: so many words in a row that hold a match of every child, across segments.

Who looks for `wsgi flask` looks for a place, and a place does not end where a segment does.
A document that holds all children is found by its lists; here are the windows that lie
across documents, of which none holds all. The hit is the document a window begins in.

A window goes from a place of one child to a place of another and has no smaller one inside.
Beginning in one document and ending in another, it begins with the last place that a child
has in the one, and ends with the first that a child has in the other: so of each child's
places the first and the last in each document are enough (`Spread`). It counts

- if it touches no document that holds all children: that is a hit by itself,
- if no window that shares a word with it is shorter, or as short and earlier: one place is
  one hit.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded import ranking
from index.embedded.leaf import GAP
from index.embedded.lists import Documents
from index.embedded.ranking import Scores
from index.embedded.snapshot import Found, Placed, Snapshot

__all__ = ["Spread", "Windows", "either", "scores", "windows"]

_Places = NDArray[Any]
"""Places of all index segments, int32 where these are enough."""


class Spread:
    """In which documents something is, and its first and last place in each.

    All ascend. Where a document has more than two, what lies between is not needed.
    """

    def __init__(self, snapshot: Snapshot, placed: Placed) -> None:
        self._size = snapshot.documents
        self._end = snapshot.first_places[-1]
        holders, places = placed
        new = np.flatnonzero(np.diff(holders, prepend=-1))
        last = np.append(new[1:], len(holders)) - 1 if len(new) else new
        narrow = np.int32 if self._end <= np.iinfo(np.int32).max else np.int64
        self.documents: Documents = holders[new]
        # With a place before all others and one after them, so that nothing is without.
        self._firsts = np.concatenate([[0], places[new], [self._end]]).astype(narrow)
        self._lasts = np.concatenate([[0], places[last], [self._end]]).astype(narrow)

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def firsts(self) -> _Places:
        """The first place in each of the documents."""
        return self._firsts[1:-1]

    @property
    def lasts(self) -> _Places:
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
    def _dense(self) -> tuple[_Places, _Places]:
        """For each document the first place in it or later, and the last before it."""
        steps = np.diff(self.documents, prepend=-1, append=self._size - 1)
        return np.repeat(self._firsts[1:], steps), np.repeat(self._lasts[:-1], steps)

    def around(self, documents: Documents) -> tuple[_Places, _Places]:
        """Return for each of the documents the first place in it or later, and the last before."""
        if self._common:
            following, before = self._dense
            return following[documents], before[documents]
        at = np.searchsorted(self.documents, documents)
        return self._firsts[at + 1], self._lasts[at]

    def beside(self, begins: _Places, ends: _Places) -> tuple[_Places, _Places]:
        """Return the last place that is no later than an end, and the first that is no earlier.

        Of a window from `begins` to `ends` that holds one, the former is not before its begin.
        """
        at = np.searchsorted(self._firsts, ends, "right") - 1
        first, last = self._firsts[at], self._lasts[at]
        passed = last > ends
        return np.where(passed, first, last), np.where(passed, last, self._firsts[at + 1])

    def held(self, ends: _Places) -> Documents:
        """Return the document of the last place that is no later than each end."""
        return self.documents[np.searchsorted(self._firsts, ends, "right") - 2]


def either(snapshot: Snapshot, spreads: Sequence[Spread]) -> Spread:
    """Return where any of these is."""
    documents = np.concatenate([spread.documents for spread in spreads for _ in range(2)])
    places = np.concatenate([ends for spread in spreads for ends in (spread.firsts, spread.lasts)])
    order = np.argsort(places, kind="stable")
    return Spread(snapshot, Placed(documents[order], places[order]))


class Windows(NamedTuple):
    """Windows across documents: first and last document, first and last place of each."""

    documents: Documents
    last_documents: Documents
    begins: _Places
    ends: _Places


def windows(
    snapshot: Snapshot, spreads: Sequence[Spread], holding: Documents, window: int
) -> Windows:
    """Return the windows of at most `window` words across documents; their documents ascend.

    `holding` are the documents that hold all children by themselves.
    """
    window = min(window, GAP)
    rarest, *others = sorted(spreads, key=len)
    alone = np.ones(len(rarest), np.bool_)
    alone[np.searchsorted(rarest.documents, holding)] = False
    kept = np.flatnonzero(alone)
    documents, firsts, lasts = rarest.documents[kept], rarest.firsts[kept], rarest.lasts[kept]
    for other in others:
        following, before = other.around(documents)
        kept = np.flatnonzero((following - lasts < window) | (firsts - before < window))
        documents, firsts, lasts = documents[kept], firsts[kept], lasts[kept]
    begins = ends = np.sort(np.concatenate([firsts, lasts[lasts > firsts]]))
    for other in others:
        if not len(begins):
            break
        begins, ends = _widened(other, begins, ends, window)
    return _counted(snapshot, holding, begins, ends)


def scores(snapshot: Snapshot, found: Windows, children: Sequence[tuple[Spread, Found]]) -> Scores:
    """Return how well the windows match, by where each child is and what it scores there.

    As if the documents that a window touches were one, in which each child is said once.
    """
    documents, last_documents, _, ends = found
    norms = snapshot.norms
    before = snapshot.begins[last_documents] - snapshot.begins[documents]
    whole = 1 + ranking.joined(norms[last_documents], before, snapshot.mean_length)
    total = np.zeros(len(documents), np.float32)
    for spread, child in children:
        holders = spread.held(ends)
        total += child.at(holders) * (1 + norms[holders]) / whole
    return total


def _widened(other: Spread, begins: _Places, ends: _Places, window: int) -> tuple[_Places, _Places]:
    """Return the windows around these that hold another child too, none inside another."""
    before, after = other.beside(begins, ends)
    inside = before >= begins
    left = ~inside & (ends - before < window)
    right = ~inside & (after - begins < window)
    return _smallest(
        np.concatenate([begins[inside], before[left], begins[right]]),
        np.concatenate([ends[inside], ends[left], after[right]]),
    )


def _smallest(begins: _Places, ends: _Places) -> tuple[_Places, _Places]:
    """Return the windows that have no other inside, in order."""
    # One number a window, of those with one begin the longest first.
    order = np.sort(begins.astype(np.int64) * GAP + (GAP - 1 - (ends - begins)))
    firsts = order // GAP
    lasts = firsts + GAP - 1 - order % GAP
    later = np.append(np.minimum.accumulate(lasts[::-1])[::-1][1:], np.iinfo(np.int64).max)
    kept = np.flatnonzero(lasts < later)
    return firsts[kept].astype(begins.dtype), lasts[kept].astype(begins.dtype)


def _counted(snapshot: Snapshot, holding: Documents, begins: _Places, ends: _Places) -> Windows:
    first = np.searchsorted(snapshot.begins, begins.astype(np.int64), "right") - 1
    last = np.searchsorted(snapshot.begins, ends.astype(np.int64), "right") - 1
    kept = np.searchsorted(holding, first) == np.searchsorted(holding, last, "right")
    found = Windows(*(column[kept] for column in (first, last, begins, ends)))
    best = _shortest(found.begins, found.ends)
    return Windows(*(column[best] for column in found))


def _shortest(begins: _Places, ends: _Places) -> NDArray[np.bool_]:
    """Return which windows share no word with a shorter one, or with one as short before it."""
    lengths = ends - begins
    shortest = np.ones(len(begins), np.bool_)
    for step in range(1, len(begins)):
        shared = begins[step:] <= ends[:-step]
        if not shared.any():
            break
        longer = lengths[:-step] > lengths[step:]
        shortest[:-step] &= ~(shared & longer)
        shortest[step:] &= ~shared | longer
    return shortest
