"""The lexical grammar of the query language: field names, operators, and lexemes.

The parser, the words that may be corrected (`bare_words`) and the prefix that is being typed
(`typed_prefix`) all read a query string through `lexemes`.
"""

import re
from typing import NamedTuple

from index import analysis

__all__ = ["BOOST", "FIELDS", "NEAR", "OPERATORS", "SUFFIX", "Lexeme", "lexemes", "straight"]

FIELDS = ("speaker", "episode", "title", "show")
"""The names of fields that a word or a quoted text filters by; `date:` takes days instead."""

OPERATORS = ("AND", "OR", "NOT")
"""The operators that are words; `NEAR` is a lexeme of its own, for it may have a number."""

BOOST = r"\^([0-9]{1,3}(?:\.[0-9]{1,3})?)"
"""The pattern of a boost: a factor for scores behind a word, a quoted phrase or a group."""

NEAR = re.compile(r"NEAR(?:/([0-9]{1,3}))?")
"""A `NEAR` that is well formed; group 1 is how many other words may stand among those it joins."""

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
    """A piece of a query string.

    `kind` is `open` or `close` (a parenthesis), `minus`, `near`, `field` (`speaker:`), `date`
    (`date:` and its days), `quoted` (`text` is what stands inside), `suffix` (`~2^3` behind a
    quoted text or a group), `stray` (a quotation mark without a partner), `bare` (anything
    else without spaces) or `end`. `start` and `end` are code points of the string.
    """

    kind: str
    text: str
    start: int
    end: int


def straight(q: str) -> str:
    """Return a query, or the beginning of one, in NFC and with straight quotation marks."""
    return analysis.normalize(q).translate(_STRAIGHT)


def lexemes(text: str) -> list[Lexeme]:
    """Return the lexemes of a query string in order, without spaces.

    `text` is as `straight` returns it. Every string has lexemes; nothing is raised.
    """
    return [
        Lexeme(m.lastgroup or "", m[m.lastgroup or 0], m.start(), m.end())
        for m in _LEXEME.finditer(text)
        if m.lastgroup != "space"
    ]
