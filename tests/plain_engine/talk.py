"""The talk of one commit: its documents, and every token with its global position."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index import Episode, Segment, analysis
from index.analysis import subwords, tokenizer
from index.analysis.languages import DEFAULT_LANGUAGE

__all__ = ["GAP", "Document", "Recording", "Talk", "Token"]

GAP = 1024
"""Positions between two episodes."""


class Recording(NamedTuple):
    """An episode and its segments: what `Writer.prepare` makes."""

    episode: Episode
    segments: Sequence[Segment]


class Document(NamedTuple):
    """A segment, numbered through all talk, and the global position of its first token."""

    number: int
    episode_number: int
    episode: Episode
    segment: Segment
    begin: int
    length: int

    @property
    def id(self) -> str:
        return f"{self.episode.id}:{self.segment.ordinal}"

    @property
    def language(self) -> str:
        return self.episode.language or DEFAULT_LANGUAGE


class Token(NamedTuple):
    """One word of the talk, and the document that holds it."""

    term: str
    document: Document


class Talk:
    """All that one commit holds; never changes."""

    def __init__(
        self, recordings: Mapping[str, Recording], synonyms: str = "", generation: int = 0
    ) -> None:
        self.recordings = dict(recordings)
        self.synonyms = synonyms
        self.generation = generation
        self.version = f"{generation}-{secrets.token_hex(8)}"
        self.documents: list[Document] = []
        self.tokens: dict[int, Token] = {}
        position = 0
        humped: Counter[str] = Counter()
        for number, (episode, segments) in enumerate(self.recordings.values()):
            position += GAP
            for segment in segments:
                terms = analysis.terms(segment.text)
                at = len(self.documents)
                document = Document(at, number, episode, segment, position, len(terms))
                self.documents.append(document)
                for term in terms:
                    self.tokens[position] = Token(term, document)
                    position += 1
                for words in subwords.camel_case_words(segment.text.split()).values():
                    humped.update(words)
        self.extent = position + GAP
        self.languages = frozenset(
            episode.language or DEFAULT_LANGUAGE for episode, _ in self.recordings.values()
        )
        self.positions: dict[str, list[int]] = {}
        for at, token in self.tokens.items():
            self.positions.setdefault(token.term, []).append(at)
        self._forms = self._by_stem(humped)

    def occurrences(self, term: str) -> int:
        return len(self.positions.get(term, ()))

    def forms(self, term: str, language: str) -> frozenset[str]:
        """Return the terms of the talk that have the stem of a term in a language."""
        return frozenset(self._forms.get((analysis.stem(term, language), language), ()))

    @property
    def bytes(self) -> int:
        return sum(len(document.segment.text.encode()) for document in self.documents)

    def _by_stem(self, humped: Counter[str]) -> dict[tuple[str, str], set[str]]:
        """Return the terms by each stem that they or their parts have in a language."""
        spelled = {
            tokenizer.fold(word): word
            for word in sorted(humped)
            if 2 * humped[word] >= self.occurrences(tokenizer.fold(word))
        }
        forms = defaultdict(set)
        for term in self.positions:
            for part in (term, *subwords.parts(spelled.get(term, term))):
                for language in self.languages:
                    forms[analysis.stem(part, language), language].add(term)
        return forms
