"""Phrase correction: two words that follow each other, as a name or a phrase of the talk.

The candidates of two words are the pairs of words in titles and names of people, which nobody needs
to say, and phrases of the talk with one of the words as it is typed. Two words that are in a name
are right. So are those that are said, unless a candidate is said far more often. No word is taken
for a stop word: `tom cristie` is not "to christie".
"""

from collections.abc import Iterator

from index.analysis.stop_words import stop_words
from index.ranking import parameters
from index.rewriting.spelling.candidates import Candidate, known_names, similar_words
from index.rewriting.statistics import Statistics

__all__ = ["meant_pair"]


def meant_pair(statistics: Statistics, first: str, second: str) -> tuple[str, str] | None:
    """Return the two words that are meant, None if nothing is known of the two together.

    They are the typed ones if these are in a title or in the name of a person.
    """
    names = known_names(statistics)
    typed = f"{first} {second}"
    if typed in names.pairs:
        return first, second
    rarer = min(statistics.occurrences(first), statistics.occurrences(second))
    if rarer >= parameters.CORRECTION_COMMON or not (first.isalpha() and second.isalpha()):
        return None
    found = [*names.similar_pairs(typed), *_phrases(statistics, first, second)]
    ignored = stop_words(frozenset(statistics.languages))
    telling = (one for one in found if not ignored & _changed(typed, one.text))
    likeliest = min(telling, key=_rank, default=None)
    if likeliest is None:
        return None
    one, other = likeliest.text.split(" ")
    said = statistics.phrase_frequency((first, second))
    if said * parameters.CORRECTION_LIFT > statistics.phrase_frequency((one, other)):
        return None
    return one, other


def _rank(candidate: Candidate) -> tuple[float, str]:
    return candidate.cost, candidate.text


def _changed(typed: str, meant: str) -> set[str]:
    """Return the words of a candidate that differ from the typed ones."""
    words = zip(typed.split(" "), meant.split(" "), strict=True)
    return {other for word, other in words if other != word}


def _phrases(statistics: Statistics, first: str, second: str) -> Iterator[Candidate]:
    """Yield the phrases of the talk with the commoner of two words, and one like the rarer.

    A misspelt word is rare, and rarer than what is meant.
    """
    counts = statistics.occurrences(first), statistics.occurrences(second)
    typed, rarer = (second, counts[1]) if counts[1] < counts[0] else (first, counts[0])
    if len(typed) < parameters.CORRECTION_LETTERS:
        return
    for candidate in similar_words(statistics, typed):
        if candidate.occurrences >= max(rarer + 1, parameters.CORRECTION_PHRASE):
            pair = (first, candidate.text) if typed == second else (candidate.text, second)
            said = statistics.phrase_frequency(pair)
            if said >= parameters.CORRECTION_PHRASE:
                yield Candidate(" ".join(pair), candidate.edits, said)
