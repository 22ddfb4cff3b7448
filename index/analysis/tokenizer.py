"""The tokenizer: the one analyzer of text, for indexing and for queries.

A token is a run of letters, marks and digits of any script. It includes apostrophes inside the word
(`don't`) and the punctuation of programmers' words: the plus and number signs of `C++` and `C#`,
the percent sign of `100%`, and the prefixes of `.NET`, `@property` and `--help`. Initials with dots
are one token (`U.S.A.`, `Ph.D.`). In scripts without spaces (Han, kana, Thai and others) every
character is a token, and a word is found as a phrase. So is an emoji, with those joined to it.

The term of a token is the token folded (letters.py), without the last dot of initials. There are no
stop words, because quoted phrases count every word. Texts must be in NFC, as `normalize` returns
them.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.analysis.languages import UNSPACED
from index.analysis.letters import EMOJI, INVISIBLE, INVISIBLE_LETTERS, MARKS, fold, straight

__all__ = ["VERSION", "Token", "normalize", "terms", "terms_of_each", "tokenize"]

_OPENING = r"\s\x00-\x1f(\[{<\"'/"
"""The characters after which punctuation may begin a word: spaces, brackets, quotation marks."""

_OPENING_ANYWHERE = _OPENING + "“‘«„‚¿¡"
"""Those outside of ASCII too."""


def _pattern(word: str, letter: str, opening: str, inside: str = "'") -> str:
    """Return the pattern of a token in scripts with spaces.

    `word` is the pattern of the letters of a token, `letter` that of one letter, and `inside` that
    of a sign between two parts of a word. Punctuation belongs to the word after it only behind one
    of `opening`: not in `end.Start`, `me@home.org` or `so--well`. Of 5.3 M words of talk, 3,000
    begin with punctuation.
    """
    more = f"(?>(?:{inside}{word})*)"
    # What is rare is tried behind its first letter, not before each word.
    before = rf"(?:[.@](?<![^{opening}].)(?=[^\W\d])|--(?<![^{opening}]--)(?=[^\W\d]))?"
    # `Ph.D.` and `M.Sc.` have a part of two consonants. Of 9.3 M words of talk, 500 are initials.
    two = "[bcdfghj-np-tvwxzBCDFGHJ-NP-TVWXZ]{2}"
    part = f"(?:{letter}|{two})"
    first = rf"(?:(?<![\w.@'].\.)(?<=[^\W\d_]\.)|(?<![\w.@']..\.)(?<={two}\.))(?<!//..)"
    initials = rf"\.{first}(?:{part}\.)*{part}(?!\w|\.\w|@)\.?{more}"
    spelled = rf"{before}{word}{more}(?:\+\+|\#(?!\w)|{initials})?"
    return rf"(?=\d)(?<![\w.,])\d++%(?!\w)|{spelled}"


_ASCII = re.compile(_pattern(r"\w++", "[a-zA-Z]", _OPENING), re.ASCII)
_DOT_INSIDE = re.compile(r"\.[a-zA-Z]")
_END_OF_TERM = re.compile(r"\.(?=[' \n]|\Z)|\u200c(?=[ \n]|\Z)")
"""The last dot of initials, and a non-joiner that joins nothing."""

VERSION = 7
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
    same = straight(text)
    if same.isascii() and not _DOT_INSIDE.search(same):
        found = _ASCII.finditer(same.lower())
        return [Token(match.group(), match.start(), match.end()) for match in found]
    matches = list(_tokens(same).finditer(same))
    folded = _folded([match.group() for match in matches])
    return [
        Token(term, match.start(), match.end()) for term, match in zip(folded, matches, strict=True)
    ]


def terms(text: str) -> list[str]:
    """Return the terms of `tokenize(text)`, without their ranges."""
    same = straight(text)
    return _folded(_tokens(same).findall(same))


def terms_of_each(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the terms of all `lines` in one list, and the number of terms of each line.

    No line may contain a `\\n`. One pass over 81,000 short lines takes 35 ms; calling `terms` for
    each takes 70 ms.
    """
    if not lines:
        return [], []
    same = straight("\n".join([*lines, ""]))
    folded = _folded(_or_end(_tokens(same)).findall(same))
    ends = [index for index, term in enumerate(folded) if term == "\n"]
    counts = [end - begin - 1 for begin, end in pairwise([-1, *ends])]
    return [term for term in folded if term != "\n"], counts


def _folded(tokens: Sequence[str]) -> list[str]:
    """Return the terms of tokens, which are folded together: no token holds a space."""
    if not tokens:
        return []
    folded = fold(" ".join(tokens))
    if "." in folded or not folded.isascii():
        folded = _END_OF_TERM.sub("", folded)
    return folded.split(" ")


_UNMARKED = re.compile(
    "[^\\x00-\\xac\\xae-\\u02ff\\u0370-\\u0482\\u048a-\\u052f\\u2010-\\u2027\\u20ac\\u2122]"
)
"""Any other character than those of Latin, Greek and Cyrillic that need no marks beside them."""


@functools.cache
def _unmarked() -> re.Pattern[str]:
    """Return the pattern of a token in text without what `_UNMARKED` finds.

    It is that of any script without the classes of what cannot occur, and compiles in 1 ms.
    """
    return re.compile(
        _pattern(r"\w++", r"[^\W\d_]", _OPENING_ANYWHERE, r"(?:'|(?<=[lL])·(?=[lL]))")
    )


@functools.cache
def _any_script() -> re.Pattern[str]:
    """Return the pattern of a token in any script; it takes 16 ms to compile."""
    letter = rf"[^\W{UNSPACED}{INVISIBLE_LETTERS}]"
    # A word includes combining marks, and what nobody sees. Quantifiers are possessive, so that
    # matching never backtracks. A word of ASCII letters is read twice as fast by itself.
    within = f"[{MARKS}{INVISIBLE}]"
    word = rf"(?>[a-zA-Z0-9_]++(?![^\x00-\x7f])|{letter}++(?>(?:{within}++{letter}*+)*))"
    initial = rf"[^\W\d_{UNSPACED}{INVISIBLE_LETTERS}]{within}*+"
    # Gershayim stand in Hebrew abbreviations, the middle dot between two l of Catalan.
    inside = f"(?:'|(?<=[א-ת])״(?=[א-ת])|(?<=[lL])·(?=[lL])){within}*+"
    spaced = _pattern(word, initial, _OPENING_ANYWHERE, inside)
    # A variation selector or a colour of skin makes an emoji of a sign, as of the heart of cards.
    sign = rf"[\u203c-\u3299](?<![\w{MARKS}])"
    emoji = rf"[\U0001f1e6-\U0001f1ff]{{2}}|[{EMOJI}]|{sign}(?=[\ufe0f\U0001f3fb-\U0001f3ff])"
    # Tags name the flags of countries' parts.
    more = rf"[{MARKS}{INVISIBLE}\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
    shown = rf"(?:{emoji})(?>(?:\u200d(?:[{EMOJI}]|{sign})|{more})*)"
    return re.compile(rf"{spaced}|[{UNSPACED}](?<=[\w{MARKS}]){within}*+|{shown}")


def _tokens(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _ASCII
    return _any_script() if _UNMARKED.search(text) else _unmarked()


@functools.cache
def _or_end(token: re.Pattern[str]) -> re.Pattern[str]:
    """Return the pattern of a token or the end of a line."""
    return re.compile(rf"\n|{token.pattern}", token.flags)
