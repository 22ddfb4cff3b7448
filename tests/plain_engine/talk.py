"""The talk of one commit: its documents, and its terms by global position."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from index import Episode, Segment, analysis
from index.analysis import subwords, tokenizer
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
    """A segment with its number and that of its episode; it begins at a global position."""

    number: int
    episode_number: int
    episode: Episode
    segment: Segment
    language: str
    terms: Sequence[str]
    begin: int


class Talk:
    """The talk of a commit; it never changes."""

    def __init__(
        self, recordings: Mapping[str, Recording], synonyms: str = "", generation: int = 0
    ) -> None:
        self.recordings = dict(recordings)
        self.synonyms = synonyms
        self.generation = generation
        self.version = f"{generation}-{secrets.token_hex(8)}"
        self.documents: list[Document] = []
        self.terms: dict[int, str] = {}
        self.holders: dict[int, Document] = {}
        self.languages: set[str] = set()
        self.extent = GAP
        for number, (episode, segments) in enumerate(self.recordings.values()):
            language = episode.language or DEFAULT_LANGUAGE
            self.languages.add(language)
            for segment in segments:
                at, terms = len(self.documents), analysis.terms(segment.text)
                document = Document(at, number, episode, segment, language, terms, self.extent)
                self.documents.append(document)
                for term in terms:
                    self.terms[self.extent] = term
                    self.holders[self.extent] = document
                    self.extent += 1
            self.extent += GAP
        self.positions: dict[str, list[int]] = defaultdict(list)
        for position, term in self.terms.items():
            self.positions[term].append(position)
        self.bytes = sum(len(document.segment.text.encode()) for document in self.documents)

    def occurrences(self, term: str) -> int:
        return len(self.positions.get(term, ()))

    def forms(self, term: str, language: str) -> set[str]:
        """Return the terms that have the stem of a term in a language, themselves or in a part."""
        return self._by_stem.get((analysis.stem(term, language), language), set())

    @cached_property
    def _by_stem(self) -> dict[tuple[str, str], set[str]]:
        terms = defaultdict(set)
        for term in self.positions:
            for part in (term, *subwords.parts(self._camel_case.get(term, term))):
                for language in self.languages:
                    terms[analysis.stem(part, language), language].add(term)
        return terms

    @cached_property
    def _camel_case(self) -> dict[str, str]:
        """The camel-case spelling of each term of which at least half is spelled so."""
        texts = [" ".join(document.segment.text.split()) for document in self.documents]
        words = [word for line in subwords.camel_case_words(texts).values() for word in line]
        return {
            tokenizer.fold(word): word
            for word, count in sorted(Counter(words).items())
            if 2 * count >= self.occurrences(tokenizer.fold(word))
        }
