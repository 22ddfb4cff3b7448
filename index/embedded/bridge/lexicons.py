"""Lexicons: the terms of each field of an index segment and their documents, for Whoosh."""

import bisect
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from index.analysis import subwords
from index.embedded.format.postings import Documents
from index.embedded.reading.leaf import Counted, Leaf

__all__ = ["Lexicon", "lexicons_of"]


class Lexicon(Protocol):
    """The terms of one field."""

    @property
    def terms(self) -> Sequence[bytes]:
        """All terms in UTF-8, ascending."""
        ...

    def number(self, term: bytes) -> int:
        """Return the number of a term for `holding`, -1 if the field does not have it."""
        ...

    def holding(self, number: int) -> Counted:
        """Return the documents that hold a term, dead ones included."""
        ...


def lexicons_of(leaf: Leaf) -> dict[str, Lexicon]:
    """Return the lexicon of each field that has terms, by the field's name, ascending."""
    lexicons: dict[str, Lexicon] = {"text": _Terms(leaf), "stem": _Stems(leaf)}
    for field in ("date", "episode", "number", "speaker", "title"):
        lexicons[field] = _FieldValues(leaf, field)
    return dict(sorted(lexicons.items()))


class _Terms:
    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf

    @cached_property
    def terms(self) -> Sequence[bytes]:
        return list(self._leaf.terms)

    def number(self, term: bytes) -> int:
        return self._leaf.terms.find(term)

    def holding(self, number: int) -> Counted:
        return self._leaf.holding(number)


class _Stems:
    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf

    @cached_property
    def terms(self) -> Sequence[bytes]:
        # In an index segment of several languages a stem may have no document in its own language.
        stems = self._leaf.stems.dictionary
        return [stem for n, stem in enumerate(stems) if len(self.holding(n).documents)]

    def number(self, term: bytes) -> int:
        number = self._leaf.stems.dictionary.find(term)
        return number if number >= 0 and len(self.holding(number).documents) else -1

    def holding(self, number: int) -> Counted:
        return self._leaf.holding_stem(number)


class _FieldValues:
    """The lexicon of a field of speakers or episodes: of words of names, or of whole values."""

    def __init__(self, leaf: Leaf, field: str) -> None:
        self._leaf = leaf
        self._field = field

    @cached_property
    def terms(self) -> Sequence[bytes]:
        return sorted(self._documents)

    def number(self, term: bytes) -> int:
        row = bisect.bisect_left(self.terms, term)
        return row if row < len(self.terms) and self.terms[row] == term else -1

    def holding(self, number: int) -> Counted:
        documents = self._documents[self.terms[number]]
        return Counted(documents, np.ones(len(documents), np.int64))

    @cached_property
    def _documents(self) -> dict[bytes, Documents]:
        leaf = self._leaf
        if self._field == "speaker":
            names = [name for name in leaf.speakers if name is not None]
            words = {word for name in names for word in subwords.names(name)}
            documents = {word: leaf.of_speakers(word) for word in words}
        else:
            documents = {
                value: leaf.of_episodes(self._field, value) for value in leaf.named(self._field)
            }
        return {value.encode(): docs for value, docs in documents.items() if len(docs)}
