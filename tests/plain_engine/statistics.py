"""The statistics of a commit of plain talk."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.analysis import phonetic
from index.query.synonyms import parse_synonyms
from index.query.tree import Phrase, Query
from index.rewriting.statistics import Context
from tests.plain_engine import called, scan
from tests.plain_engine.talk import Talk

__all__ = ["PlainStatistics"]

T = TypeVar("T")


class PlainStatistics:
    """Implements `Statistics` over a commit, which holds nothing of the episodes removed."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._remembered: dict[Hashable, Any] = {}
        self.documents = self.living = len(talk.documents)
        self.tokens = len(talk.terms)
        self.extent = talk.extent
        self.languages = talk.languages
        self.synonyms = parse_synonyms(talk.synonyms)
        self.occurrences = talk.occurrences

    @property
    def names(self) -> Sequence[tuple[str, ...]]:
        recordings = self._talk.recordings.values()
        return [name for one in recordings for name in called.names(one.episode)]

    def document_frequency(self, term: str) -> int:
        return self.phrase_frequency((term,))

    def phrase_frequency(self, terms: Sequence[str], slop: int = 0) -> int:
        return len(scan.match(self._talk, Phrase(tuple(terms), slop)))

    def matching(self, tree: Query) -> NDArray[np.int64]:
        return np.array(sorted(one.number for one in scan.match(self._talk, tree)), np.int64)

    def forms(self, term: str) -> Sequence[str]:
        return sorted({form for one in self.languages for form in self._talk.forms(term, one)})

    def containing(self, part: str) -> Sequence[str]:
        return sorted(term for term in self._talk.positions if part in term)

    def similar_terms(self, term: str, edits: int, kept: int) -> dict[str, int]:
        return {one: self.occurrences(one) for one in self._talk.similar(term, edits, kept)}

    def sounding_like(self, skeleton: str) -> Sequence[str]:
        return [term for term in self._talk.positions if _skeleton(term) == skeleton]

    def collocations(self, skeleton: str) -> Sequence[tuple[str, str]]:
        terms = self._talk.terms
        pairs = Counter((term, terms[at + 1]) for at, term in terms.items() if at + 1 in terms)
        return [
            (one, other)
            for (one, other), count in pairs.items()
            if _skeleton(one)
            and _skeleton(other)
            and _skeleton(one) + _skeleton(other) == skeleton
            and (count - 2) * self.tokens >= 10 * self.occurrences(one) * self.occurrences(other)
        ]

    def positions(self, terms: Sequence[str]) -> NDArray[np.int64]:
        found = scan.spans(self._talk, Phrase(tuple(terms)))
        return np.array(sorted(begin for begin, _ in found), np.int64)

    def episodes_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        held = [self._talk.holders[position] for position in positions.tolist()]
        return np.array([document.episode_number for document in held], np.int64)

    def context(self, position: int) -> Context:
        document = self._talk.holders[position]
        return Context(document.segment.text, position - document.begin)

    def remembered(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        if key not in self._remembered:
            self._remembered[key] = make()
        found: T = self._remembered[key]
        return found


@cache
def _skeleton(term: str) -> str:
    return phonetic.skeletons(phonetic.NAMES.get(term, term).encode()).decode()
