"""Windows: so many words in a row that hold a match of every child, across segments.

Who looks for `wsgi flask` looks for a place, and a place does not end where a segment does.
A document that holds all children is found by its lists; here are the windows that lie
across documents, of which none holds all. The hit is the document a window begins in.

A window goes from a place of one child to a place of another and has no smaller one inside.
Beginning in one document and ending in another, it begins with the last place that a child
has in the one, and ends with the first that a child has in the other: so of each child's
places the first and the last in each document are enough (`Extents`). It counts

- if it touches no document that holds all children: that is a hit by itself,
- if no window that shares a word with it is shorter, or as short and earlier: one place is
  one hit.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.matching.extents import Extents, PositionArray
from index.embedded.reading.leaf import GAP
from index.embedded.reading.matches import Matches
from index.embedded.reading.snapshot import Snapshot
from index.ranking import bm25
from index.ranking.bm25 import Scores

__all__ = ["Windows", "scores", "windows"]


class Windows(NamedTuple):
    """Windows across documents: first and last document, first and last place of each."""

    documents: Documents
    last_documents: Documents
    begins: PositionArray
    ends: PositionArray


def windows(
    snapshot: Snapshot, extents_of_each: Iterator[Extents], holding: Documents, window: int
) -> Windows:
    """Return the windows of at most `window` words across documents; their documents ascend.

    `extents_of_each` come rarest first, and are asked for while any place is left: a paragraph that
    somebody pasted has a hundred. `holding` are the documents that hold all children by themselves.
    """
    window = min(window, GAP)
    largest = next(extents_of_each)
    alone = np.ones(len(largest), np.bool_)
    alone[np.searchsorted(largest.documents, holding)] = False
    kept = np.flatnonzero(alone)
    documents, firsts, lasts = largest.documents[kept], largest.firsts[kept], largest.lasts[kept]
    others = []
    while len(documents) and (other := next(extents_of_each, None)):
        others.append(other)
        following, before = other.around(documents)
        kept = np.flatnonzero((following - lasts < window) | (firsts - before < window))
        documents, firsts, lasts = documents[kept], firsts[kept], lasts[kept]
    begins = ends = np.sort(np.concatenate([firsts, lasts[lasts > firsts]]))
    for other in others:
        if not len(begins):
            break
        begins, ends = _widened(other, begins, ends, window)
    return _counted(snapshot, holding, begins, ends)


def scores(
    snapshot: Snapshot, found: Windows, children: Sequence[tuple[Extents, Matches]]
) -> Scores:
    """Return how well the windows match, by where each child is and what it scores there.

    As if the documents that a window touches were one, in which each child is said once.
    """
    documents, last_documents, _, ends = found
    norms = snapshot.norms
    before = snapshot.document_positions[last_documents] - snapshot.document_positions[documents]
    whole = 1 + bm25.joined(norms[last_documents], before, snapshot.mean_length)
    total = np.zeros(len(documents), np.float32)
    for extents, child in children:
        holders = extents.held(ends)
        total += child.at(holders) * (1 + norms[holders]) / whole
    return total


def _widened(
    other: Extents, begins: PositionArray, ends: PositionArray, window: int
) -> tuple[PositionArray, PositionArray]:
    """Return the windows around these that hold another child too, none inside another."""
    before, after = other.beside(ends)
    inside = before >= begins
    left = ~inside & (ends - before < window)
    right = ~inside & (after - begins < window)
    return _smallest(
        np.concatenate([begins[inside], before[left], begins[right]]),
        np.concatenate([ends[inside], ends[left], after[right]]),
    )


def _smallest(begins: PositionArray, ends: PositionArray) -> tuple[PositionArray, PositionArray]:
    """Return the windows that have no other inside, in order."""
    # One number a window, of those with one begin the longest first.
    order = np.sort(begins.astype(np.int64) * GAP + (GAP - 1 - (ends - begins)))
    firsts = order // GAP
    lasts = firsts + GAP - 1 - order % GAP
    later = np.append(np.minimum.accumulate(lasts[::-1])[::-1][1:], np.iinfo(np.int64).max)
    kept = np.flatnonzero(lasts < later)
    return firsts[kept].astype(begins.dtype), lasts[kept].astype(begins.dtype)


def _counted(
    snapshot: Snapshot, holding: Documents, begins: PositionArray, ends: PositionArray
) -> Windows:
    first = np.searchsorted(snapshot.document_positions, begins.astype(np.int64), "right") - 1
    last = np.searchsorted(snapshot.document_positions, ends.astype(np.int64), "right") - 1
    kept = np.searchsorted(holding, first) == np.searchsorted(holding, last, "right")
    found = Windows(*(column[kept] for column in (first, last, begins, ends)))
    best = _shortest(found.begins, found.ends)
    return Windows(*(column[best] for column in found))


def _shortest(begins: PositionArray, ends: PositionArray) -> NDArray[np.bool_]:
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
