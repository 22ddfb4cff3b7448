"""All index segments of a commit as one: documents numbered through, lists joined.

A document's number here is its number in its index segment and that segment's base. What
is dead is left out of every list, but goes on counting as Whoosh counts it, for the rarity
of a word and the mean length, until its index segment is merged.
"""

import bisect
import functools
from collections.abc import Callable, Sequence, Set
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.embedded.format.postings import Documents
from index.embedded.reading.cache import LRUCache
from index.embedded.reading.episodes import Episodes
from index.embedded.reading.leaf import Counted, Leaf
from index.embedded.reading.matches import Matches, Positions
from index.embedded.reading.near_duplicates import Clusters, clusters_of
from index.embedded.reading.titles import Titles
from index.query.synonyms import Synonyms, parse_synonyms
from index.ranking import bm25
from index.ranking.bm25 import Scores

__all__ = ["Address", "Snapshot", "encoded", "of_stem", "of_term"]

_REMEMBERED = 32 << 20
"""Bytes of lists kept ready, at least: those of the thirty commonest words of 107,000
documents. A quarter of the index's size if that is more: a phrase of two of its commonest
words takes an eighth."""


class Address(NamedTuple):
    """Where a document is: its index segment, and its number there."""

    leaf: Leaf
    document: int


class Snapshot:
    """The index segments of one commit; safe to share between threads."""

    def __init__(self, leaves: Sequence[Leaf], synonyms: str = "") -> None:
        self.leaves = tuple(leaves)
        self._synonyms = synonyms
        self.bases: list[int] = []
        self.documents = 0
        for leaf in leaves:
            self.bases.append(self.documents)
            self.documents += leaf.documents
        size = sum(leaf.file.size for leaf in leaves)
        self.cache = LRUCache(max(_REMEMBERED, size // 4))

    def close(self) -> None:
        """Let go of all files."""
        self.cache = LRUCache(0)
        for leaf in self.leaves:
            leaf.close()

    @functools.cached_property
    def languages(self) -> frozenset[str]:
        """The languages of all talk."""
        return frozenset(language for leaf in self.leaves for language in leaf.languages)

    @functools.cached_property
    def synonyms(self) -> Synonyms:
        """What else the words of a query stand for, as the show knows itself."""
        return parse_synonyms(self._synonyms)

    def stems_of(self, word: str) -> list[str]:
        """Return the stems of a word in the languages of all talk, ascending."""
        return sorted({analysis.stem(word, language) for language in self.languages})

    def stemmed(self, word: str) -> list[tuple[str, frozenset[str]]]:
        """Return the stems of a word, each with the languages that give it, ascending.

        In no other it stands for the word: as a Spanish verb `flower` has the stem `flow`, but who
        says `flows` in English says another word.
        """
        stems: dict[str, set[str]] = {}
        for language in self.languages:
            stems.setdefault(analysis.stem(word, language), set()).add(language)
        return [(stem, frozenset(stems[stem])) for stem in sorted(stems)]

    @functools.cached_property
    def tokens(self) -> int:
        """How many tokens there are, of dead documents too."""
        return sum(leaf.tokens for leaf in self.leaves)

    @functools.cached_property
    def mean_length(self) -> float:
        """How many tokens a document has on average."""
        return self.tokens / (self.documents or 1)

    @functools.cached_property
    def norms(self) -> Scores:
        """What the length of each document adds to a frequency."""
        mean = self.mean_length
        parts = [bm25.norms(leaf.scored_lengths, mean)[leaf.lengths] for leaf in self.leaves]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

    @functools.cached_property
    def leaf_positions(self) -> list[int]:
        """Where the places of each index segment begin, and where the last one's end.

        Between the last place of one and the first of the next lie GAP and more.
        """
        return [0, *accumulate(leaf.extent for leaf in self.leaves)]

    @functools.cached_property
    def document_positions(self) -> NDArray[np.int64]:
        """The place of the first token of each document."""
        positions_of = zip(self.leaves, self.leaf_positions, strict=False)
        return _joined(
            [
                leaf.document_positions + first if first else leaf.document_positions
                for leaf, first in positions_of
            ]
        )

    @functools.cached_property
    def episodes(self) -> Episodes:
        """The episodes of all talk."""
        return Episodes(self.leaves)

    @functools.cached_property
    def titles(self) -> Titles:
        """What the episodes are called."""
        return Titles(self.episodes.living())

    @functools.cached_property
    def sponsors(self) -> bytes | None:
        """Whether each document is a sponsor's message, a byte each; None if none is."""
        if not any("sponsor" in leaf.file for leaf in self.leaves):
            return None
        return np.concatenate([leaf.sponsor for leaf in self.leaves]).astype(np.bool_).tobytes()

    @functools.cached_property
    def clusters(self) -> Clusters:
        """Which documents say nearly the same."""
        members = self.leaves[0].near_duplicates if len(self.leaves) == 1 else None
        return clusters_of([leaf.signatures for leaf in self.leaves], members)

    def locate(self, document: int) -> Address:
        """Return where a document is."""
        at = bisect.bisect_right(self.bases, document) - 1
        return Address(self.leaves[at], document - self.bases[at])

    def everything(self) -> Matches:
        """Return all documents."""
        return self.gathered(lambda leaf: np.arange(leaf.documents))

    def gathered(self, of: Callable[[Leaf], Documents]) -> Matches:
        """Return the documents, unscored, that `of` gives for each index segment."""
        parts = [self._alive(leaf, base, of(leaf)) for leaf, base in self._based()]
        return Matches(_joined(parts), None, self.documents)

    def positions_of(self, of: Callable[[Leaf], Positions]) -> Positions:
        """Return the places that `of` gives for each index segment, counted through them all."""
        parts = [of(leaf) for leaf in self.leaves]
        for at, (leaf, base) in enumerate(self._based()):
            documents, positions = parts[at]
            if leaf.alive is not None:
                living = leaf.alive[documents]
                documents, positions = documents[living], positions[living]
            if at:
                documents, positions = documents + base, positions + self.leaf_positions[at]
            parts[at] = Positions(documents, positions)
        return Positions(
            _joined([p.documents for p in parts]), _joined([p.positions for p in parts])
        )

    def scored(self, holding: Callable[[Leaf], Counted | None]) -> Matches:
        """Return what `holding` gives for each index segment, scored as one word."""
        (documents, frequencies), idf = self.counted(holding)
        scores = bm25.bm25(frequencies, self.norms[documents], idf)
        return Matches(documents, scores, self.documents)

    def counted(self, holding: Callable[[Leaf], Counted | None]) -> tuple[Counted, float]:
        """Return what `holding` gives for each index segment as one, and how rare it is.

        It is as rare as it is with dead documents included.
        """
        parts: list[tuple[Documents, NDArray[np.int64]]] = []
        count = 0
        for leaf, base in self._based():
            held = holding(leaf)
            if held is None:
                continue
            count += len(held.documents)
            documents, frequencies = held
            if leaf.alive is not None:
                living = leaf.alive[documents]
                documents, frequencies = documents[living], frequencies[living]
            parts.append((documents + base if base else documents, frequencies))
        held = Counted(_joined([part[0] for part in parts]), _joined([part[1] for part in parts]))
        return held, bm25.idf(self.documents, count)

    def term(self, term: str) -> Matches:
        """Return where a term is spoken, scored; remembered."""
        return self.cache.get(("term", term), lambda: self.scored(of_term(term)), _bytes)

    def stem(self, stem: str, languages: Set[str]) -> Matches:
        """Return where any term of a stem is spoken in some languages, scored as one word."""
        return self.scored(of_stem(stem, languages))

    def _based(self) -> list[tuple[Leaf, int]]:
        return list(zip(self.leaves, self.bases, strict=True))

    def _alive(self, leaf: Leaf, base: int, documents: Documents) -> Documents:
        if leaf.alive is not None:
            documents = documents[leaf.alive[documents]]
        return documents + base


def of_term(term: str) -> Callable[[Leaf], Counted | None]:
    """Return what gives the documents of an index segment with a term."""
    text = encoded(term)

    def holding(leaf: Leaf) -> Counted | None:
        number = leaf.terms.find(text)
        return None if number < 0 else leaf.holding(number)

    return holding


def of_stem(stem: str, languages: Set[str]) -> Callable[[Leaf], Counted | None]:
    """Return what gives the documents of an index segment with any term of a stem.

    Of documents in other languages none.
    """
    text = encoded(stem)

    def holding(leaf: Leaf) -> Counted | None:
        number = leaf.stems.dictionary.find(text)
        return None if number < 0 else leaf.holding_stem(number, languages)

    return holding


def encoded(term: str) -> bytes:
    """Return a term as the dictionaries have it.

    Half a character, as a wrong file name or argument can hold, is in no term.
    """
    return term.encode("utf-8", "surrogatepass")


def _joined(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _bytes(found: Matches) -> int:
    return found.bytes
