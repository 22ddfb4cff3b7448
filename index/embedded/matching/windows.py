"""Windows: stretches of talk that hold a match of every child, across segments. Decision 0008.

A passage of talk does not end where a segment ends. A document that holds all children is found by
intersecting posting lists. This module finds the windows across documents of which none holds all
children. The hit is the document in which a window begins.

A window goes from a position of one child to a position of another and contains no smaller window.
If it begins in one document and ends in another, it begins with the last position of a child in
the former and ends with the first position of a child in the latter. The first and the last
position of each child in each document are therefore enough (`Extents`). A window counts if

- it touches no document that holds all children, which is a hit by itself, and
- no window that shares a word with it is shorter, or equally short and earlier, so that one
  passage is one hit.
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
    """Windows across documents: the first and last document and position of each."""

    documents: Documents
    last_documents: Documents
    begins: PositionArray
    ends: PositionArray


def windows(
    snapshot: Snapshot, extents_of_each: Iterator[Extents], holding: Documents, window: int
) -> Windows:
    """Return the windows of at most `window` words across documents; their documents ascend.

    `extents_of_each` gives the extents of each child, rarest first. It is read only as long as a
    window is possible, because a pasted paragraph has a hundred children. `holding` are the
    documents that hold all children by themselves.
    """
    window = min(window, GAP)
    rarest = next(extents_of_each)
    apart = np.ones(len(rarest), np.bool_)
    apart[np.searchsorted(rarest.documents, holding)] = False
    kept = np.flatnonzero(apart)
    documents, firsts, lasts = rarest.documents[kept], rarest.firsts[kept], rarest.lasts[kept]
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
    snapshot: Snapshot, windows: Windows, children: Sequence[tuple[Extents, Matches]]
) -> Scores:
    """Return the BM25 scores of windows (float32).

    `children` are the extents of each child and its matches. The documents that a window touches
    are scored as one document in which each child occurs once.
    """
    documents, last_documents, _, ends = windows
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
    """Return the smallest windows that hold one of these windows and another child."""
    before, after = other.beside(ends)
    inside = before >= begins
    left = ~inside & (ends - before < window)
    right = ~inside & (after - begins < window)
    return _smallest(
        np.concatenate([begins[inside], before[left], begins[right]]),
        np.concatenate([ends[inside], ends[left], after[right]]),
    )


def _smallest(begins: PositionArray, ends: PositionArray) -> tuple[PositionArray, PositionArray]:
    """Return the windows that contain no other, in order."""
    # One number for each window; of windows with the same begin the longest comes first.
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
    candidates = Windows(*(column[kept] for column in (first, last, begins, ends)))
    best = _shortest(candidates.begins, candidates.ends)
    return Windows(*(column[best] for column in candidates))


def _shortest(begins: PositionArray, ends: PositionArray) -> NDArray[np.bool_]:
    """Return which windows share no word with a shorter or equally short earlier one (bool)."""
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
