"""What somebody may have meant: the query respelled with words that are said.

A misspelt word is a message through a noisy channel (M. Kernighan, K. Church and W. Gale, A
Spelling Correction Program Based on a Noisy Channel Model, 1990): of all terms, the one meant is
the one most likely to be said, times how likely such a slip is. How likely a term is to be said
depends on its company, the other words of the query. The word as typed is one of the candidates,
with no slip; so a rare word that fits stays.
"""

import math

from index.analysis import edit_distance
from index.embedded.matching import term_sets
from index.embedded.matching.executor import evaluate
from index.embedded.reading.matches import Found
from index.embedded.reading.snapshot import Snapshot
from index.query.bare_words import bare_words, replaced
from index.query.grammar import straight
from index.query.tree import Word
from index.ranking import parameters

__all__ = ["respelled"]


def respelled(snapshot: Snapshot, q: str) -> str | None:
    """Return the query with its plain words respelled, or None if all are likely as they are.

    What else stands in the query stays, quoted parts too.
    """
    text = straight(q)
    words = bare_words(text)[: 4 * parameters.RESPELLED_WORDS]
    found = {word.term: evaluate(snapshot, Word(word.term)) for word in words}
    changes: dict[str, str] = {}
    for term in found:
        if len(changes) < parameters.RESPELLED_WORDS:
            meant = _meant(snapshot, term, found)
            if meant != term and meant not in found:
                changes[term] = meant
    return replaced(text, changes) if changes else None


def _meant(snapshot: Snapshot, term: str, found: dict[str, Found]) -> str:
    """Return the likeliest term for one that was typed."""
    if len(term) < parameters.RESPELLED_LETTERS or not term.isalpha():
        return term
    others = [held for other, held in found.items() if other != term and len(held)]
    company = min(others, key=len, default=None)
    likeliest, most = term, _likelihood(snapshot, found[term], company)
    for candidate, edits in _candidates(snapshot, term):
        said = evaluate(snapshot, Word(candidate))
        likelihood = _likelihood(snapshot, said, company) - parameters.RESPELLED_SLIP * edits
        if likelihood > most:
            likeliest, most = candidate, likelihood
    return likeliest


def _likelihood(snapshot: Snapshot, said: Found, company: Found | None) -> float:
    """Return the logarithm of how likely a segment holds a word, half of it that in its company."""
    share = len(said) / (snapshot.documents or 1)
    if company is not None:
        rarer, other = (said, company) if len(said) < len(company) else (company, said)
        together = int(other.mask[rarer.documents].sum()) / len(company)
        share = (share + together) / 2
    return math.log(share) if share else -math.inf


def _candidates(snapshot: Snapshot, term: str) -> list[tuple[str, int]]:
    """Return terms a few edits away, likeliest first; with the first letter as it is, if any."""
    most = 1 if len(term) <= parameters.RESPELLED_ONE_EDIT else 2
    for kept in (1, 0):
        counts: dict[str, int] = {}
        for leaf in snapshot.leaves:
            # Two letters that changed places are two edits here and one below, so that in a long
            # word they are forgiven only if nothing else is wrong.
            for number in term_sets.like(leaf, term=term, edits=2, kept=kept):
                other = leaf.terms[number].decode()
                counts[other] = counts.get(other, 0) + int(leaf.occurrences[number])
        near = [(other, edit_distance.damerau(term, other)) for other in counts if other != term]
        near = [(other, edits) for other, edits in near if edits <= most and counts[other]]
        if near:
            near.sort(key=lambda one: parameters.RESPELLED_SLIP * one[1] - math.log(counts[one[0]]))
            return near[: parameters.RESPELLED_CANDIDATES]
    return []
