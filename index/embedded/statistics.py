"""The statistics of a snapshot, for query rewriting and for studies of the talk. Decision 0004."""

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.embedded.kernels.sorted_arrays import distinct
from index.embedded.matching import phrases, term_sets
from index.embedded.matching.executor import evaluate
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.synonyms import Synonyms
from index.query.tree import Phrase, Query
from index.rewriting.statistics import Context

__all__ = ["EmbeddedStatistics"]

T = TypeVar("T")


class EmbeddedStatistics:
    """Implements `Statistics` (`index.rewriting.statistics`) over a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @property
    def documents(self) -> int:
        """The number of documents that idf counts, dead ones included."""
        return self.snapshot.documents

    @property
    def living(self) -> int:
        """The number of documents that a search can find: living ones."""
        return len(self.snapshot.everything())

    @property
    def tokens(self) -> int:
        """The number of tokens of the talk, those of dead documents included."""
        return self.snapshot.tokens

    @property
    def extent(self) -> int:
        """A bound above the last global position."""
        return self.snapshot.leaf_positions[-1]

    @property
    def languages(self) -> Set[str]:
        """The languages of the talk."""
        return self.snapshot.languages

    @property
    def synonyms(self) -> Synonyms:
        """The synonyms that the index keeps."""
        return self.snapshot.synonyms

    @property
    def names(self) -> Sequence[tuple[str, ...]]:
        """The titles and the names of the people of each living episode, as terms."""
        return self.snapshot.titles.names

    def occurrences(self, term: str) -> int:
        """Return the number of occurrences of a term, those in dead documents included."""
        text = encoded(term)
        count = 0
        for leaf in self.snapshot.leaves:
            number = leaf.terms.find(text)
            if number >= 0:
                count += int(leaf.occurrences[number])
        return count

    def document_frequency(self, term: str) -> int:
        """Return the number of documents that hold a term, dead ones included."""
        return sum(int(leaf.document_counts[number]) for leaf, number in self._numbered(term))

    def phrase_frequency(self, terms: Sequence[str], slop: int = 0) -> int:
        """Return the number of living documents in which terms follow each other; cached."""
        phrase = Phrase(tuple(terms), slop)
        return self.remembered(
            ("phrase frequency", phrase),
            lambda: len(distinct(phrases.positions_of(self.snapshot, phrase).documents)),
            lambda _: 300,
        )

    def matching(self, tree: Query) -> NDArray[np.int64]:
        """Return the living documents that match a tree, ascending (int64)."""
        return evaluate(self.snapshot, tree).documents

    def forms(self, term: str) -> Sequence[str]:
        """Return the terms with a stem of `term` in any language of the talk, ascending."""
        return term_sets.all_forms(self.snapshot, term)

    def containing(self, part: str) -> Sequence[str]:
        """Return the terms that contain some letters, ascending; 35,000 terms take 4 ms."""
        terms = {
            leaf.terms[number]
            for leaf in self.snapshot.leaves
            for number in term_sets.fitting(leaf, pattern=f"*{part}*")
        }
        return sorted(term.decode() for term in terms)

    def similar_terms(self, term: str, edits: int, kept: int) -> dict[str, int]:
        """Return the terms at most `edits` edits away, with their numbers of occurrences.

        The first `kept` letters must be equal.
        """
        counts: dict[str, int] = {}
        for leaf in self.snapshot.leaves:
            for number in term_sets.like(leaf, term=term, edits=edits, kept=kept):
                other = leaf.terms[number].decode()
                counts[other] = counts.get(other, 0) + int(leaf.occurrences[number])
        return counts

    def sounding_like(self, skeleton: str) -> Sequence[str]:
        """Return the terms with a phonetic skeleton."""
        return [
            term.decode()
            for leaf in self.snapshot.leaves
            for term in leaf.skeletons.having(skeleton)
        ]

    def collocations(self, skeleton: str) -> Sequence[tuple[str, str]]:
        """Return the collocations of two terms that have a phonetic skeleton together."""
        return [
            (one.decode(), other.decode())
            for leaf in self.snapshot.leaves
            for one, other in leaf.skeletons.pairs_having(skeleton)
        ]

    def positions(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the global positions at which terms in a row begin, ascending (int64)."""
        if len(terms) == 1:
            return phrases.term(self.snapshot, terms[0]).positions
        return phrases.positions_of(self.snapshot, Phrase(tuple(terms))).positions

    def episodes_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the episode of each global position (int64)."""
        return self.snapshot.episodes.of[self._documents_at(positions)]

    def context(self, position: int) -> Context:
        """Return the text of the document at a global position, and the token there."""
        document = int(self._documents_at(np.array([position]))[0])
        leaf, inside = self.snapshot.locate(document)
        token = position - int(self.snapshot.document_positions[document])
        return Context(leaf.blocks.text(inside), token)

    def remembered(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return the cached value of a key, or else that of `make`, which is then cached.

        `size` returns the bytes of a value.
        """
        return self.snapshot.small_cache.get(key, make, size)

    def _documents_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.snapshot.document_positions, positions, "right") - 1

    def _numbered(self, term: str) -> Iterator[tuple[Leaf, int]]:
        """Yield the index segments that have a term, and its number there."""
        text = encoded(term)
        for leaf in self.snapshot.leaves:
            number = leaf.terms.find(text)
            if number >= 0:
                yield leaf, number
