"""The documents of an answer: exact hits, and close hits where these are few. Decision 0036."""

from functools import partial
from typing import NamedTuple

import numpy as np

from index.embedded.answering.called import places_of_called
from index.embedded.matching.executor import Search, without
from index.embedded.reading.matches import Matches
from index.embedded.statistics import EmbeddedStatistics
from index.query.tree import MatchNone, Query
from index.rewriting.expansion import expand
from index.rewriting.relaxation import Relaxation, relaxation

__all__ = ["Found", "find"]

_REMEMBERED = 2000  # bytes of a cached relaxation, estimated


class Found(NamedTuple):
    """The documents that a query finds.

    `exact` match the expanded tree `asked`. `close` match the tree `weaker` only, which is
    `MatchNone` where close hits are not asked for, or are of episodes that are called as is asked.
    `search` has evaluated both.
    """

    asked: Query
    exact: Matches
    weaker: Query
    close: Matches
    relaxation: Relaxation
    search: Search


def find(
    statistics: EmbeddedStatistics,
    tree: Query,
    enough: int,
    *,
    called: bool = False,
    heard: bool = False,
) -> Found:
    """Return the documents of a query, with close ones if fewer than `enough` are exact.

    With `called`, episodes answer too that are called as is asked. With `heard`, trees are expanded
    by mishearings too.
    """
    # One search for all trees, which share most of their parts.
    search = Search(statistics.snapshot)

    def count(part: Query) -> int:
        return len(search.match(part))

    asked = expand(statistics, tree, heard=heard)
    exact = search.match(asked)
    relaxed = statistics.remembered(
        ("relaxation", tree, heard),
        partial(relaxation, statistics, tree, count, heard=heard),
        lambda _: _REMEMBERED,
    )
    weaker: Query = MatchNone()
    close = Matches(np.empty(0, np.int64), None, statistics.snapshot.documents)
    if len(exact) < enough:
        for one in relaxed.weaker:
            matches = search.match(one)
            if len(matches):
                weaker, close = one, without(matches, exact)
                break
    if called:
        snapshot = statistics.snapshot
        places = places_of_called(snapshot, search, tree, relaxed, (exact, close))
        if places is not None:
            if isinstance(weaker, MatchNone):
                weaker = relaxed.weaker[0] if relaxed.weaker else asked
            close = close.joined(places)
    return Found(asked, exact, weaker, close, relaxed, search)
