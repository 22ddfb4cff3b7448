"""The stemmer: from terms to stems, by the rules of each language (Decision 0012)."""

import functools
import re
import threading
from collections.abc import Sequence
from typing import Any

import Stemmer

from index.analysis.elisions import without_elision
from index.analysis.languages import DEFAULT_LANGUAGE, LANGUAGES
from index.analysis.letters import is_word, plain
from index.analysis.stop_words import stop_words

__all__ = ["stem", "stems"]

_STEMMING = threading.Lock()  # a Snowball stemmer keeps the word it works on


_INITIALS = re.compile(r"([^\W_][^.]?(?:\.[^.']{1,3})+)('s)?")
_VOWELS = re.compile("[aeiouöü]")
_BACK = frozenset("aou")


@functools.lru_cache(maxsize=1 << 17)
def stem(term: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the stem of a term in a language, given by its ISO 639-1 code, in plain letters.

    A term with digits or punctuation, or in a language without a stemmer, is its own stem. Initials
    have the stem of their letters, `u.s.a` that of `usa`, and `l'aigua` that of `aigua`. Results
    are cached, because talk repeats itself: 6.65 M words of 558 episodes have some 60,000 terms.
    """
    return stems([term], language)[0]


def stems(terms: Sequence[str], language: str = DEFAULT_LANGUAGE) -> list[str]:
    """Return the stem of each term, as `stem` does; 35,000 terms take 0.05 s."""
    terms = [_without_dots(term, language) if "." in term else term for term in terms]
    terms = [without_elision(term, language) if "'" in term else term for term in terms]
    if language == DEFAULT_LANGUAGE:
        # The English stemmer does not know diacritics; other stemmers depend on them.
        terms = spelled = [plain(term) for term in terms]
    else:
        spelled = [*map(_with_dotless_i, terms)] if language == "tr" else terms
    name = LANGUAGES[language].stemmer if language in LANGUAGES else ""
    if not name:
        return [plain(term) for term in terms]
    with _STEMMING:
        stemmed = _stemmer(name).stemWords(spelled)
    return [
        plain(stem if is_word(term) else term) for term, stem in zip(terms, stemmed, strict=True)
    ]


def _without_dots(term: str, language: str) -> str:
    """Return initials without their dots; the term itself if these make a stop word.

    `u.s` must not be found as `us`, nor `a.m` as `am`, in talk of another language either.
    """
    initials = _INITIALS.fullmatch(term)
    joined = initials[1].replace(".", "") if initials else ""
    if initials is None or joined in stop_words(frozenset([DEFAULT_LANGUAGE, language])):
        return term
    return joined + (initials[2] or "")


def _with_dotless_i(term: str) -> str:
    """Return a Turkish term in which the i that follow back vowels are dotless.

    Terms do not tell the two apart, because `I` is the capital of either. Endings do, by vowel
    harmony: the i of `kitapları` is dotless after an a. One that no other vowel comes before is
    like the first vowel after it. Without any, it is dotted; so stems agree, whichever is right.
    """
    if "i" not in term:
        return term
    vowels = _VOWELS.findall(term)
    back = next((vowel for vowel in vowels if vowel != "i"), "i") in _BACK
    letters = []
    for letter in term:
        if letter != "i" and _VOWELS.match(letter):
            back = letter in _BACK
        letters.append("ı" if letter == "i" and back else letter)
    return "".join(letters)


@functools.cache
def _stemmer(name: str) -> Any:  # noqa: ANN401  # an untyped library's object
    # The stemmer's own cache is off, because `stem` has one.
    return Stemmer.Stemmer(name, 0)
