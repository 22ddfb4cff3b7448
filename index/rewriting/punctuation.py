"""Punctuation of words: forms with and without it, as `.NET`, `@property`, `--help` and `100%`.

Nobody says punctuation, and transcribers write only some of it (Decision 0010). The quoted phrase
"follow mkennedy on twitter" also matches "follow @mkennedy on Twitter" (quotes.py). A word typed
with punctuation matches only with it, but `--verbose` finds "verbose" if the talk has only that.
"""

from index.analysis import subwords
from index.query.tree import Word
from index.rewriting.statistics import Statistics

__all__ = ["with_punctuation", "without_punctuation"]

_BEFORE = (".", "@", "--")
"""The punctuation before a word, as the tokenizer has it; behind a number it is `%`."""


def with_punctuation(term: str) -> list[str]:
    """Return the terms that a term may be with punctuation."""
    return [f"{term}%"] if term.isdigit() else [before + term for before in _BEFORE]


def without_punctuation(statistics: Statistics, word: Word) -> Word | None:
    """Return a word without punctuation and underscores if the talk has only that, else None."""
    if word.term.isalnum():
        return None
    parts = [part for part in subwords.parts(word.term) if part.isalnum()]
    return Word(parts[0]) if len(parts) == 1 and not statistics.occurrences(word.term) else None
