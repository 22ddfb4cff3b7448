"""Segments that say nearly the same, of which a page shows the best one.

The same welcome opens every episode, and `thank you` ends most: without this they fill the
page. Segments with one signature (signatures.py) are of one kind.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded import demotion
from index.embedded.demotion import Best
from index.embedded.ranking import Scores
from index.embedded.signatures import repeated
from index.embedded.snapshot import Found

__all__ = ["Collapsed", "Kinds", "best", "kinds_of"]

_SPARE = 8  # documents looked at beyond those wanted


class Kinds(NamedTuple):
    """Which documents of a snapshot are alike.

    `of` is the kind of each document, 0 if no other is like it (int32); `members` are the
    documents of all other kinds, ascending (int64), and `kinds` is how many of them there are.
    """

    of: NDArray[np.int32]
    members: NDArray[np.int64]
    kinds: int

    def counted(self, found: Found) -> NDArray[np.int64]:
        """Return how many documents of each kind, from 0 on, are among those found."""
        if found.common and len(found) > len(self.members):
            numbers = self.of[self.members[found.mask[self.members]]]
        else:
            numbers = self.of[found.documents]
        counts = np.bincount(numbers, minlength=self.kinds + 1)
        counts[0] = 0
        return counts


class Collapsed(NamedTuple):
    """The best of what was found, one of each kind.

    `alike` is how many others are like each of them (int64), `hidden` how many there are, like
    these or like others, of which a better one stands for all.
    """

    best: Best
    alike: NDArray[np.int64]
    hidden: int


def kinds_of(
    signatures: Sequence[NDArray[np.uint32]], members: NDArray[np.int64] | None = None
) -> Kinds:
    """Return the kinds of documents with these signatures, of one index segment after the other.

    `members` are those that share a signature, where that is known; else they are looked for,
    which takes 10 ms of 100,000.
    """
    joined = np.concatenate(signatures) if signatures else np.empty(0, np.uint32)
    if members is None:
        members = repeated(joined)
    known, kinds = np.unique(joined[members], return_inverse=True)
    of = np.zeros(len(joined), np.int32)
    of[members] = kinds + 1
    return Kinds(of, members, len(known))


def best(found: Found, factors: Scores | None, kinds: Kinds, count: int) -> Collapsed:
    """Return the `count` best of what was found, as `demotion.best` does, one of each kind.

    Of those alike the best counts, and of equal ones the first, so that pages follow each other.
    """
    counts = kinds.counted(found)
    hidden = int(counts.sum() - np.count_nonzero(counts))
    if not hidden:
        ranked = demotion.best(found, factors, count)
        return Collapsed(ranked, np.zeros(len(ranked.places), np.int64), 0)
    wanted = min(count, len(found) - hidden)
    taken = wanted + _SPARE
    while True:
        ranked = demotion.best(found, factors, taken)
        numbers = kinds.of[found.documents[ranked.places]]
        kept = _firsts(numbers.tolist())[:wanted]
        if len(kept) == wanted:
            alike = np.maximum(counts[numbers[kept]] - 1, 0)
            return Collapsed(Best(ranked.places[kept], ranked.scores[kept]), alike, hidden)
        taken *= 2


def _firsts(kinds: Sequence[int]) -> list[int]:
    """Return where each kind comes for the first time, and all that are of kind 0."""
    seen: set[int] = set()
    kept = []
    for at, kind in enumerate(kinds):
        if kind not in seen:
            kept.append(at)
            if kind:
                seen.add(kind)
    return kept
