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

_SPARE = 6  # documents looked at beyond those wanted, at first


class Kinds(NamedTuple):
    """Which documents of a snapshot are alike.

    `of` is the kind of each document, from 0 on, -1 if no other is like it (int32); `members` are
    the documents that have one, kind by kind, and `begins` says where each kind begins (int64).
    """

    of: NDArray[np.int32]
    members: NDArray[np.int64]
    begins: NDArray[np.int64]

    def counted(self, found: Found) -> "Counted":
        """Return how many documents of each kind are among those found.

        A common word keeps them, as it does its mask.
        """
        known: Counted | None = found.counted
        if known is None:
            if found.common and len(self.begins):
                there = found.mask.take(self.members).view(np.int8)
                counts = np.add.reduceat(there, self.begins, dtype=np.int64)
            else:
                kinds = self.of.take(found.documents)
                counts = np.bincount(kinds[kinds >= 0])
            known = Counted(int(counts.sum()) - int(np.count_nonzero(counts)), counts)
            if found.common:
                found.counted = known
        return known


class Counted(NamedTuple):
    """How many documents of each kind were found (int64), and how many but one of each."""

    hidden: int
    counts: NDArray[np.int64]


class Collapsed(NamedTuple):
    """The best of what was found, one of each kind.

    `alike` is how many others are like each of them, `hidden` how many there are, like
    these or like others, of which a better one stands for all.
    """

    best: Best
    alike: list[int]
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
    members = members[np.argsort(joined[members], kind="stable")]
    first = np.diff(joined[members], prepend=np.uint32(0)) > 0
    of = np.full(len(joined), -1, np.int32)
    of[members] = np.cumsum(first) - 1
    return Kinds(of, members, np.flatnonzero(first))


def best(found: Found, factors: Scores | None, kinds: Kinds, count: int) -> Collapsed:
    """Return the `count` best of what was found, as `demotion.best` does, one of each kind.

    Of those alike the best counts, and of equal ones the first, so that pages follow each other.
    """
    hidden, counts = kinds.counted(found)
    if not hidden:
        ranked = demotion.best(found, factors, count)
        return Collapsed(ranked, [0] * len(ranked.places), 0)
    wanted = min(count, len(found) - hidden)
    taken = wanted + _SPARE
    while True:
        ranked = demotion.best(found, factors, taken)
        numbers = kinds.of[found.documents[ranked.places]].tolist()
        kept = _firsts(numbers)[:wanted]
        if len(kept) == wanted:
            break
        taken *= 2
    if len(kept) < len(numbers):
        ranked = Best(ranked.places[kept], ranked.scores[kept])
    of_kind = [numbers[at] for at in kept]
    return Collapsed(
        ranked, [int(counts[kind]) - 1 if kind >= 0 else 0 for kind in of_kind], hidden
    )


def _firsts(kinds: Sequence[int]) -> list[int]:
    """Return where each kind comes for the first time, and all that are of none."""
    seen: set[int] = set()
    kept = []
    for at, kind in enumerate(kinds):
        if kind not in seen:
            kept.append(at)
            if kind >= 0:
                seen.add(kind)
    return kept
