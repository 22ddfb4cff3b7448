"""Punctuation of words, `.NET`, `@property`, `--help`, `100%`: written or not, typed or not.

Nobody says the punctuation, and a transcriber writes some of it. The quote "follow mkennedy on
twitter" stands for "follow @mkennedy on Twitter" too. A word typed with punctuation is meant so,
but `--verbose` finds "verbose" where the talk has only that.
"""

from index.analysis import subwords
from index.query.tree import Phrase, Query, Word
from index.rewriting.statistics import Statistics

__all__ = ["with_punctuation", "without_punctuation"]

_BEFORE = (".", "@", "--")
"""The punctuation of `index.analysis` before a word; behind a number there is `%`."""


def with_punctuation(statistics: Statistics, phrase: Phrase) -> list[Query]:
    """Return the phrases of the talk in which one of several quoted words has punctuation.

    A word quoted by itself is meant as it is.
    """
    terms, slop = phrase.terms, phrase.slop
    if len(terms) == 1:
        return []
    found = []
    for at, term in enumerate(terms):
        for written in [f"{term}%"] if term.isdigit() else [sign + term for sign in _BEFORE]:
            if not statistics.occurrences(written):
                continue
            # Hardly ever beside its neighbour, so long quotes are not evaluated once for each
            # sign: 10,000 characters take 0.1 s and not 20.
            beside = (terms[at - 1], written) if at else (written, terms[1])
            if statistics.phrase_frequency(beside, slop):
                found.append((*terms[:at], written, *terms[at + 1 :]))
    return [Phrase(one, slop) for one in found if statistics.phrase_frequency(one, slop)]


def without_punctuation(statistics: Statistics, word: Word) -> Word | None:
    """Return a word without its punctuation or underscores, if the talk has it only so."""
    if word.term.isalnum():
        return None
    parts = [part for part in subwords.parts(word.term) if part.isalnum()]
    return Word(parts[0]) if len(parts) == 1 and not statistics.occurrences(word.term) else None
