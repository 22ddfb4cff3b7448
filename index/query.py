"""From the query string to a query tree; no I/O, no engine.

    wsgi flask             every word, in any order, stemmed
    "pour some web"        these words in this order, exactly as spelled
    wsg*                   words that begin so
    flask OR django        either; OR binds closer than the space: a b OR c = a (b OR c)
    -celery  NOT celery    not this
    (a OR b) c             grouping
    speaker:armin  episode:13  title:"web apps"

Every string has a meaning: what does not parse is searched literally, each of its words
as a plain word. A word of several tokens (`node.js`, `https://x.y`) is a phrase of them.
"""

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from index import analysis
from index.request import SearchRequest

__all__ = [
    "FIELDS",
    "And",
    "Dates",
    "Field",
    "Fuzzy",
    "Near",
    "Not",
    "Nothing",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Word",
    "leaves",
    "parse",
    "query_of",
]

FIELDS = ("speaker", "episode", "title")
"""The names that stand before a colon."""

_MAX_DEPTH = 50
"""Deeper nesting is read literally: nobody means it, and Python's stack ends somewhere."""


@dataclass(frozen=True, slots=True)
class Word:
    """Segments that hold the term or another term of its stem."""

    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Places where exactly these terms follow each other in the episode.

    At most `slop` other words stand between two of them.
    """

    terms: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """Places where `window` words in a row hold all the terms, in any order."""

    terms: tuple[str, ...]
    window: int


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Segments that hold a term at most so many `edits` away; the first letter is kept."""

    term: str
    edits: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Segments that hold a term beginning with `start`."""

    start: str


@dataclass(frozen=True, slots=True)
class Field:
    """Segments whose `name` (one of FIELDS) is `value`; filters, never scores.

    A speaker or title is matched by its words (`speaker:armin` is any Armin), an episode
    by its whole id or number.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Segments of episodes from `first` to `last`, both inclusive, None for open."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Not:
    """Segments that do not match `child`."""

    child: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """Segments that match every child."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Segments that match any child."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No segment: the query holds no word."""


Query: TypeAlias = Word | Phrase | Near | Prefix | Fuzzy | Field | Dates | Not | And | Or | Nothing


def query_of(request: SearchRequest) -> Query:
    """Return the tree of a request: its query string and the filters beside it."""
    filters: list[Query] = [
        Field(name, analysis.normalize(value))
        for name, value in (("speaker", request.speaker), ("episode", request.episode))
        if value
    ]
    if request.date_from or request.date_to:
        filters.append(Dates(request.date_from, request.date_to))
    if not request.q.strip():
        return _and(filters)
    asked = parse(request.q)
    return asked if isinstance(asked, Nothing) else _and([asked, *filters])


@functools.lru_cache(256)  # every page of a query asks for its tree
def parse(q: str) -> Query:
    """Return the tree of a query string; never raises."""
    try:
        return _Parser(q).tree()
    except _Malformed:
        return _and(Word(term) for term in analysis.terms(analysis.normalize(q)))


def leaves(tree: Query) -> Iterator[Word | Phrase | Near | Prefix | Fuzzy]:
    """Yield what a hit of `tree` can show as a match: the words it asks for."""
    match tree:
        case Word() | Phrase() | Near() | Prefix() | Fuzzy():
            yield tree
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)


class _Malformed(Exception):
    """The query string has no tree; it is searched literally instead."""


_LEXEME = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<minus>(?<![^\s(])-(?=[^\s-]))       # `--help` and `f-strings` are words
    | (?P<field>(?:speaker|episode|title):(?=[^\s()]))
    | "(?P<quoted>[^"]*)"
    | (?P<stray>")
    | (?P<bare>[^\s()"]+)
    """,
    re.VERBOSE,
)

_STRAIGHT = str.maketrans("“”„«»", '"""""')


class _Parser:
    """Recursive descent over the lexemes, one method a rule."""

    def __init__(self, q: str) -> None:
        self._lexemes = [
            (m.lastgroup or "", m[m.lastgroup or 0])
            for m in _LEXEME.finditer(analysis.normalize(q).translate(_STRAIGHT))
            if m.lastgroup != "space"
        ]
        self._next = 0
        self._depth = 0

    def tree(self) -> Query:
        tree = self._all()
        if self._next < len(self._lexemes):
            raise _Malformed
        return tree

    def _peek(self) -> tuple[str, str]:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else ("end", "")

    def _take(self, kind: str, text: str | None = None) -> bool:
        found = self._peek()
        taken = found[0] == kind and text in (None, found[1])
        self._next += taken
        return taken

    def _all(self) -> Query:
        children: list[Query] = []
        while self._peek()[0] not in ("end", "close"):
            if self._take("bare", "AND") and (not children or self._peek()[0] in ("end", "close")):
                raise _Malformed
            children.append(self._any())
        return _and(children)

    def _any(self) -> Query:
        children = [self._one()]
        while self._take("bare", "OR"):
            children.append(self._one())
        return _or(children)

    def _one(self) -> Query:
        if self._take("minus") or self._take("bare", "NOT"):
            return self._nested(lambda: _not(self._one()))
        if self._take("open"):
            return self._nested(self._group)
        kind, text = self._peek()
        self._next += 1
        match kind:
            case "field":
                return self._field(text.removesuffix(":"))
            case "quoted":
                return _phrase(text)
            case "bare" if text not in ("AND", "OR", "NOT"):
                return _bare(text)
        raise _Malformed

    def _nested(self, rule: Callable[[], Query]) -> Query:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _Malformed
        tree = rule()
        self._depth -= 1
        return tree

    def _group(self) -> Query:
        tree = self._all()
        if not self._take("close") or isinstance(tree, Nothing):
            raise _Malformed
        return tree

    def _field(self, name: str) -> Query:
        kind, text = self._peek()
        if kind not in ("quoted", "bare") or not analysis.terms(text):
            raise _Malformed
        self._next += 1
        return Field(name, text)


def _bare(text: str) -> Query:
    tokens = analysis.tokenize(text)
    if len(tokens) == 1:
        only = tokens[0]
        return Prefix(only.term) if text[only.end :] == "*" else Word(only.term)
    return _phrase(text)


def _phrase(text: str) -> Query:
    terms = tuple(analysis.terms(text))
    return Phrase(terms) if terms else Nothing()


def _not(child: Query) -> Query:
    return child if isinstance(child, Nothing) else Not(child)


def _and(children: Iterable[Query]) -> Query:
    return _join(And, children)


def _or(children: Iterable[Query]) -> Query:
    return _join(Or, children)


def _join(kind: type[And] | type[Or], children: Iterable[Query]) -> Query:
    kept = tuple(child for child in dict.fromkeys(children) if not isinstance(child, Nothing))
    if not kept:
        return Nothing()
    return kept[0] if len(kept) == 1 else kind(kept)
