"""Windows across documents in numpy: many windows at a time, a child after the other."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedded.kernels.interface import GAP, Budget, Extents, Windows

__all__ = ["windows"]

_Numbers = NDArray[np.int64]
_Positions = NDArray[Any]


def windows(
    extents_of_each: Iterator[Extents],
    holding: _Numbers,
    begins: _Numbers,
    size: int,
    budget: Budget | None = None,
) -> Windows:
    """Return the windows of at most `size` words across documents; their documents ascend."""
    rarest = next(extents_of_each)
    apart = np.ones(len(rarest.documents), np.bool_)
    apart[np.searchsorted(rarest.documents, holding)] = False
    kept = np.flatnonzero(apart)
    documents, firsts, lasts = rarest.documents[kept], rarest.firsts[kept], rarest.lasts[kept]
    others = []
    while len(documents) and (other := next(extents_of_each, None)):
        if budget is not None:
            budget.spend(len(documents))
        others.append(other)
        following, before = other.around(documents)
        kept = np.flatnonzero((following - lasts < size) | (firsts - before < size))
        documents, firsts, lasts = documents[kept], firsts[kept], lasts[kept]
    starts = ends = np.sort(np.concatenate([firsts, lasts[lasts > firsts]]))
    for other in others:
        if not len(starts):
            break
        starts, ends = _widened(other, starts, ends, size)
    return _counted(holding, begins, starts, ends)


def _widened(
    other: Extents, begins: _Positions, ends: _Positions, window: int
) -> tuple[_Positions, _Positions]:
    """Return the smallest windows that hold one of these windows and another child."""
    before, after = other.beside(ends)
    inside = before >= begins
    left = ~inside & (ends - before < window)
    right = ~inside & (after - begins < window)
    return _smallest(
        np.concatenate([begins[inside], before[left], begins[right]]),
        np.concatenate([ends[inside], ends[left], after[right]]),
    )


def _smallest(begins: _Positions, ends: _Positions) -> tuple[_Positions, _Positions]:
    """Return the windows that contain no other, in order."""
    # One number for each window; of windows with the same begin the longest comes first.
    order = np.sort(begins.astype(np.int64) * GAP + (GAP - 1 - (ends - begins)))
    firsts = order // GAP
    lasts = firsts + GAP - 1 - order % GAP
    later = np.append(np.minimum.accumulate(lasts[::-1])[::-1][1:], np.iinfo(np.int64).max)
    kept = np.flatnonzero(lasts < later)
    return firsts[kept].astype(begins.dtype), lasts[kept].astype(begins.dtype)


def _counted(holding: _Numbers, firsts: _Numbers, begins: _Positions, ends: _Positions) -> Windows:
    first = np.searchsorted(firsts, begins.astype(np.int64), "right") - 1
    last = np.searchsorted(firsts, ends.astype(np.int64), "right") - 1
    kept = np.searchsorted(holding, first) == np.searchsorted(holding, last, "right")
    candidates = Windows(*(column[kept] for column in (first, last, begins, ends)))
    best = _shortest(candidates.begins, candidates.ends)
    return Windows(*(column[best] for column in candidates))


def _shortest(begins: _Positions, ends: _Positions) -> NDArray[np.bool_]:
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
