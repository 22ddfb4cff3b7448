"""Spelling correction: "did you mean", by a noisy-channel model (Decision 0014).

The model is that of M. Kernighan, K. Church and W. Gale, A Spelling Correction Program Based on a
Noisy Channel Model, 1990. The correction of a word is the term with the largest product of its own
probability and the probability of the typing error. The probability of a term depends on its
context, the other words of the query. The word as typed is a candidate without an error, so a rare
word that fits the context is kept.
"""

import dataclasses
import math

import numpy as np
from numpy.typing import NDArray

from index.analysis import edit_distance
from index.query.bare_words import bare_words, replaced
from index.query.grammar import straight
from index.query.parser import parse_request
from index.query.request import SearchRequest
from index.query.tree import Word
from index.ranking import parameters
from index.rewriting.expansion import expand
from index.rewriting.statistics import Statistics

__all__ = ["corrected", "correction"]

_Documents = NDArray[np.int64]


def correction(statistics: Statistics, request: SearchRequest, hits: int) -> str | None:
    """Return the corrected query if a request has few exact `hits` and the correction has more."""
    q = corrected(statistics, request.q) if hits < parameters.CORRECTION_HITS else None
    if q is None:
        return None
    more = _hits(statistics, dataclasses.replace(request, q=q, strict=False))
    return q if more > hits else None


def _hits(statistics: Statistics, request: SearchRequest) -> int:
    return len(statistics.matching(expand(statistics, parse_request(request))))


def corrected(statistics: Statistics, q: str) -> str | None:
    """Return the query with its bare words corrected, None if no word needs correction.

    Quoted texts, filters and operators stay as they are.
    """
    text = straight(q)
    words = bare_words(text)[: 4 * parameters.CORRECTION_WORDS]
    documents = {word.term: statistics.matching(Word(word.term)) for word in words}
    changes: dict[str, str] = {}
    for term in documents:
        if len(changes) < parameters.CORRECTION_WORDS:
            meant = _meant(statistics, term, documents)
            if meant != term and meant not in documents:
                changes[term] = meant
    return replaced(text, changes) if changes else None


def _meant(statistics: Statistics, term: str, documents: dict[str, _Documents]) -> str:
    """Return the likeliest term for a typed one; `documents` are those of all typed terms."""
    if len(term) < parameters.CORRECTION_LETTERS or not term.isalpha():
        return term
    others = [held for other, held in documents.items() if other != term and len(held)]
    context = min(others, key=len, default=None)
    likeliest, most = term, _likelihood(statistics, documents[term], context)
    if most >= -parameters.CORRECTION_SLIP:
        # No term can be likelier, even one in every segment. Most words that are said end here,
        # before the terms like them are looked for.
        return term
    for candidate, edits, count in _candidates(statistics, term):
        slip = parameters.CORRECTION_SLIP * edits
        if _most_likely(statistics, count, context) - slip <= most:
            continue
        said = statistics.matching(Word(candidate))
        likelihood = _likelihood(statistics, said, context) - slip
        if likelihood > most:
            likeliest, most = candidate, likelihood
    return likeliest


def _likelihood(statistics: Statistics, said: _Documents, context: _Documents | None) -> float:
    """Return the log probability of a word in a segment: half overall, half given its context."""
    share = len(said) / (statistics.documents or 1)
    if context is not None:
        rarer, other = (said, context) if len(said) < len(context) else (context, said)
        share = (share + _shared(rarer, other) / len(context)) / 2
    return math.log(share) if share else -math.inf


def _most_likely(statistics: Statistics, count: int, context: _Documents | None) -> float:
    """Return the largest log probability of a term that occurs `count` times."""
    share = min(1.0, count / (statistics.documents or 1))
    if context is not None:
        share = (share + min(1.0, count / len(context))) / 2
    return math.log(share)


def _shared(some: _Documents, more: _Documents) -> int:
    """Return the number of documents that two ascending arrays have in common."""
    if not len(some):
        return 0
    indexes = np.minimum(np.searchsorted(more, some), len(more) - 1)
    return int(np.count_nonzero(more[indexes] == some))


def _candidates(statistics: Statistics, term: str) -> list[tuple[str, int, int]]:
    """Return candidate terms with their edits and numbers of occurrences.

    The likeliest without context is first, of equal ones the first in the alphabet.

    Terms with another first letter are returned only if there are no others.
    """
    most = 1 if len(term) <= parameters.CORRECTION_ONE_EDIT else 2
    for kept in (1, 0):
        # Swapped letters are two edits here and one edit below. So a long word may have a swap only
        # without another error.
        counts = statistics.similar_terms(term, edits=2, kept=kept)
        near = [(other, edit_distance.damerau(term, other)) for other in counts if other != term]
        found = [
            (other, edits, counts[other])
            for other, edits in near
            if edits <= most and counts[other]
        ]
        if found:
            slip = parameters.CORRECTION_SLIP
            found.sort(key=lambda edited: (slip * edited[1] - math.log(edited[2]), edited[0]))
            return found[: parameters.CORRECTION_CANDIDATES]
    return []
