"""Spelling correction: "did you mean", by a noisy-channel model (Decision 0014).

The model is that of M. Kernighan, K. Church and W. Gale, A Spelling Correction Program Based on a
Noisy Channel Model, 1990. The correction of a word is the term with the largest product of its own
probability and the probability of the typing error. The probability of a term depends on its
context, the other words of the query. The word as typed is a candidate without an error, so a rare
word that fits the context is kept. Names and phrases of two words are corrected first.
"""

import dataclasses
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.tokenizer import Token
from index.query.bare_words import bare_words, replaced
from index.query.grammar import straight
from index.query.parser import parse_request
from index.query.request import SearchRequest
from index.query.tree import Word, required
from index.ranking import parameters
from index.rewriting.expansion import expand
from index.rewriting.spelling.candidates import known_names, similar_words
from index.rewriting.spelling.phrases import meant_pair
from index.rewriting.statistics import Statistics

__all__ = ["Corrected", "corrected", "correction"]

_Documents = NDArray[np.int64]


class Corrected(NamedTuple):
    """A corrected query; `named` if it has a name that is known from titles or people."""

    q: str
    named: bool


def correction(statistics: Statistics, request: SearchRequest, hits: int) -> str | None:
    """Return the corrected query if a request has few exact `hits` and the correction has more.

    A name of an episode or of one of its people may have none, as nobody needs to say it: the
    correction then finds the episode by close hits.
    """
    if hits >= parameters.CORRECTION_HITS:
        return None
    meant = corrected(statistics, request.q)
    if meant is None:
        return None
    tree = parse_request(dataclasses.replace(request, q=meant.q, strict=False))
    more = len(statistics.matching(expand(statistics, tree)))
    if more > hits:
        return meant.q
    _, filters = required(tree)
    finds = meant.named and not hits and not filters
    return meant.q if finds and any(map(statistics.occurrences, _terms(meant.q))) else None


def corrected(statistics: Statistics, q: str) -> Corrected | None:
    """Return the query with its bare words corrected, None if no word needs correction.

    Quoted texts, filters and operators stay as they are. Words that are rarer are corrected first,
    so that the corrected one is the context of the others.
    """
    text = straight(q)
    words = bare_words(text)[: 4 * parameters.CORRECTION_WORDS]
    known, changes = _names_and_phrases(statistics, text, words)
    named = bool(changes)
    meant = dict.fromkeys(changes.get(word.term, word.term) for word in words)
    documents = {term: statistics.matching(Word(term)) for term in meant}
    for term in sorted(documents, key=lambda term: len(documents[term])):
        if term in known or len(changes) >= parameters.CORRECTION_WORDS:
            continue
        other = _meant(statistics, term, documents)
        if other != term and other not in documents:
            changes[term] = other
            named = named or other in known_names(statistics).words
            del documents[term]
            documents[other] = statistics.matching(Word(other))
    return Corrected(replaced(text, changes), named) if changes else None


def _terms(q: str) -> list[str]:
    return [word.term for word in bare_words(q)]


def _names_and_phrases(
    statistics: Statistics, text: str, words: Sequence[Token]
) -> tuple[set[str], dict[str, str]]:
    """Return the words that are right as they are in a name or phrase, and those to change."""
    known: set[str] = set()
    changes: dict[str, str] = {}
    for one, other in pairwise(words[: parameters.CORRECTION_WORDS]):
        if not text[one.end : other.start].isspace():
            continue
        typed = [changes.get(word.term, word.term) for word in (one, other)]
        meant = meant_pair(statistics, *typed)
        if meant is not None:
            known.update(meant)
            changes |= {
                word.term: right
                for word, right in zip((one, other), meant, strict=True)
                if word.term != right
            }
    return known, changes


def _meant(statistics: Statistics, term: str, documents: dict[str, _Documents]) -> str:
    """Return the likeliest term for a typed one; `documents` are those of all typed terms."""
    if len(term) < parameters.CORRECTION_LETTERS or not term.isalpha():
        return term
    others = [held for other, held in documents.items() if other != term and len(held)]
    context = min(others, key=len, default=None)
    said = len(documents[term])
    likeliest, most = term, _likelihood(statistics, documents[term], context)
    if said:
        most += parameters.CORRECTION_SAID
    if most >= -parameters.CORRECTION_SLIP:
        # No term can be likelier, even one in every segment. Most words that are said end here,
        # before the terms like them are looked for.
        return term
    names = known_names(statistics)
    if not said and term in names.words:
        return term
    for candidate, edits, count in similar_words(statistics, term):
        slip = parameters.CORRECTION_SLIP * edits
        if _most_likely(statistics, count, context) - slip <= most:
            continue
        likelihood = _likelihood(statistics, statistics.matching(Word(candidate)), context) - slip
        if likelihood > most:
            likeliest, most = candidate, likelihood
    if not said:
        for candidate, edits, count in names.similar_words(term):
            likelihood = math.log(count / (statistics.documents or 1))
            likelihood -= parameters.CORRECTION_SLIP * edits
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
