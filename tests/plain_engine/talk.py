"""The talk of one commit: its documents, and its terms by global position."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from index import Episode, Segment, Versions, analysis
from index.analysis import letters, subwords
from index.analysis.languages import DEFAULT_LANGUAGE

__all__ = ["GAP", "Document", "Recording", "Talk"]

GAP = 1024
"""The positions between two episodes."""


class Recording(NamedTuple):
    """An episode and its segments, as `Writer.prepare` returns them."""

    episode: Episode
    segments: Sequence[Segment]


@dataclass(frozen=True, eq=False)
class Document:
    """A segment with its number and that of its episode; `length` tokens begin at `begin`."""

    number: int
    episode_number: int
    episode: Episode
    segment: Segment
    language: str
    begin: int
    length: int


class Talk:
    """The talk of a commit; it never changes."""

    def __init__(
        self, recordings: Mapping[str, Recording], synonyms: str = "", generation: int = 0
    ) -> None:
        self.recordings, self.synonyms, self.generation = recordings, synonyms, generation
        self.version = secrets.token_hex(8)
        self.documents: list[Document] = []
        self.terms: dict[int, str] = {}
        self.holders: dict[int, Document] = {}
        self.positions: dict[str, list[int]] = defaultdict(list)
        self.extent = GAP
        for number, (episode, segments) in enumerate(recordings.values()):
            language = episode.language or DEFAULT_LANGUAGE
            for segment in segments:
                at, terms = len(self.documents), analysis.terms(segment.text)
                one = Document(at, number, episode, segment, language, self.extent, len(terms))
                self.documents.append(one)
                for position, term in enumerate(terms, self.extent):
                    self.terms[position] = term
                    self.holders[position] = one
                    self.positions[term].append(position)
                self.extent += len(terms)
            self.extent += GAP
        self.languages = {one.episode.language or DEFAULT_LANGUAGE for one in recordings.values()}
        self.bytes = sum(len(document.segment.text.encode()) for document in self.documents)

    @property
    def versions(self) -> Versions:
        """The versions that made the talk; its terms are always of the present analysis."""
        episodes = (one.episode for one in self.recordings.values())
        return Versions(
            reading=min((one.reading for one in episodes if one.fingerprint), default=None)
        )

    def occurrences(self, term: str) -> int:
        return len(self.positions.get(term, ()))

    def similar(self, term: str, edits: int, kept: int) -> list[str]:
        """Return the terms at most `edits` edits away that have the first `kept` letters."""
        begun = [other for other in self.positions if other[:kept] == term[:kept]]
        return [other for other in begun if analysis.levenshtein(term, other) <= edits]

    def forms(self, term: str, language: str) -> set[str]:
        """Return the terms that have the stem of a term in a language, themselves or in a part."""
        return self._by_stem.get((analysis.stem(term, language), language), set())

    @cached_property
    def _by_stem(self) -> dict[tuple[str, str], set[str]]:
        lines = [" ".join(document.segment.text.split()) for document in self.documents]
        words = chain.from_iterable(subwords.camel_case_words(lines).values())
        usual = subwords.usual_spellings(words, self.occurrences)
        spelled = {letters.fold(word): word for word in usual}
        terms = defaultdict(set)
        for term in self.positions:
            for part in (term, *subwords.parts(spelled.get(term, term))):
                for language in self.languages:
                    terms[analysis.stem(part, language), language].add(term)
        return terms
