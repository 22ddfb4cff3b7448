"""The query tree, evaluated over postings: which segments match, and how well.

BM25 with Whoosh's constants and its idf, log(N / (n + 1)) + 1 (`whoosh.scoring`), so that
a word scores here as it does under the stock searcher. Filters never score.
"""

import math
from collections.abc import Collection
from functools import reduce
from typing import Any, NamedTuple, assert_never

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.embedded import postings
from index.embedded.postings import Documents
from index.embedded.schema import number_term
from index.query import And, Dates, Field, Not, Nothing, Or, Phrase, Prefix, Query, Word

__all__ = ["Found", "evaluate"]

_K1 = 1.2
_B = 0.75


class Found(NamedTuple):
    """The documents that match, ascending int64, and the float64 score of each."""

    documents: Documents
    scores: NDArray[np.float64]


def evaluate(reader: Any, tree: Query, languages: Collection[str]) -> Found:
    """Return what matches `tree` in the snapshot that a Whoosh index reader sees.

    `languages` are those of its episodes: a word is stemmed by each of them. Within a
    search no part of the tree is evaluated twice and no word's frequencies are read twice.
    """
    return _evaluate(postings.Memory(reader), tree, languages)


def _evaluate(reader: postings.Memory, tree: Query, languages: Collection[str]) -> Found:
    known = reader.evaluated.get(tree)
    if known is None:
        known = reader.evaluated[tree] = _match(reader, tree, languages)
    return known


def _match(reader: postings.Memory, tree: Query, languages: Collection[str]) -> Found:
    match tree:
        case Word(term):
            # The exact form counts beside its stem, so it ranks above the other forms.
            stems = {analysis.stem(term, language) for language in languages}
            stemmed = [_word(reader, "stem", stem) for stem in sorted(stems)]
            return _union([*stemmed, _word(reader, "text", term)])
        case Phrase(terms):
            return _phrase(reader, terms)
        case Prefix(start):
            return _prefix(reader, start)
        case Field(name, value):
            return _unscored(_field(reader, name, value))
        case Dates(first, last):
            days = (d for d in postings.expand(reader, "date", "") if _between(d, first, last))
            return _unscored(_any([postings.documents(reader, "date", day) for day in days]))
        case Not(child):
            return _without(_everything(reader), _evaluate(reader, child, languages))
        case And(children):
            return _and(reader, children, languages)
        case Or(children):
            return _union([_evaluate(reader, child, languages) for child in children])
        case Nothing():
            return _unscored(_any([]))
    assert_never(tree)


def _word(reader: postings.Memory, field: str, term: str) -> Found:
    found, counts = reader.frequencies(field, term)
    return Found(found, _bm25(reader, field, found, counts, _idf(reader, field, term)))


def _prefix(reader: postings.Memory, start: str) -> Found:
    # As one word: what counts is how often any of them is said, not how rare each is.
    parts = [reader.frequencies("text", t) for t in postings.expand(reader, "text", start)]
    found, counts = _union([Found(*part) for part in parts])
    return Found(found, _bm25(reader, "text", found, counts, _rarity(reader, len(found))))


def _phrase(reader: postings.Memory, terms: tuple[str, ...]) -> Found:
    """Return the segments where the phrase begins.

    A place of the phrase is where the places of its words, each moved back by its place
    in the phrase, coincide. It scores as one term, as rare as its words together: the sum
    of their idf stands for its own, which nobody counted, as in Lucene's PhraseQuery.
    """
    rarest_first = sorted(
        enumerate(terms), key=lambda at: int(reader.doc_frequency("text", at[1].encode()))
    )
    read: dict[str, postings.Places] = {}
    episodes: set[int] | None = None
    starts = np.array([], np.int64)
    for at, term in rarest_first:
        if term not in read:
            read[term] = reader.places("text", term, episodes)
        begins = read[term].keys - at
        if episodes is None:
            starts, episodes = begins, read[term].episodes()
        else:
            starts = np.intersect1d(starts, begins, assume_unique=True)
        if not len(starts):
            return _unscored(_any([]))
    first = read[terms[0]]
    holding = first.documents[np.searchsorted(first.keys, starts)]
    found, counts = np.unique(holding, return_counts=True)
    idf = sum(_idf(reader, "text", term) for term in terms)
    return Found(found, _bm25(reader, "text", found, counts.astype(np.float64), idf))


def _and(reader: postings.Memory, children: tuple[Query, ...], languages: Collection[str]) -> Found:
    asked = [child for child in children if not isinstance(child, Not)]
    wanted = [_evaluate(reader, child, languages) for child in asked]
    found = reduce(_intersection, wanted) if wanted else _everything(reader)
    for child in children:
        if isinstance(child, Not):
            found = _without(found, _evaluate(reader, child.child, languages))
    return found


def _field(reader: postings.Memory, name: str, value: str) -> Documents:
    if name == "episode":
        by_id = postings.documents(reader, "episode", value)
        return _any([by_id, postings.documents(reader, "number", number_term(value))])
    words = [postings.documents(reader, name, word) for word in analysis.terms(value)]
    return reduce(np.intersect1d, words) if words else _any([])


def _everything(reader: postings.Memory) -> Found:
    """Return all segments: every document that belongs to an episode."""
    ids = postings.expand(reader, "episode", "")
    return _unscored(_any([postings.documents(reader, "episode", id_) for id_ in ids]))


def _between(day: str, first: Any, last: Any) -> bool:
    return (not first or day >= first.isoformat()) and (not last or day <= last.isoformat())


def _idf(reader: postings.Memory, field: str, term: str) -> float:
    holding = int(reader.doc_frequency(field, term.encode()))
    return _rarity(reader, holding)


def _rarity(reader: postings.Memory, holding: int) -> float:
    return math.log(max(1, reader.doc_count_all()) / (holding + 1)) + 1


def _bm25(
    reader: postings.Memory, field: str, found: Documents, counts: NDArray[np.float64], idf: float
) -> NDArray[np.float64]:
    """Return the scores of documents that hold something `counts` times."""
    mean = reader.field_length(field) / (reader.doc_count_all() or 1) or 1
    share = postings.lengths(reader, field, found) / mean
    scores: NDArray[np.float64] = idf * counts * (_K1 + 1) / (counts + _K1 * (1 - _B + _B * share))
    return scores


def _unscored(found: Documents) -> Found:
    return Found(found, np.zeros(len(found)))


def _any(parts: list[Documents]) -> Documents:
    return np.unique(np.concatenate(parts)) if parts else np.array([], np.int64)


def _union(parts: list[Found]) -> Found:
    found = _any([part.documents for part in parts])
    scores = np.zeros(len(found))
    for part in parts:
        scores[np.searchsorted(found, part.documents)] += part.scores
    return Found(found, scores)


def _intersection(one: Found, other: Found) -> Found:
    found, here, there = np.intersect1d(
        one.documents, other.documents, assume_unique=True, return_indices=True
    )
    return Found(found, one.scores[here] + other.scores[there])


def _without(found: Found, refused: Found) -> Found:
    kept = np.isin(found.documents, refused.documents, invert=True)
    return Found(found.documents[kept], found.scores[kept])
