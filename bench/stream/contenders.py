"""The contenders of each mode: an engine, the way in which it is asked, and its environment."""

from collections.abc import Collection, Mapping
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from bench.compare.engines import OVERHEARD

__all__ = ["MODES", "TANTIVY", "Contender", "contenders", "pairs"]

TANTIVY = "tantivy"

MODES = {
    "asked": "Only places that hold all that is asked (`relax=False`), beside the peers' AND.",
    "default": "The library's defaults, beside tantivy doing the same work: AND, then OR where "
    "that finds under ten, fused with the fifty best whole episodes.",
    "page": "The most that the search page asks for (ten episodes with three places each, "
    "mishearings, near-duplicates, three facets), beside the library's defaults.",
}
"""The modes of asking."""

_LIBRARY: Mapping[str, Mapping[str, str]] = {OVERHEARD: {}}
"""Overheard as it can run: the name of each, and the variables that choose it for a process."""

_GROWING = (OVERHEARD, TANTIVY)
"""The engines that are asked at several times the corpus; the others would take hours."""


class Contender(NamedTuple):
    """A column of the tables.

    `engine` has the index (a name of `bench.compare.engines`), `way` says how it is asked.
    `environment` are the variables that its process gets. `ours` is true for what is measured, and
    false for what it is measured by.
    """

    name: str
    engine: str
    way: str
    ours: bool
    environment: Mapping[str, str] = MappingProxyType({})


def contenders(mode: str, copies: int, absent: Collection[str] = ()) -> list[Contender]:
    """Return the contenders of a mode at `copies` times the corpus, without `absent` engines."""
    found = [
        Contender(f"{name}, page" if mode == "page" else name, OVERHEARD, mode, True, variables)
        for name, variables in _LIBRARY.items()
    ]
    if mode == "page":
        found += [
            Contender(name, OVERHEARD, "default", False, variables)
            for name, variables in _LIBRARY.items()
        ]
    else:
        peers = (TANTIVY, "SQLite FTS5", "stock Whoosh") if mode == "asked" else (TANTIVY,)
        found += [Contender(name, name, mode, False) for name in peers]
    return [
        one for one in found if one.engine not in absent and (copies == 1 or one.engine in _GROWING)
    ]


def pairs(found: Collection[Contender]) -> list[tuple[Contender, Contender]]:
    """Return each of ours with each that it is measured by.

    The page is measured by the library in the same environment only.
    """
    ours = [one for one in found if one.ours]
    peers = [one for one in found if not one.ours]
    return [
        (one, peer)
        for one, peer in product(ours, peers)
        if one.engine != peer.engine or one.environment == peer.environment
    ]
