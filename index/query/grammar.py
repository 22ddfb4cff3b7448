"""The lexical grammar of the query language: field names, operators, and lexemes.

The parser, `bare_words` (the words that may be corrected) and `typed_prefix` (the word being typed)
all read a query string through `lexemes`.
"""

import re
from typing import NamedTuple

from index import analysis
from index.analysis import letters

__all__ = ["BOOST", "FIELDS", "NEAR", "OPERATORS", "SUFFIX", "Lexeme", "lexemes", "straight"]

FIELDS = ("speaker", "episode", "title", "show")
"""The fields that filter by a word or a quoted text; `date:` takes days instead."""

OPERATORS = ("AND", "OR", "NOT")
"""The operators that are words; `NEAR` is a separate lexeme, because it may have a number."""

BOOST = r"\^([0-9]{1,3}(?:\.[0-9]{1,3})?)"
"""The pattern of a boost: a factor of scores behind a word, a quoted phrase or a group."""

NEAR = re.compile(r"NEAR(?:/([0-9]{1,3}))?")
"""A well-formed `NEAR`; group 1 is the number of other words allowed between its words."""

SUFFIX = re.compile(rf"(?:~([0-9]+))?(?:{BOOST})?")
"""A suffix lexeme; group 1 is the slop, group 2 the factor."""

_STRAIGHT = str.maketrans("“”„«»", '"""""')

_LEXEME = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<open>\()
    | (?P<suffix>(?<=[")])(?=[~^])(?:~[0-9]{{1,3}})?(?:{BOOST})?(?![^\s()"]))
    | (?P<close>\))
    | (?P<minus>(?<![^\s(])-(?=[^\s-]))       # `--help` and `f-strings` are words
    | (?P<near>NEAR(?:/[^\s()"]*)?(?![^\s()"]))
    | (?P<date>(?i:date:)(?:\[[^][()"]*\]|[^][\s()"]+))
    | (?P<field>(?i:{"|".join(FIELDS)}):(?=[^\s()]))
    | "(?P<quoted>[^"]*)"
    | (?P<stray>")
    | (?P<bare>[^\s()"]+)
    """,
    re.VERBOSE,
)


class Lexeme(NamedTuple):
    """A lexeme of a query string.

    `kind` is `open` or `close` (a parenthesis), `minus`, `near`, `field` (`speaker:`), `date`
    (`date:` with its value), `quoted` (`text` is the inner text), `suffix` (`~2^3` behind a quoted
    text or a group), `stray` (an unmatched quotation mark), `bare` (any other text without spaces)
    or `end`. `[start, end)` is its range of code points.
    """

    kind: str
    text: str
    start: int
    end: int


def straight(q: str) -> str:
    """Return a query, or its beginning, in NFC with straight quotation marks.

    A quotation mark inside a Hebrew word is no quotation mark.
    """
    return letters.with_gershayim(analysis.normalize(q).translate(_STRAIGHT))


def lexemes(text: str) -> list[Lexeme]:
    """Return the lexemes of a query string in order, without spaces; never raises.

    `text` is a result of `straight`.
    """
    return [
        Lexeme(m.lastgroup or "", m[m.lastgroup or 0], m.start(), m.end())
        for m in _LEXEME.finditer(text)
        if m.lastgroup != "space"
    ]
