"""All index segments of a commit as one: documents numbered across them, posting lists joined.

A document's number here is its number in its index segment plus the base of that segment. Dead
documents are left out of every list. They still count in idf and in the mean length, as they do in
Whoosh, until their index segment is merged.
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
from index.embedded.format.strings import encoded
from index.embedded.kernels import IMPLEMENTATION
from index.embedded.kernels.sorted_arrays import joined, look_up
from index.embedded.reading.cache import LRUCache
from index.embedded.reading.episodes import Episodes
from index.embedded.reading.leaf import Counted, Leaf
from index.embedded.reading.matches import Matches, Positions
from index.embedded.reading.near_duplicates import Clusters, clusters_of
from index.embedded.reading.titles import Titles
from index.embedded.storage.damage import Damaged
from index.errors import SynonymsError
from index.query.synonyms import Synonyms, parse_synonyms
from index.ranking import bm25
from index.ranking.bm25 import Scores
from index.versions import Versions

__all__ = ["Address", "Snapshot", "encoded", "of_stem", "of_term"]

_LEAST_CACHE = (16 if IMPLEMENTATION == "compiled" else 20) << 20
"""The least limit of the cache of arrays in bytes; a fifth of an index's size, if that is more.
Sixteen questions of all kinds, asked again and again of 108,000 documents, need 11 MB, and 18 where
numpy keeps positions of words too (Decision 0041)."""

_SMALL_CACHE = 4 << 20
"""The limit of the cache of small values in bytes: what some 3,000 questions leave. Arrays are a
thousand times as large: among them a question asked for the first time drives out 30 MB, and each
rewriting of a word was made 1.5 times."""


class Address(NamedTuple):
    """The address of a document: its index segment, and its number there."""

    leaf: Leaf
    document: int


class Snapshot:
    """The index segments of one commit; safe to share between threads.

    `documents` is the number of documents, dead ones included; `bases` has the number of the first
    document of each index segment, and `versions` are those that made the index. `cache` is for
    arrays, `small_cache` for counts, trees and what else takes less than some KB. `generation` is
    the number of the commit; if it is not the last, `warning` is a line that says why. Reading
    raises `Damaged`.
    """

    def __init__(
        self,
        leaves: Sequence[Leaf],
        synonyms: str = "",
        versions: Versions = Versions(),  # noqa: B008  # a tuple
        *,
        generation: int = 0,
        warning: str | None = None,
    ) -> None:
        self.leaves = tuple(leaves)
        self.generation = generation
        self.warning = warning
        self.versions = versions
        self._synonyms = synonyms
        self.bases: list[int] = []
        self.documents = 0
        for leaf in leaves:
            self.bases.append(self.documents)
            self.documents += leaf.documents
        size = sum(leaf.file.size for leaf in leaves)
        self.cache = LRUCache(max(_LEAST_CACHE, size // 5))
        self.small_cache = LRUCache(_SMALL_CACHE)

    def close(self) -> None:
        """Close all files, and empty the caches."""
        self.cache = LRUCache(0)
        self.small_cache = LRUCache(0)
        for leaf in self.leaves:
            leaf.close()

    @functools.cached_property
    def languages(self) -> frozenset[str]:
        """The languages of all talk."""
        return frozenset(language for leaf in self.leaves for language in leaf.languages)

    @functools.cached_property
    def synonyms(self) -> Synonyms:
        """The synonyms that were given for this index."""
        try:
            return parse_synonyms(self._synonyms)
        except SynonymsError as error:
            # Nobody could commit them.
            raise Damaged(f"the synonyms of a commit are none: {error}") from error

    def stems_of(self, word: str) -> list[str]:
        """Return the stems of a word in the languages of the talk, ascending."""
        return sorted({analysis.stem(word, language) for language in self.languages})

    def stemmed(self, word: str) -> list[tuple[str, frozenset[str]]]:
        """Return the stems of a word, ascending, each with the languages in which it has that stem.

        A stem stands for the word in these languages only: `flower` as a Spanish verb has the stem
        `flow`, but `flows` in English is another word.
        """
        stems: dict[str, set[str]] = {}
        for language in self.languages:
            stems.setdefault(analysis.stem(word, language), set()).add(language)
        return [(stem, frozenset(stems[stem])) for stem in sorted(stems)]

    @functools.cached_property
    def tokens(self) -> int:
        """The number of tokens, those of dead documents included."""
        return sum(leaf.tokens for leaf in self.leaves)

    @functools.cached_property
    def mean_length(self) -> float:
        """The mean number of tokens of a document."""
        return self.tokens / (self.documents or 1)

    @functools.cached_property
    def norms(self) -> Scores:
        """BM25's length norm of each document (float32), which is added to a frequency."""
        mean = self.mean_length
        parts = [bm25.norms(leaf.scored_lengths, mean)[leaf.lengths] for leaf in self.leaves]
        return joined(parts, np.float32)

    @functools.cached_property
    def leaf_positions(self) -> list[int]:
        """The offset of each index segment's global positions, then the end of the last one's.

        At least GAP positions are left out between two index segments.
        """
        return [0, *accumulate(leaf.extent for leaf in self.leaves)]

    @functools.cached_property
    def document_positions(self) -> NDArray[np.int64]:
        """The global position of the first token of each document (int64)."""
        positions_of = zip(self.leaves, self.leaf_positions, strict=False)
        return joined(
            [
                leaf.document_positions + first if first else leaf.document_positions
                for leaf, first in positions_of
            ]
        )

    @functools.cached_property
    def episodes(self) -> Episodes:
        """The episodes of all index segments."""
        return Episodes(self.leaves)

    @functools.cached_property
    def titles(self) -> Titles:
        """The titles and people of living episodes, by word."""
        return Titles(self.leaves, self.episodes.bases[:-1].tolist())

    @functools.cached_property
    def sponsors(self) -> bytes | None:
        """Whether each document is a sponsor's message, a byte each; None if none is."""
        if not any("sponsor" in leaf.file for leaf in self.leaves):
            return None
        return joined([leaf.sponsor for leaf in self.leaves]).tobytes()

    @functools.cached_property
    def clusters(self) -> Clusters:
        """The clusters of near-duplicates among the documents."""
        members = self.leaves[0].near_duplicates if len(self.leaves) == 1 else None
        return clusters_of([leaf.signatures for leaf in self.leaves], members)

    def locate(self, document: int) -> Address:
        """Return the index segment of a document, and its number there."""
        number = bisect.bisect_right(self.bases, document) - 1
        return Address(self.leaves[number], document - self.bases[number])

    def everything(self) -> Matches:
        """Return all living documents, unscored; cached."""
        return self._everything

    @functools.cached_property
    def _everything(self) -> Matches:
        return self.gathered(lambda leaf: np.arange(leaf.documents))

    def gathered(self, of: Callable[[Leaf], Documents]) -> Matches:
        """Return the living documents that `of` gives for each index segment, unscored."""
        parts = [self._alive(leaf, base, of(leaf)) for leaf, base in self._based()]
        return Matches(joined(parts), None, self.documents)

    def positions_of(self, of: Callable[[Leaf], Positions]) -> Positions:
        """Return the positions in living documents that `of` gives for each index segment.

        Documents and positions are numbered across all index segments.
        """
        parts = [of(leaf) for leaf in self.leaves]
        for number, (leaf, base) in enumerate(self._based()):
            documents, positions = parts[number]
            if leaf.alive is not None:
                living = leaf.alive[documents]
                documents, positions = documents[living], positions[living]
            if number:
                documents, positions = documents + base, positions + self.leaf_positions[number]
            parts[number] = Positions(documents, positions)
        return Positions(joined([p.documents for p in parts]), joined([p.positions for p in parts]))

    def scored(self, holding: Callable[[Leaf], Counted | None]) -> Matches:
        """Return the living documents that `holding` gives, scored by BM25 as one word's."""
        return self._scored(*self.counted(holding))

    def counted(self, holding: Callable[[Leaf], Counted | None]) -> tuple[Counted, float]:
        """Return the living documents and frequencies that `holding` gives, and their idf.

        `holding` gives them for each index segment, or None. The idf counts dead documents too.
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
        held = Counted(joined([part[0] for part in parts]), joined([part[1] for part in parts]))
        return held, bm25.idf(self.documents, count)

    def term(self, term: str) -> Matches:
        """Return the documents that hold a term, scored."""
        return self.scored(of_term(term))

    def scores_of_term(self, term: str, documents: Documents) -> Scores:
        """Return the scores of documents for a term (float32), 0 for those that do not hold it.

        Only these documents are scored: a phrase of common words begins in few.
        """
        held, idf = self.counted(of_term(term))
        if not len(held.documents):
            return np.zeros(len(documents), np.float32)
        rows, holding = look_up(documents, held.documents)
        frequencies = np.where(holding, held.frequencies[rows], 0)
        return bm25.bm25(frequencies, self.norms[documents], idf)

    def stem(self, stem: str, languages: frozenset[str]) -> Matches:
        """Return the documents in `languages` that hold a term of a stem, scored as one word's."""
        held, idf = self.counted(of_stem(stem, languages))
        self.small_cache.get(("idf", stem, languages), lambda: idf, _bytes_of_idf)
        return self._scored(held, idf)

    def idf_of_term(self, term: str) -> float:
        """Return the idf of a term, by all documents that hold it."""
        text = encoded(term)
        numbers = ((leaf, leaf.terms.find(text)) for leaf in self.leaves)
        count = sum(int(leaf.document_counts[number]) for leaf, number in numbers if number >= 0)
        return bm25.idf(self.documents, count)

    def idf_of_stem(self, stem: str, languages: frozenset[str]) -> float:
        """Return the idf of a stem, by the documents in `languages` that hold a term of it.

        It is cached when these are evaluated, because counting them takes reading their lists.
        """
        return self.small_cache.get(
            ("idf", stem, languages),
            lambda: self.counted(of_stem(stem, languages))[1],
            _bytes_of_idf,
        )

    def _scored(self, held: Counted, idf: float) -> Matches:
        scores = bm25.bm25(held.frequencies, self.norms[held.documents], idf)
        return Matches(held.documents, scores, self.documents)

    def _based(self) -> list[tuple[Leaf, int]]:
        return list(zip(self.leaves, self.bases, strict=True))

    def _alive(self, leaf: Leaf, base: int, documents: Documents) -> Documents:
        if leaf.alive is not None:
            documents = documents[leaf.alive[documents]]
        return documents + base


def of_term(term: str) -> Callable[[Leaf], Counted | None]:
    """Return a function that gives the documents of an index segment that hold a term."""
    text = encoded(term)

    def holding(leaf: Leaf) -> Counted | None:
        number = leaf.terms.find(text)
        return None if number < 0 else leaf.holding(number)

    return holding


def of_stem(stem: str, languages: Set[str]) -> Callable[[Leaf], Counted | None]:
    """Return a function that gives the documents of an index segment that hold a term of a stem.

    It leaves out documents in other languages than `languages`.
    """
    text = encoded(stem)

    def holding(leaf: Leaf) -> Counted | None:
        number = leaf.stems.dictionary.find(text)
        return None if number < 0 else leaf.holding_stem(number, languages)

    return holding


def _bytes(matches: Matches) -> int:
    return matches.bytes


def _bytes_of_idf(_idf: float) -> int:
    return 200  # with its key, estimated
