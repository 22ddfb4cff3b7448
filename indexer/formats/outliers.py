"""Stamps that do not fit between the others: the fewest that have to go for the rest to ascend.

1, 2, 36050, 5, 6    36050 does not fit
1, 8, 3, 9, 10       8 does not fit, or 3; the later ones that follow decide, then the earlier
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["Run", "runs"]

_FAR_AHEAD = 60.0  # seconds


class Run(NamedTuple):
    """Stamps in a row that do not fit: the first one's index, and the index after the last."""

    first: int
    after: int


def runs(starts: Sequence[float]) -> Iterator[Run]:
    """Yield the runs of stamps that are not in the longest subsequence that never falls."""
    since = 0
    for at in [*_longest(starts), len(starts)]:
        if at > since:
            yield Run(since, at)
        since = at + 1


def _longest(starts: Sequence[float]) -> list[int]:
    """Return the indexes of the longest subsequence of stamps that never falls.

    Of two of one length, the one that is complete first counts, unless it jumps far ahead.
    """
    # The least stamp that ends a subsequence of each length, and where it stands.
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    complete = -1
    for at, start in enumerate(starts):
        length = bisect_right(tails, start)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(start)
            ends.append(at)
            complete = at
        else:
            tails[length] = start
            ends[length] = at
    if tails and starts[complete] - tails[-1] > _FAR_AHEAD:
        complete = ends[-1]
    chain: list[int] = []
    while complete >= 0:
        chain.append(complete)
        complete = before[complete]
    chain.reverse()
    # Of the first two stamps of a file either could go; the first one is kept.
    most = starts[chain[1]] if len(chain) > 1 else math.inf
    if chain[:1] == [1] and starts[0] <= min(most, starts[1] + _FAR_AHEAD):
        chain[0] = 0
    return chain
