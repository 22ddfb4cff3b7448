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

_MOST_TERMS = 500_000
"""The most different terms of an index segment that a merge makes, of 500 bytes each while it does.
A thousand hours of talk have 40,000, and each language adds its own; random letters have no end."""


def NO_MERGE(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Merge nothing."""
    return list(leaves)


def MERGE_SMALL(writer: Merger, leaves: Sequence[Leaf]) -> list[Leaf]:  # noqa: N802  # Whoosh's name
    """Merge the first index segment that is not larger than all after it together, with these.

    Each index segment is then larger than all after it together: n commits leave at most log2(n)
    of them, and copy a document at most that often. An index segment in which more than half of
    the documents are dead is merged too, with all after it. Index segments that have too many terms
    together stay apart, because merging holds all terms in memory.
    """
    after = sum(leaf.living_documents for leaf in leaves)
    for number, leaf in enumerate(leaves):
        after -= leaf.living_documents
        due = _half_dead(leaf) or (number + 1 < len(leaves) and leaf.living_documents <= after)
        if due and not _have_too_many_terms(leaves[number:]):
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


def _half_dead(leaf: Leaf) -> bool:
    return _HALF * leaf.living_documents < leaf.documents


def _have_too_many_terms(leaves: Sequence[Leaf]) -> bool:
    if len(leaves) == 1 or sum(len(leaf.terms) for leaf in leaves) <= _MOST_TERMS:
        return False
    terms: set[bytes] = set()
    for leaf in leaves:
        terms.update(leaf.terms)
        if len(terms) > _MOST_TERMS:
            return True
    return False
