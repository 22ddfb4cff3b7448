"""The one analyzer, for indexing and for queries.

A token is a run of word characters, with apostrophes inside it (`don't`) and the plus
and sharp signs that programmers hang on a letter (`C++`, `C#`). Its term is the token
casefolded, apostrophes made straight; nothing is dropped, because quotes count every
word. Beside the term stands its stem (Snowball English), by which plain words match.
"""

import functools
import re
from typing import NamedTuple

import snowballstemmer

__all__ = ["Token", "fold", "stem", "terms", "tokenize"]

# `\w` takes letters, marks that are letters, digits and the underscore of any script, so
# `__init__` and `snake_case` are one token each.
_TOKEN = re.compile(r"\w+(?:['’]\w+)*(?:\+\+|#(?!\w))?")

_ENGLISH = snowballstemmer.stemmer("english")


class Token(NamedTuple):
    """One word of a text: its term and the code points `[start, end)` it stands on."""

    term: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; a token's position is its index here."""
    return [Token(fold(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def terms(text: str) -> list[str]:
    """Return only the terms of `tokenize(text)`: what indexing needs."""
    return [fold(word) for word in _TOKEN.findall(text)]


@functools.lru_cache(maxsize=1 << 17)
def stem(term: str) -> str:
    """Return the stem of a term; words with digits or signs are their own stem.

    Cached because talk repeats itself: the 6.65 M words of 558 episodes hold some
    60,000 distinct terms.
    """
    return _ENGLISH.stemWord(term) if term.replace("'", "").isalpha() else term


def fold(word: str) -> str:
    """Return a word as its term: casefolded, its apostrophes straight."""
    return word.casefold().replace("’", "'")
