"""The one analyzer, for indexing and for queries.

A token is a run of letters, marks and digits of any script, with apostrophes inside it
(`don't`) and the signs that programmers hang on a word: the plus and sharp signs of `C++` and
`C#`, the percent sign of `100%`, and what stands before `.NET`, `@property` and `--help`. In
scripts written without spaces (Han, kana, Thai and their like) every character is a token,
and a word of them is found as a phrase. A token's term is the token casefolded, apostrophes
made straight; nothing is dropped, because quotes count every word. Beside the term stands
its stem, by which plain words match: without diacritics, by the Snowball stemmer of the
language. A word is found by its parts, too: `__init__` as `init`, `camelCase` as `camel`.
Text is expected in NFC, as `normalize` gives it.
"""

import functools
import re
import threading
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import Stemmer

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "VERSION",
    "Token",
    "fold",
    "humped",
    "names",
    "normalize",
    "parts",
    "stem",
    "stems",
    "terms",
    "terms_of_each",
    "tokenize",
]

LANGUAGES = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""ISO 639-1 codes of the languages that have a stemmer; words of others are their own stem."""

DEFAULT_LANGUAGE = "en"

# Combining marks (categories Mn and Mc of Unicode 15, U+0300 to U+309A), which `\w` leaves
# out: without them an Indic, Thai or pointed Hebrew word falls apart.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d"
    "\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"
    "\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u0ecd\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d"
    "\u180f-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1abd\u1abf-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3"
    "\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1\u2d7f"
    "\u2de0-\u2dff\u302a-\u302f\u3099-\u309a"
)
# Thai, Lao, Myanmar, Khmer, kana and Han: scripts that put no space between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_OPENING = r"\s\x00-\x1f(\[{<\"'/"
"""What a sign may follow that belongs to the word after it: a space, brackets, quotes."""


def _pattern(word: str, opening: str) -> str:
    """Return the pattern of a token in scripts with spaces, of which `word` are the letters.

    A sign before a word is one only where nothing that could be a sentence stands before it:
    not in `end.Start`, `me@home.org` or `so--well`. Of 5.3 M words of talk, 3,000 have one.
    """
    before = rf"(?:(?<![^{opening}])(?:[.@]|--)(?=[^\W\d]))?"
    return rf"(?<![\w.,])\d++%(?!\w)|{before}{word}(?:'{word})*+(?:\+\+|\#(?!\w))?"


_ASCII = re.compile(_pattern(r"\w++", _OPENING), re.ASCII)

VERSION = 3
"""Raised when the same text gives other terms or stems: it has to be indexed again."""

# Of a word before its first hump, and where humps begin: in identifiers, which are ASCII.
_HUMPED = re.compile(r"(?<![^\W_])[a-z][a-z0-9]++[A-Z]")
_HUMP = re.compile(r"_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

# Letters that Unicode takes for letters of their own, and who has them on no key for others.
_STROKES = str.maketrans("đħıłøŧ", "dhilot")

_STEMMING = threading.Lock()  # a Snowball stemmer holds the word it works on


class Token(NamedTuple):
    """One word of a text: its term and the code points `[start, end)` it stands on."""

    term: str
    start: int
    end: int


def normalize(text: str) -> str:
    """Return `text` in NFC: one spelling for `é`, whichever way it was typed."""
    return unicodedata.normalize("NFC", text)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; a token's position is its index here."""
    straight = text.replace("’", "'")
    found = _tokens(straight).finditer(straight)
    return [Token(m.group().casefold(), m.start(), m.end()) for m in found]


def terms(text: str) -> list[str]:
    """Return only the terms of `tokenize(text)`: what indexing needs."""
    straight = text.replace("’", "'")
    return [word.casefold() for word in _tokens(straight).findall(straight)]


def names(text: str) -> list[str]:
    """Return the terms of a name or title, without what many leave out when they type it.

    That are signs around words, diacritics and strokes, an `'s`, and apostrophes: `title:net` finds
    .NET, `speaker:ramirez` Sebastián Ramírez, `speaker:obrien` O'Brien.
    """
    return [
        _plain(_bare(term.removesuffix("'s")).replace("'", "")).translate(_STROKES)
        for term in terms(text)
    ]


def humped(lines: Sequence[str]) -> dict[int, list[str]]:
    """Return by line the words that have parts by their capitals, as they are spelled.

    No line may hold a `\\n`.
    """
    found: dict[int, list[str]] = {}
    text = "\n".join(lines)
    line = done = 0
    for match in _HUMPED.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        if line in found:
            continue
        words = (lines[line][start:end] for _, start, end in tokenize(lines[line]))
        found[line] = [word for word in words if _has_humps(word)]
    return found


