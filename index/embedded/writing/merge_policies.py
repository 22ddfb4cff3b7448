"""Merge policies: the choice of the index segments that a commit merges. Decision 0028.

A policy gets the writer and the index segments, oldest first. It lets the writer `merge` some of
them, and returns the index segments of the commit. Names are those of Whoosh's policies.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from index.embedded.reading.leaf import Leaf

__all__ = ["MERGE_SMALL", "NO_MERGE", "OPTIMIZE", "PURGE", "MergePolicy"]


class Merger(Protocol):
    """The part of a writer that a policy uses."""

    def merge(self, leaves: Sequence[Leaf]) -> Leaf:
        """Merge several index segments, and return the new one."""
        ...


MergePolicy = Callable[[Merger, Sequence[Leaf]], list[Leaf]]

_HALF = 2


def NO_MERGE(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Merge nothing."""
    return list(leaves)


def MERGE_SMALL(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Merge the first index segment that is not larger than all after it together, with these.

    Each index segment is then larger than all after it together: n commits leave at most log2(n)
    of them, and copy a document at most that often. An index segment in which more than half of
    the documents are dead is merged too, with all after it.
    """
    after = sum(map(_living, leaves))
    for number, leaf in enumerate(leaves):
        after -= _living(leaf)
        if _half_dead(leaf) or (number + 1 < len(leaves) and _living(leaf) <= after):
            return [*leaves[:number], writer.merge(leaves[number:])]
    return list(leaves)


def OPTIMIZE(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Merge all index segments into one."""
    if len(leaves) > 1 or any(leaf.dead_episodes for leaf in leaves):
        return [writer.merge(leaves)]
    return list(leaves)


def PURGE(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # as the others
    """Write each index segment anew that holds dead episodes."""
    return [writer.merge([leaf]) if leaf.dead_episodes else leaf for leaf in leaves]


def _living(leaf: Leaf) -> int:
    return leaf.documents if leaf.alive is None else int(leaf.alive.sum())


def _half_dead(leaf: Leaf) -> bool:
    return _HALF * _living(leaf) < leaf.documents
