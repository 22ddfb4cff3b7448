"""Segments that say nearly the same, of which a page shows the best one.

The same welcome opens every episode, and `thank you` ends most: without this they fill the
page. Segments with one signature (signatures.py) are of one kind (kinds.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.embedded import demotion
from index.embedded.demotion import Best
from index.embedded.kinds import Kinds, KindsFound
from index.embedded.ranking import Scores
from index.embedded.snapshot import Found

__all__ = ["Collapsed", "best"]

_SPARE = 6  # documents looked at beyond those wanted, at first


class Collapsed(NamedTuple):
    """The best of what was found, one of each kind.

    `alike` is how many others are like each of them, `hidden` how many there are, like
    these or like others, of which a better one stands for all.
    """

    best: Best
    alike: list[int]
    hidden: int


def best(found: Found, factors: Scores | None, kinds: Kinds | None, count: int) -> Collapsed:
    """Return the `count` best of what was found, as `demotion.best` does, one of each kind.

    Of those alike the best counts, and of equal ones the first, so that pages follow each other.
    Without `kinds` all are listed.
    """
    hidden, counts = (0, None) if kinds is None else _counted(kinds, found)
    if kinds is None or counts is None or not hidden:
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


def _counted(kinds: Kinds, found: Found) -> KindsFound:
    """Return how many documents of each kind are among those found.

    A common word keeps them, as it does its mask.
    """
    known = found.kinds
    if known is None:
        if found.common and len(kinds.begins):
            there = found.mask.take(kinds.members).view(np.int8)
            counts = np.add.reduceat(there, kinds.begins, dtype=np.int64)
        else:
            held = kinds.of.take(found.documents)
            counts = np.bincount(held[held >= 0])
        known = KindsFound(int(counts.sum()) - int(np.count_nonzero(counts)), counts)
        if found.common:
            found.kinds = known
    return known


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