def parts(word: str) -> list[str]:
    """Return the terms of the parts by which a word is found, beside its own term.

    They are the word without signs around it and without an `'s` that the stemmer does not
    know for one, what stands between underscores, and in a word that begins with small letters
    and goes on with capitals what these begin: `__init__` has `init`, `@max_length` has
    `max_length`, `max` and `length`, `camelCase` has `camel` and `case`. `JavaScript` and `uWSGI`
    have none: Java and WSGI are something else. Of a term, as `fold` gives it, the capitals are
    gone.
    """
    if word.isalpha() and word.islower():
        return []  # as most are
    humps = _has_humps(word)
    term = fold(word)
    owner = term.removesuffix("'s")
    found = [owner, _bare(owner)]
    if humps:
        found += [fold(part) for part in _HUMP.split(_bare(word)) if len(part) > 1]
    elif "_" in owner:
        found += _bare(owner).split("_")
    known = {"", term} | ({owner} if owner.isalpha() else set())
    return [part for part in dict.fromkeys(found) if part not in known]


def terms_of_each(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the terms of all `lines`, and how many each has; no line may hold a `\\n`.

    What `terms` gives for each, in one pass: 81,000 short lines take 35 ms and not 70.
    """
    if not lines:
        return [], []
    straight = "\n".join([*lines, ""]).replace("’", "'")
    found = _or_end(_tokens(straight)).findall(straight)
    folded = " ".join(found).casefold().split(" ")
    ends = [at for at, term in enumerate(folded) if term == "\n"]
    counts = [end - begin - 1 for begin, end in pairwise([-1, *ends])]
    return [term for term in folded if term != "\n"], counts


@functools.lru_cache(maxsize=1 << 17)
def stem(term: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the stem of a term in a language (a code of LANGUAGES), without diacritics.

    Words with digits or signs, and words of other languages, are their own stem. Cached
    because talk repeats itself: the 6.65 M words of 558 episodes hold some 60,000 terms.
    """
    return stems([term], language)[0]


def stems(terms: Sequence[str], language: str = DEFAULT_LANGUAGE) -> list[str]:
    """Return the stem of each term, as `stem` does: 35,000 in 0.05 s."""
    if language == DEFAULT_LANGUAGE:
        # The English stemmer knows no diacritics; others go by them.
        terms = [_plain(term) for term in terms]
    if language not in LANGUAGES:
        return [_plain(term) for term in terms]
    with _STEMMING:
        stemmed = _stemmer(LANGUAGES[language]).stemWords(terms)
    return [
        _plain(stem if term.replace("'", "").isalpha() else term)
        for term, stem in zip(terms, stemmed, strict=True)
    ]


def fold(word: str) -> str:
    """Return a word as its term: casefolded, its apostrophes straight."""
    return word.casefold().replace("’", "'")


@functools.cache
def _any_script() -> re.Pattern[str]:
    """Return the pattern of a token in any script, compiled when it is first needed: 10 ms."""
    letter = rf"[^\W{_UNSPACED}]"
    # Marks and the joiners that Persian and Indic spelling puts inside words go on with a word.
    # Possessive, so that no text makes the engine look twice.
    word = rf"{letter}++(?:[{_MARKS}\u200c\u200d]++{letter}*+)*+"
    spaced = _pattern(word, _OPENING + "“‘«„‚¿¡")
    return re.compile(rf"[{_UNSPACED}][{_MARKS}]*+|{spaced}")


def _tokens(text: str) -> re.Pattern[str]:
    return _ASCII if text.isascii() else _any_script()


@functools.cache
def _or_end(token: re.Pattern[str]) -> re.Pattern[str]:
    """Return the pattern of a token or the end of a line."""
    return re.compile(rf"\n|{token.pattern}", token.flags)


def _bare(term: str) -> str:
    """Return a term without the signs around it; those of `C++` and `C#` are its own."""
    return term.lstrip(".@-").rstrip("%")


def _has_humps(word: str) -> bool:
    return _HUMPED.match(word.lstrip(".@-_")) is not None


def _plain(term: str) -> str:
    """Return a term without diacritics: café is cafe; marks that spell a word stay."""
    if term.isascii():
        return term
    letters = unicodedata.normalize("NFD", term)
    plain = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", plain)


@functools.cache
def _stemmer(name: str) -> Any:  # noqa: ANN401  # an untyped library's object
    # No cache of its own: `stem` has one.
    return Stemmer.Stemmer(name, 0)
