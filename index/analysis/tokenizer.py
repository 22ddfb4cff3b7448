"""The tokenizer: the one analyzer of text, for indexing and for queries.

A token is a run of letters, marks and digits of any script. It includes apostrophes inside the word
(`don't`) and the punctuation of programmers' words: the plus and number signs of `C++` and `C#`,
the percent sign of `100%`, and the prefixes of `.NET`, `@property` and `--help`. In scripts without
spaces (Han, kana, Thai and others) every character is a token, and a word is found as a phrase.

The term of a token is the token casefolded, with straight apostrophes. There are no stop words,
because quoted phrases count every word. Texts must be in NFC, as `normalize` returns them.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.analysis.languages import UNSPACED

__all__ = ["VERSION", "Token", "fold", "normalize", "terms", "terms_of_each", "tokenize"]

# Combining marks: categories Mn and Mc of Unicode 15, U+0300 to U+309A. `\w` does not match them,
# so without this class an Indic, Thai or pointed Hebrew word would be split.
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
_OPENING = r"\s\x00-\x1f(\[{<\"'/"
"""The characters after which punctuation may begin a word: spaces, brackets, quotation marks."""


def _pattern(word: str, opening: str) -> str:
    """Return the pattern of a token in scripts with spaces; `word` is the pattern of its letters.

    Punctuation belongs to the word after it only behind one of `opening`: not in `end.Start`,
    `me@home.org` or `so--well`. Of 5.3 M words of talk, 3,000 begin with punctuation.
    """
    before = rf"(?:(?<![^{opening}])(?:[.@]|--)(?=[^\W\d]))?"
    return rf"(?<![\w.,])\d++%(?!\w)|{before}{word}(?>(?:'{word})*)(?:\+\+|\#(?!\w))?"


_ASCII = re.compile(_pattern(r"\w++", _OPENING), re.ASCII)

VERSION = 3
"""The version of the analysis. Raise it if any text gets other terms or stems.

The words of an index of another version are made anew at its next commit (Decision 0037). What this
version makes of some texts is held by `tests/index/analysis/test_analysis_version.py`.
"""


class Token(NamedTuple):
    """A token of a text: its term and its range of code points `[start, end)`."""

    term: str
    start: int
    end: int


def normalize(text: str) -> str:
    """Return `text` in NFC, in which `é` has one spelling."""
    return unicodedata.normalize("NFC", text)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; a token's position is its index in the list."""
    straight = text.replace("’", "'")
    matches = _tokens(straight).finditer(straight)
    return [Token(m.group().casefold(), m.start(), m.end()) for m in matches]


def terms(text: str) -> list[str]:
    """Return the terms of `tokenize(text)`, without their ranges."""
    straight = text.replace("’", "'")
    return [word.casefold() for word in _tokens(straight).findall(straight)]


def terms_of_each(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the terms of all `lines` in one list, and the number of terms of each line.

    No line may contain a `\\n`. One pass over 81,000 short lines takes 35 ms; calling `terms` for
    each takes 70 ms.
    """
    if not lines:
        return [], []
    straight = "\n".join([*lines, ""]).replace("’", "'")
    tokens = _or_end(_tokens(straight)).findall(straight)
    folded = " ".join(tokens).casefold().split(" ")
    ends = [index for index, term in enumerate(folded) if term == "\n"]
    counts = [end - begin - 1 for begin, end in pairwise([-1, *ends])]
    return [term for term in folded if term != "\n"], counts


def fold(word: str) -> str:
    """Return the term of a word: casefolded, with straight apostrophes."""
    return word.casefold().replace("’", "'")


@functools.cache
def _any_script() -> re.Pattern[str]:
    """Return the pattern of a token in any script; it takes 10 ms to compile."""
    letter = rf"[^\W{UNSPACED}]"
    # A word includes combining marks, and the joiners of Persian and Indic spelling. Quantifiers
    # are possessive, so that matching never backtracks.
    word = rf"{letter}++(?>(?:[{_MARKS}\u200c\u200d]++{letter}*+)*)"
    spaced = _pattern(word, _OPENING + "“‘«„‚¿¡")
    return re.compile(rf"[{UNSPACED}][{_MARKS}]*+|{spaced}")


def _tokens(text: str) -> re.Pattern[str]:
    return _ASCII if text.isascii() else _any_script()


@functools.cache
def _or_end(token: re.Pattern[str]) -> re.Pattern[str]:
    """Return the pattern of a token or the end of a line."""
    return re.compile(rf"\n|{token.pattern}", token.flags)
