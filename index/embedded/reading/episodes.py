"""The episodes of a snapshot as arrays, numbered across its index segments. Decision 0022."""

import functools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format import impacts
from index.embedded.format.counts import starts
from index.embedded.kernels.sorted_arrays import joined
from index.embedded.reading.leaf import GAP, Leaf
from index.model import Episode, listing_key
from index.ranking import bm25, parameters
from index.ranking.bm25 import Scores

__all__ = ["Episodes"]


class Episodes:
    """All episodes of a snapshot, dead ones included; arrays are made on first use."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = leaves
        self.bases: NDArray[np.int64] = starts(np.array([one.episodes for one in leaves], np.int64))
        """The number of the first episode of each index segment, then that of all (int64)."""
        sizes = [np.diff(leaf.firsts) for leaf in leaves]
        self.firsts: NDArray[np.int64] = starts(np.concatenate([np.empty(0, np.int64), *sizes]))
        """The first document of each episode, then the number of documents (int64)."""

    def __len__(self) -> int:
        return int(self.bases[-1])

    def __getitem__(self, number: int) -> Episode:
        leaf = int(np.searchsorted(self.bases, number, "right")) - 1
        return self._leaves[leaf].episode(number - int(self.bases[leaf]))

    def living(self) -> Iterator[tuple[int, Episode]]:
        """Yield the number of each living episode, and the episode."""
        for base, leaf in zip(self.bases.tolist(), self._leaves, strict=False):
            for number in leaf.ids.values():
                yield base + number, leaf.episode(number)

    @functools.cached_property
    def begins(self) -> NDArray[np.int64]:
        """The global position of the first word of each episode (int64)."""
        begins: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
        first = 0
        for leaf in self._leaves:
            gaps = GAP * np.arange(1, leaf.episodes + 1)
            begins.append(first + gaps + starts(leaf.lengths)[leaf.firsts[:-1]])
            first += leaf.extent
        return np.concatenate(begins)

    @functools.cached_property
    def ends(self) -> NDArray[np.int64]:
        """The global position after the last word of each episode (int64)."""
        return self.begins + self.words

    @functools.cached_property
    def words(self) -> NDArray[np.int64]:
        """The number of words of each episode (int64)."""
        return np.diff(starts(self.lengths)[self.firsts])

    @functools.cached_property
    def of(self) -> NDArray[np.int64]:
        """The number of the episode of each document (int64)."""
        return np.repeat(np.arange(len(self)), np.diff(self.firsts))

    @functools.cached_property
    def emphasis(self) -> Scores:
        """The weight of a word in each document (float32): more where the talk begins."""
        return impacts.emphasis(self.lengths, np.diff(self.firsts))

    @functools.cached_property
    def sponsor_weighted(self) -> Scores:
        """The weight of a word in each document (float32), lower in sponsors' messages."""
        sponsor = joined([leaf.sponsor for leaf in self._leaves], np.bool_)
        return impacts.sponsor_weighted(self.emphasis, sponsor)

    @functools.cached_property
    def norms(self) -> Scores:
        """BM25's length norm of each episode (float32), from its weighted words."""
        lengths = np.zeros(len(self))
        held = np.flatnonzero(np.diff(self.firsts))
        if len(held):
            # Whole steps of 1/128, so their sum is exact in any order.
            weighted = self.lengths * self.emphasis
            lengths[held] = np.add.reduceat(weighted, self.firsts[held], dtype=np.float64)
        mean = float(lengths.mean()) if len(lengths) else 0.0
        return bm25.norms(lengths, mean, parameters.EPISODE_K1, parameters.EPISODE_B)

    @functools.cached_property
    def days(self) -> NDArray[np.int64]:
        """The day of each episode (date.toordinal(), int64), 0 where unknown."""
        days = [leaf.file.array("episode.days").astype(np.int64) for leaf in self._leaves]
        return np.concatenate([np.empty(0, np.int64), *days])

    @functools.cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The rank of each living episode in the order of listing (int64), 0 for dead ones."""
        ranks = np.zeros(len(self), np.int64)
        ordered = sorted(self.living(), key=lambda numbered: listing_key(numbered[1]))
        for rank, (number, _) in enumerate(ordered):
            ranks[number] = rank
        return ranks

    @functools.cached_property
    def lengths(self) -> NDArray[np.int64]:
        """The number of words of each document (int64)."""
        return joined([leaf.lengths for leaf in self._leaves], np.int64)
