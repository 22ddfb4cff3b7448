"""Subwords: the parts by which a word is found beside its own term, and the words of names.

`__init__` is found as `init`, `camelCase` as `camel`, and O'Brien as `obrien`.
"""

import re
from collections.abc import Sequence

from index.analysis.stemmer import without_diacritics
from index.analysis.tokenizer import fold, terms, tokenize

__all__ = ["humped", "names", "parts"]

# Of a word before its first hump, and where humps begin: in identifiers, which are ASCII.
_HUMPED = re.compile(r"(?<![^\W_])[a-z][a-z0-9]++[A-Z]")
_HUMP = re.compile(r"_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

# Letters that Unicode takes for letters of their own, and who has them on no key for others.
_STROKES = str.maketrans("đħıłøŧ", "dhilot")


def names(text: str) -> list[str]:
    """Return the terms of a name or title, without what many leave out when they type it.

    That are signs around words, diacritics and strokes, an `'s`, and apostrophes: `title:net` finds
    .NET, `speaker:ramirez` Sebastián Ramírez, `speaker:obrien` O'Brien.
    """
    return [
        without_diacritics(_bare(term.removesuffix("'s")).replace("'", "")).translate(_STROKES)
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


def _bare(term: str) -> str:
    """Return a term without the signs around it; those of `C++` and `C#` are its own."""
    return term.lstrip(".@-").rstrip("%")


def _has_humps(word: str) -> bool:
    return _HUMPED.match(word.lstrip(".@-_")) is not None
