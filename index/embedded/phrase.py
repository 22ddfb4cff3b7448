"""A phrase as a Whoosh query, followed across the borders of segments.

Whoosh's own phrase query looks inside one document. Here an episode's segments have
consecutive document numbers and positions that run on, so (episode, position) places
every word, and a phrase is where the places of its words, each moved back by its place
in the phrase, coincide. The segment where the phrase begins is the one that matches.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import matching, query, scoring

__all__ = ["EpisodePhrase"]

_FIELD = "text"
_EPISODE = 1 << 32  # more words than an episode has


class EpisodePhrase(query.Query):  # type: ignore[misc]  # untyped base class
    """Matches the segments where `terms` (at least one) begin to follow each other."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.spoken = terms

    def __repr__(self) -> str:
        return f"EpisodePhrase({self.spoken!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EpisodePhrase) and self.spoken == other.spoken

    def __hash__(self) -> int:
        return hash(self.spoken)

    def estimate_size(self, reader: Any) -> int:
        """Return the most documents that can match."""
        return min(int(reader.doc_frequency(_FIELD, term.encode())) for term in self.spoken)

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        """Return a matcher over the documents where the phrase begins."""
        reader = searcher.reader()
        if any((_FIELD, term.encode()) not in reader for term in self.spoken):
            return matching.NullMatcher()
        documents, counts = _begin(searcher, self.spoken)
        if not documents:
            return matching.NullMatcher()
        return matching.ListMatcher(
            documents, weights=counts, scorer=_PhraseScorer(searcher, self.spoken)
        )


class _PhraseScorer(scoring.BaseScorer):  # type: ignore[misc]  # untyped base class
    """BM25 with the phrase as one term: as rare as all its words together.

    The sum of the words' idf stands for the phrase's own, which nobody counted, as in
    Lucene's PhraseQuery.
    """

    def __init__(self, searcher: Any, terms: tuple[str, ...]) -> None:
        parent = searcher.get_parent()
        self._idf = sum(parent.idf(_FIELD, term) for term in terms)
        self._mean_length = parent.avg_field_length(_FIELD) or 1
        self._searcher = searcher

    def score(self, matcher: matching.Matcher) -> float:
        length = self._searcher.doc_field_length(matcher.id(), _FIELD, 1)
        return float(
            scoring.bm25(self._idf, matcher.weight(), length, self._mean_length, B=0.75, K1=1.2)
        )

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return float("inf")

    def block_quality(self, matcher: matching.Matcher) -> float:
        return float("inf")


def _begin(searcher: Any, terms: tuple[str, ...]) -> tuple[list[int], list[float]]:
    """Return the documents where the phrase begins, ascending, and how often in each."""
    reader = searcher.reader()
    places: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
    near: NDArray[np.int64] | None = None
    starts = np.array([], np.int64)
    rarest_first = sorted(
        enumerate(terms), key=lambda at: reader.doc_frequency(_FIELD, at[1].encode())
    )
    for at, term in rarest_first:
        if term not in places:
            places[term] = _places(searcher, term, near)
        keys, documents = places[term]
        if near is None:
            reach = np.arange(-len(terms), len(terms) + 1)
            near = np.unique(documents[:, None] + reach)
            starts = keys - at
        else:
            starts = np.intersect1d(starts, keys - at, assume_unique=True)
        if not len(starts):
            return [], []
    keys, documents = places[terms[0]]
    holding = documents[np.searchsorted(keys, starts)]
    found, counts = np.unique(holding, return_counts=True)
    return found.tolist(), counts.astype(float).tolist()


def _places(
    searcher: Any, term: str, near: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return two int64 arrays, ascending: where the term is spoken, and in which document.

    A place is the episode's first document number times `_EPISODE` plus the position.
    Only documents in `near` are read, or all if it is None.
    """
    ordinal = searcher.reader().column_reader("ordinal")
    matcher = searcher.postings(_FIELD, term)
    keys: list[int] = []
    documents: list[int] = []
    wanted = iter(near.tolist()) if near is not None else None
    while matcher.is_active():
        document = matcher.id()
        if wanted is not None:
            target = next((number for number in wanted if number >= document), None)
            if target is None:
                break
            if target > document:
                matcher.skip_to(target)
                if not matcher.is_active():
                    break
                if matcher.id() > target:
                    continue
                document = target
        positions = matcher.value_as("positions")
        base = (document - ordinal[document]) * _EPISODE
        keys += [base + position for position in positions]
        documents += [document] * len(positions)
        matcher.next()
    return np.array(keys, np.int64), np.array(documents, np.int64)
