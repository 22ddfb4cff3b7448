"""Corpus statistics: the protocol through which rewriting asks an engine (Decision 0004).

Counts may include removed episodes, because excluding them takes longer. `matching`,
`phrase_frequency` and `positions` exclude them.
"""

from collections.abc import Callable, Hashable, Sequence, Set
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.query.synonyms import Synonyms
from index.query.tree import Query

__all__ = ["Context", "Statistics"]

T = TypeVar("T")


class Context(NamedTuple):
    """The context of a position: the text of its document, and the index of its token there."""

    text: str
    token: int


class Statistics(Protocol):
    """The statistics of a corpus: terms, phrases and contexts; safe to share between threads.

    A document is a segment of the talk. A global position is the number of a token in the whole
    talk. Positions of two episodes are at least 1,024 apart, so no phrase spans two episodes.
    """

    @property
    def documents(self) -> int:
        """The number of documents for idf; those of removed episodes may be among them."""
        ...

    @property
    def living(self) -> int:
        """The number of documents that a search can find."""
        ...

    @property
    def tokens(self) -> int:
        """The number of tokens of the talk; those of removed episodes may be among them."""
        ...

    @property
    def extent(self) -> int:
        """A number above all global positions."""
        ...

    @property
    def languages(self) -> Set[str]:
        """The ISO 639-1 codes of the languages of the episodes."""
        ...

    @property
    def synonyms(self) -> Synonyms:
        """The synonyms that the index keeps."""
        ...

    @property
    def names(self) -> Sequence[tuple[str, ...]]:
        """The titles and the names of the people of each episode, as terms, in any order."""
        ...

    def occurrences(self, term: str) -> int:
        """Return the number of occurrences of a term, 0 if it is unknown."""
        ...

    def document_frequency(self, term: str) -> int:
        """Return the number of documents that hold a term."""
        ...

    def phrase_frequency(self, terms: Sequence[str], slop: int = 0) -> int:
        """Return the number of documents with a phrase, `slop` other words between at most."""
        ...

    def matching(self, tree: Query) -> NDArray[np.int64]:
        """Return the numbers of the documents that match a tree, ascending (int64).

        Each document has one number; which one is for the engine to choose.
        """
        ...

    def forms(self, term: str) -> Sequence[str]:
        """Return the terms that share a stem with a term in any language of the talk, ascending."""
        ...

    def containing(self, part: str) -> Sequence[str]:
        """Return the terms that contain some letters; `part` has letters only."""
        ...

    def similar_terms(self, term: str, edits: int, kept: int) -> dict[str, int]:
        """Return the terms at most `edits` Levenshtein edits away, with their occurrences.

        Their first `kept` letters are those of the term. The term is among them if it is said.
        """
        ...

    def sounding_like(self, skeleton: str) -> Sequence[str]:
        """Return the terms with a phonetic skeleton (`analysis.phonetic`).

        A letter alone sounds as its name does.
        """
        ...

    def collocations(self, skeleton: str) -> Sequence[tuple[str, str]]:
        """Return the collocations whose two phonetic skeletons in a row are `skeleton`.

        Neither of the two is empty.
        A collocation is two terms that follow each other far more often than by chance, and three
        times at least; the engine chooses how much more often.
        """
        ...

    def positions(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the global positions at which a phrase begins, ascending (int64)."""
        ...

    def episodes_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the episode of each global position (int64)."""
        ...

    def context(self, position: int) -> Context:
        """Return the context of a global position."""
        ...

    def remembered(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return the cached result of `make` for a key; `make` is called if there is none.

        `size` returns the approximate bytes of a result. The least recently used results are
        dropped.
        """
        ...
