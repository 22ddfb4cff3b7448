"""Spelling correction: the query with misspelt words replaced by words that are said.

A misspelt word is a message through a noisy channel (M. Kernighan, K. Church and W. Gale, A
Spelling Correction Program Based on a Noisy Channel Model, 1990): of all terms, the one meant is
the one most likely to be said, times how likely such a slip is. How likely a term is to be said
depends on its context, the other words of the query. The word as typed is one of the candidates,
with no slip; so a rare word that fits stays.
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
    """Return the query corrected, where it finds only so many exact `hits` and that finds more."""
    if request.group_by:
        # Episodes in which the words lie apart answer too, with what holds any of them.
        hits = _hits(statistics, request)
    q = corrected(statistics, request.q) if hits < parameters.CORRECTION_HITS else None
    if q is None:
        return None
    found = _hits(statistics, dataclasses.replace(request, q=q, strict=False))
    return q if found > hits else None


def _hits(statistics: Statistics, request: SearchRequest) -> int:
    return len(statistics.matching(expand(statistics, parse_request(request))))


def corrected(statistics: Statistics, q: str) -> str | None:
    """Return the query with its plain words corrected, or None if all are likely as they are.

    What else stands in the query stays, quoted parts too.
    """
    text = straight(q)
    words = bare_words(text)[: 4 * parameters.CORRECTION_WORDS]
    found = {word.term: statistics.matching(Word(word.term)) for word in words}
    changes: dict[str, str] = {}
    for term in found:
        if len(changes) < parameters.CORRECTION_WORDS:
            meant = _meant(statistics, term, found)
            if meant != term and meant not in found:
                changes[term] = meant
    return replaced(text, changes) if changes else None


def _meant(statistics: Statistics, term: str, found: dict[str, _Documents]) -> str:
    """Return the likeliest term for one that was typed."""
    if len(term) < parameters.CORRECTION_LETTERS or not term.isalpha():
        return term
    others = [held for other, held in found.items() if other != term and len(held)]
    context = min(others, key=len, default=None)
    likeliest, most = term, _likelihood(statistics, found[term], context)
    for candidate, edits in _candidates(statistics, term):
        said = statistics.matching(Word(candidate))
        likelihood = _likelihood(statistics, said, context) - parameters.CORRECTION_SLIP * edits
        if likelihood > most:
            likeliest, most = candidate, likelihood
    return likeliest


def _likelihood(statistics: Statistics, said: _Documents, context: _Documents | None) -> float:
    """Return the logarithm of how likely a segment holds a word, half of it that in its context."""
    share = len(said) / (statistics.documents or 1)
    if context is not None:
        rarer, other = (said, context) if len(said) < len(context) else (context, said)
        share = (share + _shared(rarer, other) / len(context)) / 2
    return math.log(share) if share else -math.inf


def _shared(some: _Documents, more: _Documents) -> int:
    """Return how many documents two ascending lists have in common."""
    if not len(some):
        return 0
    at = np.minimum(np.searchsorted(more, some), len(more) - 1)
    return int(np.count_nonzero(more[at] == some))


def _candidates(statistics: Statistics, term: str) -> list[tuple[str, int]]:
    """Return terms a few edits away, with the first letter as it is, if any.

    The likeliest come first, and of equal ones the first in the alphabet.
    """
    most = 1 if len(term) <= parameters.CORRECTION_ONE_EDIT else 2
    for kept in (1, 0):
        # Two letters that changed places are two edits here and one below, so that in a long word
        # they are forgiven only if nothing else is wrong.
        counts = statistics.similar_terms(term, edits=2, kept=kept)
        near = [(other, edit_distance.damerau(term, other)) for other in counts if other != term]
        near = [(other, edits) for other, edits in near if edits <= most and counts[other]]
        if near:
            slip = parameters.CORRECTION_SLIP
            near.sort(
                key=lambda edited: (slip * edited[1] - math.log(counts[edited[0]]), edited[0])
            )
            return near[: parameters.CORRECTION_CANDIDATES]
    return []
