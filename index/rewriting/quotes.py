"""Quotes: the phrases of the talk that say what is quoted, and write it otherwise.

Quoted words have no other forms, but nobody hears an apostrophe or a dot (Decision 0040):

    "elon musk"           "Elon Musk's", "Elon Musk'll": the last word may have an ending
    "서울"                "서울에서": or a Korean particle
    "ankara"              "Ankara'dır": or, in talk in Turkish, what is written behind a name
    "avion"               "l'avion", "d'avion": an article may be elided before the first
    "follow mkennedy"     "follow @mkennedy": one of several words may have punctuation
    "ai"                  "A.I.", "A.I.'s", but not "us" "U.S."
    "میخواهم"             the same with a non-joiner
    "timișoara"           "timişoara": the same letter, from another keyboard

Of several words one is written otherwise at a time.
"""

import re
from collections.abc import Iterator

from index.analysis.elisions import with_elision
from index.analysis.particles import with_particles
from index.analysis.stop_words import stop_words
from index.query.tree import Phrase
from index.rewriting.particles import may_have_particles
from index.rewriting.punctuation import with_punctuation
from index.rewriting.statistics import Statistics

__all__ = ["punctuated", "written_otherwise"]

_ENGLISH = ("s", "ll", "d", "ve", "re")
# Turkish endings of names; the i of terms has no dot to lose.
_TURKISH = (
    *("a", "e", "i", "u", "ü", "ya", "ye", "yi", "yu", "yü", "da", "de", "ta", "te", "dan", "den"),
    *("tan", "ten", "in", "un", "ün", "nin", "nun", "nün", "la", "le", "yla", "yle", "lar", "ler"),
    *("daki", "deki", "taki", "teki"),
)
_SIGNS = re.compile("[.\u200c]")
_MAY_HAVE_SIGNS = re.compile("[a-z]{2,6}|[^.]+[.].+|.*[şșţț\u0620-\u06ff].*")
# The letters of Romanian, Persian and Urdu that have another code point on some keyboards.
_KEYBOARDS = str.maketrans("şţکیہ", "șțكيه")


def written_otherwise(statistics: Statistics, phrase: Phrase) -> list[Phrase]:
    """Return the phrases of the talk that say a quoted one and write one word otherwise."""
    last = len(phrase.terms) - 1
    stops = stop_words(frozenset(statistics.languages))
    forms: list[Phrase] = []
    for index, term in enumerate(phrase.terms):
        others = [*with_punctuation(term)] if last else []
        # `it's` is two words, of which one is `it`.
        has_ending = index == last and term not in stops
        others += _with_other_signs(statistics, term, _ENGLISH if has_ending else ())
        if index == 0:
            others += with_elision(term)
        if has_ending:
            others += [
                *(f"{term}'{ending}" for ending in _ENGLISH + _TURKISH),
                *(with_particles(term) if may_have_particles(statistics, term) else ()),
                *_with_any_ending(statistics, term),
            ]
        forms += _said(statistics, phrase, index, list(dict.fromkeys(others)))
    return forms


def punctuated(statistics: Statistics, phrase: Phrase) -> list[Phrase]:
    """Return the phrases of the talk in which one of several words has punctuation."""
    if len(phrase.terms) == 1:
        return []
    return [
        form
        for index, term in enumerate(phrase.terms)
        for form in _said(statistics, phrase, index, with_punctuation(term))
    ]


def _said(
    statistics: Statistics, phrase: Phrase, index: int, others: list[str]
) -> Iterator[Phrase]:
    """Yield the phrases of the talk in which one word is one of `others`."""
    terms, slop = phrase.terms, phrase.slop
    for other in others:
        if not statistics.occurrences(other):
            continue
        # The form is rarely beside its neighbour. This check avoids evaluating a long phrase for
        # each form: 10,000 characters take 0.1 s instead of 20.
        beside = (terms[index - 1], other) if index else (other, *terms[1:2])
        form = (*terms[:index], other, *terms[index + 1 :])
        if statistics.phrase_frequency(beside, slop) and statistics.phrase_frequency(form, slop):
            yield Phrase(form, slop)


def _with_other_signs(statistics: Statistics, term: str, endings: tuple[str, ...]) -> list[str]:
    """Return the terms that differ only by dots, non-joiners and keyboards, and by an ending."""
    if not _MAY_HAVE_SIGNS.fullmatch(term):
        return []
    bare = _without_signs(term)
    same = {bare, *(f"{bare}'{ending}" for ending in endings)}
    forms = statistics.forms(term)
    return [form for form in forms if form != term and _without_signs(form) in same]


def _without_signs(term: str) -> str:
    return (term[:1] + _SIGNS.sub("", term[1:])).translate(_KEYBOARDS)


def _with_any_ending(statistics: Statistics, term: str) -> list[str]:
    """Return the terms of talk in Turkish that end behind an apostrophe; too many to list."""
    if "tr" not in statistics.languages or not term.isalpha():
        return []
    return [other for other in statistics.containing(term) if other.startswith(f"{term}'")]
