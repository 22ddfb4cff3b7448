"""The terms of each field of an index segment, for Whoosh: bytes, ascending, and who holds them."""

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
        """All terms, ascending."""
        ...

    def number(self, term: bytes) -> int:
        """Return the place of a term among them, -1 if it is not there."""
        ...

    def holding(self, number: int) -> Counted:
        """Return the documents that hold a term."""
        ...


def lexicons_of(leaf: Leaf) -> dict[str, Lexicon]:
    """Return the lexicon of each field of the schema that has terms."""
    found: dict[str, Lexicon] = {"text": _Terms(leaf), "stem": _Stems(leaf)}
    for field in ("date", "episode", "number", "speaker", "title"):
        found[field] = _Names(leaf, field)
    return dict(sorted(found.items()))


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
        # In a segment of several languages a stem may have no document in its own.
        stems = self._leaf.stems.dictionary
        return [stem for n, stem in enumerate(stems) if len(self.holding(n).documents)]

    def number(self, term: bytes) -> int:
        number = self._leaf.stems.dictionary.find(term)
        return number if number >= 0 and len(self.holding(number).documents) else -1

    def holding(self, number: int) -> Counted:
        return self._leaf.holding_stem(number)


class _Names:
    """What is known of speakers and episodes, by word or by value."""

    def __init__(self, leaf: Leaf, field: str) -> None:
        self._leaf = leaf
        self._field = field

    @cached_property
    def terms(self) -> Sequence[bytes]:
        return sorted(self._documents)

    def number(self, term: bytes) -> int:
        at = bisect.bisect_left(self.terms, term)
        return at if at < len(self.terms) and self.terms[at] == term else -1

    def holding(self, number: int) -> Counted:
        documents = self._documents[self.terms[number]]
        return Counted(documents, np.ones(len(documents), np.int64))

    @cached_property
    def _documents(self) -> dict[bytes, Documents]:
        leaf = self._leaf
        if self._field == "speaker":
            names = [name for name in leaf.speakers if name is not None]
            words = {word for name in names for word in subwords.names(name)}
            found = {word: leaf.of_speakers(word) for word in words}
        else:
            found = {
                value: leaf.of_episodes(self._field, value) for value in leaf.named(self._field)
            }
        return {value.encode(): docs for value, docs in found.items() if len(docs)}
