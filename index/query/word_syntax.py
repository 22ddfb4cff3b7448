"""Word syntax: a word of a query with its operators, `wsg*`, `fl*sk`, `guido~1`, `flask^2`."""

import re
from typing import NamedTuple

from index import analysis
from index.analysis.edit_distance import auto_edits
from index.analysis.letters import fold
from index.query.grammar import BOOST, FIELDS
from index.query.tree import (
    AutoPhrase,
    Boost,
    Fuzzy,
    MatchNone,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)

__all__ = ["ParsedWord", "phrase", "without_value", "word"]


class ParsedWord(NamedTuple):
    """The tree of a part of a query, and an issue: the message says what to write instead."""

    tree: Query
    message: str | None = None


_SIGNED = re.compile(rf"(.+?)(?:~([0-9]?))?(?:{BOOST})?", re.DOTALL)
_NAMED = re.compile(r"([^\W\d_]+):(?=[^:/])")
_FIELDS = (*FIELDS, "date")
_STARS = re.compile(r"\*+")
_AS_LETTERS = str.maketrans("*?", "xx")


def word(text: str) -> ParsedWord:
    """Return the tree of a text without spaces; operators that do not apply are literal.

    A text of several tokens (`node.js`, `https://x.y`) is an `AutoPhrase`.
    """
    if text.isalnum():
        return _plain(text)  # most words
    signed = _SIGNED.fullmatch(text) if "~" in text or "^" in text else None
    if signed is None:
        return _starred(text)
    spelled, edits, factor = signed.groups()
    parsed = _starred(spelled) if edits is None else _fuzzy(spelled, edits)
    if factor is None or isinstance(parsed.tree, MatchNone):
        return parsed
    return ParsedWord(Boost(parsed.tree, float(factor)), parsed.message)


def phrase(text: str, slop: int = 0) -> Query:
    """Return the tree of a quoted text: the phrase of its terms."""
    terms = tuple(analysis.terms(text))
    return Phrase(terms, slop if len(terms) > 1 else 0) if terms else MatchNone()


def without_value(field: str) -> str:
    """Return the message for a field without a value; `field` ends with a colon."""
    value = "2015" if field == "date:" else "armin"
    return f"{field} stands before a word; write {field}{value}, or {field[:-1]} for the word"


def _plain(text: str) -> ParsedWord:
    terms = tuple(analysis.terms(text))
    if len(terms) > 1:
        return ParsedWord(AutoPhrase(terms))
    return ParsedWord(Word(terms[0]) if terms else MatchNone())


def _literally(text: str) -> ParsedWord:
    """Return the tree of the words of a text, with a message if its punctuation is suspicious."""
    tree = _plain(text).tree
    named = _NAMED.match(text)
    if isinstance(tree, MatchNone):
        return ParsedWord(tree, f"{_quoted(text)} holds no word; leave it out")
    if named and named[1].lower() == "date":
        return ParsedWord(
            tree,
            f"{_quoted(text)} is no date; write date:2015, date:2015-05-29, date:>=2015-05"
            " or date:[2015-05 TO 2016]",
        )
    if named and isinstance(tree, AutoPhrase):
        fields = ", ".join(f"{name}:" for name in _FIELDS)
        asked = f"write one of {fields}, or quote {_quoted(text)}"
        return ParsedWord(tree, f"{_quoted(named[0])} is no field; {asked}")
    if text.endswith(":") and text[:-1].lower() in _FIELDS:
        return ParsedWord(tree, without_value(text))
    return ParsedWord(tree, _unread(text) if set(text) & set("*~^") else None)


def _unread(text: str) -> str:
    return f"*, ~ and ^ in {_quoted(text)} have no meaning there; leave them out, or quote it"


def _starred(text: str) -> ParsedWord:
    """Return the tree of a text that may have wildcards."""
    if "*" not in text and "?" not in text:
        return _literally(text)
    pattern = _pattern(text)
    if pattern is None:
        return _literally(text)
    if pattern.endswith("*") and not set(pattern[:-1]) & set("*?"):
        return ParsedWord(Prefix(pattern[:-1]))
    return ParsedWord(Wildcard(pattern))


def _pattern(text: str) -> str | None:
    """Return the pattern of a text that is one word with wildcards, spelled as a term; or None.

    A final question mark ends a question and is no wildcard.
    """
    tokens = analysis.tokenize(text)
    if not tokens:
        return None
    first, end = tokens[0], tokens[-1].end
    if first.start == 0 and text[first.end :] == "*":
        return first.term + "*"  # `C++*` too, which has two tokens if the star is a letter
    folded = fold(text[:end] + "*" * text.startswith("*", end))
    tokens = analysis.tokenize(folded.translate(_AS_LETTERS))
    if len(tokens) != 1:
        return None
    pattern = _STARS.sub("*", folded[tokens[0].start : tokens[0].end])
    letters = pattern.replace("*", "").replace("?", "")
    return pattern if letters and letters != pattern else None


def _fuzzy(text: str, digits: str) -> ParsedWord:
    """Return the tree of `text~digits`."""
    tokens = analysis.tokenize(text)
    whole = len(tokens) == 1 and (tokens[0].start, tokens[0].end) == (0, len(text))
    if not whole or digits not in ("", "1", "2"):
        return ParsedWord(
            _plain(f"{text}~{digits}").tree,
            f"{_quoted(f'{text}~{digits}')} is no word with ~, ~1 or ~2; write one, or quote it",
        )
    term = tokens[0].term
    edits = int(digits) if digits else auto_edits(term)
    if edits:
        return ParsedWord(Fuzzy(term, edits))
    return ParsedWord(Word(term), f"{_quoted(term)} is too short for ~; write {term}~1 or {term}")


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
