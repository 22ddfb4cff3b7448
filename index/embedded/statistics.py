"""The statistics of a snapshot, as query rewriting asks for them (`index.rewriting.statistics`)."""

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.embedded.matching import phrases, term_sets
from index.embedded.matching.executor import evaluate
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.embedded.reading.sorted_arrays import distinct
from index.query.synonyms import Synonyms
from index.query.tree import Phrase, Query
from index.rewriting.statistics import Context

__all__ = ["EmbeddedStatistics"]

T = TypeVar("T")


class EmbeddedStatistics:
    """Implements `Statistics` over a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @property
    def documents(self) -> int:
        """How many documents idf counts."""
        return self.snapshot.documents

    @property
    def living(self) -> int:
        """How many documents a search can find."""
        return len(self.snapshot.everything())

    @property
    def tokens(self) -> int:
        """How many tokens the talk has."""
        return self.snapshot.tokens

    @property
    def extent(self) -> int:
        """More than the last global position."""
        return self.snapshot.leaf_positions[-1]

    @property
    def languages(self) -> Set[str]:
        """The languages of the talk."""
        return self.snapshot.languages

    @property
    def synonyms(self) -> Synonyms:
        """The synonyms that the index keeps."""
        return self.snapshot.synonyms

    def occurrences(self, term: str) -> int:
        """Return how often a term is said."""
        return sum(int(leaf.occurrences[number]) for leaf, number in self._numbers(term))

    def document_frequency(self, term: str) -> int:
        """Return how many documents hold a term."""
        return sum(int(leaf.lists.counts[number]) for leaf, number in self._numbers(term))

    def phrase_frequency(self, terms: Sequence[str], slop: int = 0) -> int:
        """Return in how many documents terms follow each other; remembered."""
        phrase = Phrase(tuple(terms), slop)
        return self.remembered(
            ("phrase frequency", phrase),
            lambda: len(distinct(phrases.positions_of(self.snapshot, phrase).documents)),
            lambda _: 300,
        )

    def matching(self, tree: Query) -> NDArray[np.int64]:
        """Return the documents that match a tree, ascending."""
        return evaluate(self.snapshot, tree).documents

    def forms(self, term: str) -> Sequence[str]:
        """Return the terms that have a stem of a term in any language of the talk."""
        return term_sets.all_forms(self.snapshot, term)

    def similar_terms(self, term: str, edits: int, kept: int) -> dict[str, int]:
        """Return the terms at most so many edits away, and how often each is said."""
        counts: dict[str, int] = {}
        for leaf in self.snapshot.leaves:
            for number in term_sets.like(leaf, term=term, edits=edits, kept=kept):
                other = leaf.terms[number].decode()
                counts[other] = counts.get(other, 0) + int(leaf.occurrences[number])
        return counts

    def sounding_like(self, skeleton: str) -> Sequence[str]:
        """Return the terms of a phonetic skeleton."""
        return [
            leaf.terms[number].decode()
            for leaf in self.snapshot.leaves
            for number in leaf.skeletons.having(skeleton)
        ]

    def collocations(self, first: str, second: str) -> Sequence[tuple[str, str]]:
        """Return the collocations of terms of two phonetic skeletons."""
        found = []
        for leaf in self.snapshot.leaves:
            one, other = leaf.skeletons.having(first), leaf.skeletons.having(second)
            pairs = np.isin(leaf.collocations.first, one) & np.isin(leaf.collocations.second, other)
            for pair in np.flatnonzero(pairs).tolist():
                numbers = int(leaf.collocations.first[pair]), int(leaf.collocations.second[pair])
                found.append((leaf.terms[numbers[0]].decode(), leaf.terms[numbers[1]].decode()))
        return found

    def positions(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the global positions at which terms in a row begin, ascending."""
        return phrases.positions_of(self.snapshot, Phrase(tuple(terms))).positions

    def episodes_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the episode of each global position."""
        return self.snapshot.episodes.of[self._documents_at(positions)]

    def context(self, position: int) -> Context:
        """Return the text of the document around a global position."""
        document = int(self._documents_at(np.array([position]))[0])
        leaf, inside = self.snapshot.locate(document)
        token = position - int(self.snapshot.document_positions[document])
        return Context(leaf.blocks.text(inside), token)

    def remembered(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return what is remembered for a key, else what `make` returns."""
        return self.snapshot.cache.get(key, make, size)

    def _documents_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.snapshot.document_positions, positions, "right") - 1

    def _numbers(self, term: str) -> Iterator[tuple[Leaf, int]]:
        """Yield the index segments that have a term, and its number there."""
        text = encoded(term)
        for leaf in self.snapshot.leaves:
            number = leaf.terms.find(text)
            if number >= 0:
                yield leaf, number
