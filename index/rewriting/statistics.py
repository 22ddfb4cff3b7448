"""The statistics of a corpus that rewriting asks for: a protocol that each engine implements.

Counts are those at hand, so they may include what a later commit has removed; `matching`,
`phrase_frequency` and `positions` leave that out.
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
    """The text of the document around a position, and the number of its token there."""

    text: str
    token: int


class Statistics(Protocol):
    """What a corpus says about terms, phrases and their neighbours; safe to share.

    A document is a segment of the talk. A global position is the number of a token in all the
    talk; positions of two episodes are at least 1,024 apart, so no phrase reaches across.
    """

    @property
    def documents(self) -> int:
        """How many documents idf counts; those of removed episodes may be among them."""
        ...

    @property
    def living(self) -> int:
        """How many documents a search can find."""
        ...

    @property
    def tokens(self) -> int:
        """How many tokens the talk has; those of removed episodes may be among them."""
        ...

    @property
    def extent(self) -> int:
        """More than the last global position."""
        ...

    @property
    def languages(self) -> Set[str]:
        """The ISO 639-1 codes of the languages of the episodes."""
        ...

    @property
    def synonyms(self) -> Synonyms:
        """The synonyms that the index keeps."""
        ...

    def occurrences(self, term: str) -> int:
        """Return how often a term is said; 0 if it is in no dictionary."""
        ...

    def document_frequency(self, term: str) -> int:
        """Return how many documents hold a term."""
        ...

    def phrase_frequency(self, terms: Sequence[str], slop: int = 0) -> int:
        """Return in how many documents terms follow each other, `slop` others between at most."""
        ...

    def matching(self, tree: Query) -> NDArray[np.int64]:
        """Return the numbers of the documents that match a tree, ascending (int64).

        Each document has one number; which one is for the engine to choose.
        """
        ...

    def forms(self, term: str) -> Sequence[str]:
        """Return the terms that have a stem of a term in any language of the talk, ascending."""
        ...

    def similar_terms(self, term: str, edits: int, kept: int) -> dict[str, int]:
        """Return the terms at most `edits` Levenshtein edits away, and how often each is said.

        The first `kept` letters are the same. The term itself is among them if it is said.
        """
        ...

    def sounding_like(self, skeleton: str) -> Sequence[str]:
        """Return the terms whose phonetic skeleton (`analysis.phonetic`) is this one.

        A letter alone sounds as its name does.
        """
        ...

    def collocations(self, first: str, second: str) -> Sequence[tuple[str, str]]:
        """Return the collocations of a term of one phonetic skeleton and one of another.

        A collocation is two terms that follow each other far more often than by chance, three
        times at least; how much more often is for the engine to choose.
        """
        ...

    def positions(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the global positions at which terms in a row begin, ascending (int64)."""
        ...

    def episodes_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the episode of each global position (int64)."""
        ...

    def context(self, position: int) -> Context:
        """Return the text around a global position."""
        ...

    def remembered(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return what `make` returned for a key before, or returns now.

        `size` says how many bytes that takes, about; what is least recently used is forgotten.
        """
        ...
