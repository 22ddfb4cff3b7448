"""Punctuation of words: forms with and without it, as `.NET`, `@property`, `--help` and `100%`.

Nobody says punctuation, and transcribers write only some of it (Decision 0010). The quoted phrase
"follow mkennedy on twitter" also matches "follow @mkennedy on Twitter". A word typed with
punctuation matches only with it, but `--verbose` finds "verbose" if the talk has only that.
"""

from index.analysis import subwords
from index.query.tree import Phrase, Query, Word
from index.rewriting.statistics import Statistics

__all__ = ["with_punctuation", "without_punctuation"]

_BEFORE = (".", "@", "--")
"""The punctuation before a word, as the tokenizer has it; behind a number it is `%`."""


def with_punctuation(statistics: Statistics, phrase: Phrase) -> list[Query]:
    """Return the phrases of the talk in which one of several quoted words has punctuation.

    A single quoted word has no such forms.
    """
    terms, slop = phrase.terms, phrase.slop
    if len(terms) == 1:
        return []
    forms = []
    for index, term in enumerate(terms):
        for form in [f"{term}%"] if term.isdigit() else [before + term for before in _BEFORE]:
            if not statistics.occurrences(form):
                continue
            # The form is rarely beside its neighbour. This check avoids evaluating a long phrase
            # for each form: 10,000 characters take 0.1 s instead of 20.
            beside = (terms[index - 1], form) if index else (form, terms[1])
            if statistics.phrase_frequency(beside, slop):
                forms.append((*terms[:index], form, *terms[index + 1 :]))
    return [Phrase(form, slop) for form in forms if statistics.phrase_frequency(form, slop)]


def without_punctuation(statistics: Statistics, word: Word) -> Word | None:
    """Return a word without punctuation and underscores if the talk has only that, else None."""
    if word.term.isalnum():
        return None
    parts = [part for part in subwords.parts(word.term) if part.isalnum()]
    return Word(parts[0]) if len(parts) == 1 and not statistics.occurrences(word.term) else None
