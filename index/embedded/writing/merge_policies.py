"""Which index segments a commit merges, as Whoosh's merge policies say it.

A policy gets the writer and the index segments, oldest first, has the writer `merge` some
of them, and returns those to keep.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from index.embedded.reading.leaf import Leaf

__all__ = ["MERGE_SMALL", "NO_MERGE", "OPTIMIZE", "MergePolicy"]


class Merger(Protocol):
    """What a policy uses of a writer."""

    def merge(self, leaves: Sequence[Leaf]) -> Leaf:
        """Return one index segment made of several."""
        ...


MergePolicy = Callable[[Merger, Sequence[Leaf]], list[Leaf]]

_HALF = 2


def NO_MERGE(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Keep all as they are."""
    return list(leaves)


def MERGE_SMALL(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Merge the first that is not larger than all after it, and those.

    So each is larger than all after it together: n commits leave no more than log2(n)
    index segments, and a document is copied no more often. One of which more than half is
    dead is merged too.
    """
    after = sum(map(_living, leaves))
    for at, leaf in enumerate(leaves):
        after -= _living(leaf)
        if _half_dead(leaf) or (at + 1 < len(leaves) and _living(leaf) <= after):
            return [*leaves[:at], writer.merge(leaves[at:])]
    return list(leaves)


def OPTIMIZE(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Merge all into one."""
    if len(leaves) > 1 or any(leaf.dead for leaf in leaves):
        return [writer.merge(leaves)]
    return list(leaves)


def _living(leaf: Leaf) -> int:
    return leaf.documents if leaf.alive is None else int(leaf.alive.sum())


def _half_dead(leaf: Leaf) -> bool:
    return _HALF * _living(leaf) < leaf.documents
