"""The statistics of a commit of plain talk."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence, Set
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.analysis import phonetic
from index.query.synonyms import Synonyms, parse_synonyms
from index.query.tree import Phrase, Query
from index.rewriting.statistics import Context
from tests.plain_engine.scan import Scan
from tests.plain_engine.talk import Talk

__all__ = ["PlainStatistics"]

T = TypeVar("T")

_LEAST, _TELLING = 3, 10
"""A collocation is said so often, and so many times as often as by chance."""

_FEW, _COMMON = 100, 0.007
"""A word that is said more often, and of so large a share of the talk, is in no collocation."""


class PlainStatistics:
    """Implements `Statistics` over a commit; of what it replaced nothing is left to count."""

    def __init__(self, talk: Talk) -> None:
        self.scan = Scan(talk)
        self._talk = talk
        self._remembered: dict[Hashable, Any] = {}

    @property
    def documents(self) -> int:
        return len(self._talk.documents)

    @property
    def living(self) -> int:
        return len(self._talk.documents)

    @property
    def tokens(self) -> int:
        return len(self._talk.tokens)

    @property
    def extent(self) -> int:
        return self._talk.extent

    @property
    def languages(self) -> Set[str]:
        return self._talk.languages

    @cached_property
    def synonyms(self) -> Synonyms:
        return parse_synonyms(self._talk.synonyms)

    def occurrences(self, term: str) -> int:
        return self._talk.occurrences(term)

    def document_frequency(self, term: str) -> int:
        return self.phrase_frequency((term,))

    def phrase_frequency(self, terms: Sequence[str], slop: int = 0) -> int:
        return len(self.scan.match(Phrase(tuple(terms), slop)))

    def matching(self, tree: Query) -> NDArray[np.int64]:
        return np.array(sorted(self.scan.match(tree)), np.int64)

    def forms(self, term: str) -> Sequence[str]:
        return sorted({form for one in self.languages for form in self._talk.forms(term, one)})

    def similar_terms(self, term: str, edits: int, kept: int) -> dict[str, int]:
        return {
            other: len(positions)
            for other, positions in self._talk.positions.items()
            if other[:kept] == term[:kept] and analysis.levenshtein(term, other, edits) <= edits
        }

    def sounding_like(self, skeleton: str) -> Sequence[str]:
        return [term for term in self._talk.positions if self._skeletons[term] == skeleton]

    def collocations(self, first: str, second: str) -> Sequence[tuple[str, str]]:
        wanted = first, second
        return [
            pair for pair in self._pairs if tuple(self._skeletons[term] for term in pair) == wanted
        ]

    def positions(self, terms: Sequence[str]) -> NDArray[np.int64]:
        return np.array([begin for begin, _ in self.scan.spans(Phrase(tuple(terms)))], np.int64)

    def episodes_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        held = [self._talk.tokens[position].document for position in positions.tolist()]
        return np.array([document.episode_number for document in held], np.int64)

    def context(self, position: int) -> Context:
        document = self._talk.tokens[position].document
        return Context(document.segment.text, position - document.begin)

    def remembered(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        if key not in self._remembered:
            self._remembered[key] = make()
        found: T = self._remembered[key]
        return found

    @cached_property
    def _skeletons(self) -> dict[str, str]:
        spoken = [phonetic.NAMES.get(term, term) for term in self._talk.positions]
        known = phonetic.skeletons("\n".join(spoken).encode()).decode().split("\n")
        return dict(zip(self._talk.positions, known, strict=False))

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        said = {term: len(positions) for term, positions in self._talk.positions.items()}
        common = max(_FEW, self.tokens * _COMMON)
        beside = Counter(
            (one.term, other.term)
            for (at, one), (after, other) in pairwise(self._talk.tokens.items())
            if after == at + 1 and max(said[one.term], said[other.term]) <= common
        )
        return [
            pair
            for pair, count in beside.items()
            if (count - _LEAST + 1) * self.tokens >= _TELLING * said[pair[0]] * said[pair[1]]
            and count >= _LEAST
        ]
