"""Compounds: words that end with a typed one, in languages that write them as one word.

A search for `Versicherung` also finds `Krankenversicherung`, and one for "Arbeit Zimmer"
`Arbeitszimmer`. The vocabulary of the talk decides: before the typed word must stand a word that is
said, perhaps with a linking element (`s`, `en`), and no stop word. So `Nahme` does not find
`Aufnahme`. Words joined without such an element are those of word_breaks.py.
"""

from collections.abc import Iterator, Sequence

from index import analysis
from index.analysis.stop_words import stop_words
from index.query.tree import Boost, Phrase, Query
from index.ranking import parameters
from index.rewriting.statistics import Statistics

__all__ = ["forms"]

_LANGUAGES = frozenset({"da", "de", "nl", "no", "sv"})
_LINKS = ("", "s", "es", "n", "en", "er", "e")


def forms(statistics: Statistics, terms: tuple[str, ...]) -> Sequence[Query]:
    """Return the compounds of the talk that end with a word, or that two words in a row make."""
    languages = _LANGUAGES & statistics.languages
    if not languages or not all(term.isalpha() for term in terms):
        return []
    if len(terms) == 1:
        found = list(_ending_with(statistics, terms[0], languages))
        found.sort(key=lambda term: (-statistics.occurrences(term), term))
    elif len(terms) == 2:
        joined = [f"{terms[0]}{link}{terms[1]}" for link in _LINKS if link]
        found = [term for term in joined if statistics.occurrences(term)]
    else:
        found = []
    return [
        Boost(Phrase((term,)), parameters.OTHER_FORM) for term in found[: parameters.MOST_COMPOUNDS]
    ]


def _ending_with(statistics: Statistics, word: str, languages: frozenset[str]) -> Iterator[str]:
    """Yield the terms whose end is a word in any form, and whose beginning is said too."""
    if len(word) < parameters.COMPOUND_SHORTEST:
        return
    stops = stop_words(languages)
    stems = {(analysis.stem(word, language), language) for language in languages}
    root = min([word, *(stem for stem, _ in stems if word.startswith(stem))], key=len)
    for term in statistics.containing(root):
        at = term.rfind(root)
        end = term[at:]
        if not at or not term.isalpha():
            continue
        is_same = any(analysis.stem(end, language) == stem for stem, language in stems)
        if is_same and any(_is_said(statistics, part, stops) for part in _parts(term[:at])):
            yield term


def _parts(beginning: str) -> list[str]:
    """Return the words that the beginning of a compound may be, without a linking element."""
    return [beginning.removesuffix(link) for link in _LINKS if beginning.endswith(link)]


def _is_said(statistics: Statistics, part: str, stops: frozenset[str]) -> bool:
    is_long = len(part) >= parameters.COMPOUND_PART
    return is_long and part not in stops and bool(statistics.forms(part))
