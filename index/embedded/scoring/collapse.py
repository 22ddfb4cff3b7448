"""Segments that say nearly the same, of which a page shows the best one.

The same welcome opens every episode, and `thank you` ends most: without this they fill the
page. Segments with one signature (signatures.py) are of one kind (near_duplicates.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.embedded.reading.matches import Found
from index.embedded.reading.near_duplicates import Kinds, KindsFound
from index.embedded.scoring import sponsor_demotion

__all__ = ["Listed", "Ranked", "best"]

_SPARE = 6  # documents looked at beyond those wanted, at first

_FEW = 300
"""Documents whose kinds are counted one by one: an array costs 15 us, whatever it holds."""


Ranked = tuple[int, float, int]
"""A document, its score, and how many others are like it and on no page."""


class Listed(NamedTuple):
    """The best of what was found, and how many of it a better one stands for that is alike."""

    best: Sequence[Ranked]
    hidden: int


def best(found: Found, sponsors: bytes | None, kinds: Kinds | None, count: int) -> Listed:
    """Return the `count` best of what was found, as `demotion.best` does, one of each kind.

    Of those alike the best counts, and of equal ones the first, so that pages follow each other.
    Without `kinds` all are listed.
    """
    hidden, counts = _NO_KINDS if kinds is None else _counted(kinds, found)
    if kinds is None or not hidden:
        rows = sponsor_demotion.best(found, sponsors, count)
        return Listed([(document, score, 0) for document, score in rows], 0)
    wanted = min(count, len(found) - hidden)
    taken = wanted + _SPARE
    of = kinds.data
    while True:
        seen: set[int] = set()
        ranked: list[Ranked] = []
        for document, score in sponsor_demotion.best(found, sponsors, taken):
            kind = of[document]
            if kind < 0:
                ranked.append((document, score, 0))
            elif kind not in seen:
                seen.add(kind)
                ranked.append((document, score, int(counts[kind]) - 1))
        if len(ranked) >= wanted:
            return Listed(ranked[:wanted], hidden)
        taken *= 2


_NO_KINDS = KindsFound(0, {})


def _counted(kinds: Kinds, found: Found) -> KindsFound:
    """Return how many documents of each kind are among those found.

    What many documents match keeps them, as it does its mask.
    """
    known = found.kinds
    if known is not None:
        return known
    if len(found) <= _FEW:
        kind_of = kinds.data.__getitem__
        held = [kind for kind in map(kind_of, found.documents.tolist()) if kind >= 0]
        different = set(held)
        hidden = len(held) - len(different)
        known = KindsFound(hidden, {kind: held.count(kind) for kind in different} if hidden else {})
    else:
        numbers = kinds.take(found.documents)
        counts = np.bincount(numbers[numbers >= 0])
        known = KindsFound(int(counts.sum()) - int(np.count_nonzero(counts)), counts)
    if found.common:
        found.kinds = known
    return known
