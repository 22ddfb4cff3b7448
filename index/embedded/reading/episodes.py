"""The episodes of a snapshot as arrays: numbered through, as its documents are."""

import functools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import starts
from index.embedded.reading.leaf import GAP, Leaf
from index.model import Episode, listing_key
from index.ranking import bm25, parameters
from index.ranking.bm25 import Scores

__all__ = ["Episodes", "emphasis"]


class Episodes:
    """All episodes of a snapshot, those that were removed too; made when first asked for."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = leaves
        self._bases = starts(np.array([leaf.episodes for leaf in leaves], np.int64))
        sizes = [np.diff(leaf.firsts) for leaf in leaves]
        self.firsts: NDArray[np.int64] = starts(np.concatenate([np.empty(0, np.int64), *sizes]))
        """The first document of each episode, and the number of documents."""

    def __len__(self) -> int:
        return int(self._bases[-1])

    def __getitem__(self, number: int) -> Episode:
        at = int(np.searchsorted(self._bases, number, "right")) - 1
        return self._leaves[at].episode(number - int(self._bases[at]))

    def living(self) -> Iterator[tuple[int, Episode]]:
        """Yield each episode that was not removed, and its number."""
        for base, leaf in zip(self._bases.tolist(), self._leaves, strict=False):
            for number in leaf.ids.values():
                yield base + number, leaf.episode(number)

    @functools.cached_property
    def begins(self) -> NDArray[np.int64]:
        """The place of the first word of each episode, counted through all index segments."""
        begins: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
        first = 0
        for leaf in self._leaves:
            gaps = GAP * np.arange(1, leaf.episodes + 1)
            begins.append(first + gaps + starts(leaf.lengths)[leaf.firsts[:-1]])
            first += leaf.extent
        return np.concatenate(begins)

    @functools.cached_property
    def ends(self) -> NDArray[np.int64]:
        """The place after the last word of each episode."""
        spoken = starts(self.lengths)[self.firsts]
        return self.begins + np.diff(spoken)

    @functools.cached_property
    def of(self) -> NDArray[np.int64]:
        """The episode of each document."""
        return np.repeat(np.arange(len(self)), np.diff(self.firsts))

    @functools.cached_property
    def emphasis(self) -> Scores:
        """As how many words a word of each document counts: more where the talk begins."""
        lengths = self.lengths
        spoken = starts(lengths)
        before = spoken[:-1] - spoken[self.firsts[self.of]]
        return emphasis(before)

    @functools.cached_property
    def sponsor_weighted(self) -> Scores:
        """The same where a sponsor's words count less."""
        sponsor = np.concatenate([np.empty(0, np.bool_), *(leaf.sponsor for leaf in self._leaves)])
        return np.where(sponsor, self.emphasis * np.float32(parameters.SPONSOR), self.emphasis)

    @functools.cached_property
    def norms(self) -> Scores:
        """What the length of each episode adds to how often something is said in it."""
        lengths = np.bincount(self.of, self.lengths * self.emphasis, len(self))
        mean = float(lengths.mean()) if len(lengths) else 0.0
        return bm25.norms(lengths, mean, parameters.EPISODE_K1, parameters.EPISODE_B)

    @functools.cached_property
    def days(self) -> NDArray[np.int64]:
        """The day of each episode (date.toordinal()), 0 where unknown."""
        days = [leaf.file.array("episode.days").astype(np.int64) for leaf in self._leaves]
        return np.concatenate([np.empty(0, np.int64), *days])

    @functools.cached_property
    def ranks(self) -> NDArray[np.int64]:
        """Where each episode stands in the list of all."""
        ranks = np.zeros(len(self), np.int64)
        ordered = sorted(self.living(), key=lambda one: listing_key(one[1]))
        for rank, (number, _) in enumerate(ordered):
            ranks[number] = rank
        return ranks

    @functools.cached_property
    def lengths(self) -> NDArray[np.int64]:
        """How many words each document has."""
        return np.concatenate([np.empty(0, np.int64), *(leaf.lengths for leaf in self._leaves)])


def emphasis(before: NDArray[np.int64]) -> Scores:
    """Return as how many words those count that are said after so many others."""
    opening = parameters.OPENING * np.exp(-before / parameters.OPENING_WORDS)
    return (1 + opening).astype(np.float32)
