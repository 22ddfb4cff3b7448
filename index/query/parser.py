"""The query parser: from a query string, or a request, to a query tree.

    wsgi flask                     every word, in any order, stemmed, within 64 words
    "pour some web"                these words in this order, as spelled (`rewriting/quotes.py`)
    "flask web"~5                  at most five other words between two of them
    wsgi NEAR/10 flask             any order and form, at most ten other words among them
    wsg*  fl*sk  w?gi              prefix and wildcards: `*` is any letters, `?` is one
    guido~  guido~1                words at most 1 or 2 edits away (`word_syntax.py`)
    flask OR django                either; OR binds closer than the space: a b OR c = a (b OR c)
    -celery  NOT celery            excluded
    (a OR b) c                     grouping
    flask^2  "a b"^1.5  (a OR b)^3 boost: the factor of the score
    speaker:armin  episode:13  title:"web apps"  show:python
    date:2015  date:2015-05  date:>=2016-02-01  date:[2015-01 TO 2016]

Every string has a tree. If a string does not parse, its operators are searched as words and its
parentheses are ignored; quoted texts, filters and excluded words keep their meaning. A word of
several tokens (`node.js`, `https://x.y`) is an `AutoPhrase`.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from index import analysis
from index.analysis.letters import is_emoji
from index.errors import QueryError
from index.query import grammar
from index.query.date_syntax import dates
from index.query.grammar import OPERATORS, SUFFIX, Lexeme, lexemes, straight
from index.query.request import SearchRequest
from index.query.tree import (
    And,
    Boost,
    DateRange,
    FieldFilter,
    Fuzzy,
    MatchNone,
    Near,
    Not,
    Prefix,
    Query,
    Wildcard,
    Window,
    Word,
    all_of,
    any_of,
    atoms,
    has_positions,
    transform,
)
from index.query.word_syntax import phrase, without_value, word
from index.ranking import parameters

__all__ = ["Parsed", "SyntaxIssue", "parse", "parse_request", "parsed"]

MAX_DEPTH = 50
"""The deepest nesting of groups, for Python's stack; a deeper query is searched literally."""

MAX_COSTLY = 32
"""The most parts of a query with stars, tildes or NEAR; each may cost as much as 100 words."""


class SyntaxIssue(NamedTuple):
    """A part that is searched literally: its column and the reason.

    `column` counts code points of the query in NFC, from 1.
    """

    column: int
    message: str


class Parsed(NamedTuple):
    """The tree of a query string, and its first issue or None."""

    tree: Query
    issue: SyntaxIssue | None


def parse_request(request: SearchRequest) -> Query:
    """Return the tree of a request: its query string and the filters beside it.

    Raises `QueryError` if the request is strict and a part of the query is not understood.
    """
    filters: list[Query] = [
        FieldFilter(name, analysis.normalize(value))
        for name, value in (("speaker", request.speaker), ("episode", request.episode))
        if value
    ]
    if request.sponsor == "only":
        filters.append(FieldFilter("sponsor", "only"))
    if request.date_from or request.date_to:
        filters.append(DateRange(request.date_from, request.date_to))
    if not request.q.strip():
        return all_of(filters)
    asked, issue = parsed(request.q)
    if request.strict and issue is not None:
        raise QueryError(issue.column, issue.message)
    return asked if isinstance(asked, MatchNone) else all_of([asked, *filters])


def parse(q: str) -> Query:
    """Return the tree of a query string; never raises."""
    return parsed(q).tree


def parsed(q: str) -> Parsed:
    """Return the tree of a query string and its first issue; never raises."""
    return _parsed(q, parameters.WINDOW, parameters.NEAR_GAP)


@functools.lru_cache(256)  # every page of results parses its query again
def _parsed(q: str, window: int, gap: int) -> Parsed:
    parser = _Parser(q, window, gap)
    try:
        tree = parser.tree()
    except _TooMuch:
        tree = _row([Word(term) for term in analysis.terms(analysis.normalize(q))], window)
    except _Malformed:
        tree = parser.literal_tree()
    return Parsed(tree, parser.issue)


class _Malformed(Exception):
    """The query string does not parse; it is searched literally instead."""


class _TooMuch(_Malformed):
    """The query string exceeds a limit; all of it is searched literally."""


_LEFT_OUT = {
    "AND": "AND stands between two words; write wsgi AND flask, or and in small letters",
    "OR": "OR stands between two words; write flask OR django, or or in small letters",
    "NOT": "NOT stands before a word; write flask NOT celery, or not in small letters",
    "near": "NEAR stands between two words; write wsgi NEAR/10 flask, or near in small letters",
    "open": "this ( is never closed; write ) where its group ends, or leave it out",
    "close": "this ) closes nothing; write ( where its group begins, or leave it out",
    "empty": "this group is empty; write words in it, or leave it out",
    "stray": 'this " has no partner; write " where the phrase ends too, or leave it out',
    "suffix": '~ and ^ have no meaning here; write guido~1, "flask web"~5 or (flask OR django)^2',
    "costly": f"more than {MAX_COSTLY} parts of the query have *, ?, ~ or NEAR; write fewer",
    "deep": f"more than {MAX_DEPTH} groups stand inside each other; write fewer",
}

_BESIDE_WORDS = "an emoji beside words is left out; quote it, or leave it out"


class _Parser:
    """A recursive-descent parser over the lexemes, with one method a rule.

    `window` and `gap` are `parameters.WINDOW` and `parameters.NEAR_GAP`.
    """

    def __init__(self, q: str, window: int, gap: int) -> None:
        self.issue: SyntaxIssue | None = None
        self._window = window
        self._gap = gap
        text = straight(q)
        self._lexemes = [*lexemes(text), Lexeme("end", "", len(text), len(text))]
        self._next = 0
        self._depth = 0
        self._costly = 0

    def tree(self) -> Query:
        tree = self._all()
        if self._peek().kind != "end":
            raise self._malformed(self._peek())
        return tree

    def literal_tree(self) -> Query:
        """Return the tree without groups, with AND, OR and NEAR as words.

        Quoted texts, filters and excluded words keep their meaning: an unclosed `(` must not turn
        excluded words into wanted ones.
        """
        children: list[Query] = []
        self._next = self._depth = self._costly = 0
        while self._peek().kind != "end":
            at = self._next
            try:
                children.append(self._literal())
            except _Malformed:
                self._next = at + 1
                children += [Word(term) for term in analysis.terms(self._lexemes[at].text)]
        return _row(children, self._window)

    def _literal(self) -> Query:
        lexeme = self._peek()
        excluded = lexeme.kind == "minus" or lexeme[:2] == ("bare", "NOT")
        asked = self._lexemes[self._next + 1] if excluded else lexeme
        is_operator = asked.kind == "bare" and asked.text in OPERATORS
        if is_operator or asked.kind not in ("bare", "quoted", "field", "date"):
            raise _Malformed
        return self._one()

    def _peek(self) -> Lexeme:
        return self._lexemes[self._next]

    def _take(self, kind: str, text: str | None = None) -> Lexeme | None:
        lexeme = self._lexemes[self._next]
        if lexeme.kind != kind or (text is not None and lexeme.text != text):
            return None
        self._next += 1
        return lexeme

    def _note_issue(self, column: int, message: str | None) -> None:
        if message is not None and self.issue is None:
            self.issue = SyntaxIssue(column, message)

    def _malformed(
        self, at: Lexeme, why: str | None = None, kind: type[_Malformed] = _Malformed
    ) -> _Malformed:
        known = why or (at.text if at.kind == "bare" else at.kind)
        self._note_issue(at.start + 1, _LEFT_OUT.get(known, known))
        return kind()

    def _expect_more(self, operator: Lexeme) -> None:
        if self._peek().kind in ("end", "close"):
            raise self._malformed(operator)

    def _all(self) -> Query:
        children: list[Query] = []
        begins: list[Lexeme] = []
        while self._peek().kind not in ("end", "close"):
            if operator := self._take("bare", "AND"):
                if not children:
                    raise self._malformed(operator)
                self._expect_more(operator)
            begins.append(self._peek())
            children.append(self._any())
        # Few write emoji in talk, and many behind the words of a query.
        shown = [isinstance(child, Word) and is_emoji(child.term) for child in children]
        if any(shown) and sum(map(has_positions, children)) > sum(shown):
            self._note_issue(begins[shown.index(True)].start + 1, _BESIDE_WORDS)
            children = [child for child, emoji in zip(children, shown, strict=True) if not emoji]
        return _row(children, self._window)

    def _any(self) -> Query:
        children = [self._near()]
        while operator := self._take("bare", "OR"):
            self._expect_more(operator)
            children.append(self._near())
        return any_of(children) if len(children) > 1 else children[0]

    def _near(self) -> Query:
        children = [self._one()]
        operators: list[Lexeme] = []
        while operator := self._take("near"):
            self._expect_more(operator)
            operators.append(operator)
            children.append(self._one())
        if not operators:
            return children[0]
        terms = tuple(child.term for child in children if isinstance(child, Word))
        first = operators[0]
        near = grammar.NEAR.fullmatch(first.text)
        is_same = len({operator.text for operator in operators}) == 1
        if len(terms) < len(children) or near is None or not is_same:
            raise self._malformed(first)
        self._count(first)
        return Near(terms, int(near[1] or self._gap) + len(terms))

    def _count(self, at: Lexeme) -> None:
        self._costly += 1
        if self._costly > MAX_COSTLY:
            raise self._malformed(at, "costly", _TooMuch)

    def _one(self) -> Query:
        lexeme = self._peek()
        self._next += 1
        match lexeme.kind:
            case "bare" if lexeme.text not in OPERATORS:
                return self._word(lexeme)
            case "quoted":
                return self._quoted(lexeme.text)
            case "minus":
                return self._excluded(lexeme)
            case "bare" if lexeme.text == "NOT":
                return self._excluded(lexeme)
            case "open":
                return self._nested(lexeme, lambda: self._group(lexeme))
            case "field":
                return self._field(lexeme)
            case "date":
                return self._dates(lexeme)
        raise self._malformed(lexeme)

    def _nested(self, at: Lexeme, rule: Callable[[], Query]) -> Query:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._malformed(at, "deep", _TooMuch)
        tree = rule()
        self._depth -= 1
        return tree

    def _excluded(self, sign: Lexeme) -> Query:
        self._expect_more(sign)
        child = self._nested(sign, self._one)
        return child if isinstance(child, MatchNone) else Not(_by_segment(child))

    def _group(self, opened: Lexeme) -> Query:
        tree = self._all()
        if not self._take("close"):
            raise self._malformed(opened)
        if isinstance(tree, MatchNone):
            raise self._malformed(opened, "empty")
        suffix = self._take("suffix")
        if suffix is None:
            return tree
        if "~" in suffix.text:
            raise self._malformed(suffix)
        factor = float(suffix.text[1:])
        if isinstance(tree, Window):
            return Window(tuple(Boost(child, factor) for child in tree.children), tree.window)
        return Boost(tree, factor)

    def _quoted(self, text: str) -> Query:
        suffix = self._take("suffix")
        parts = SUFFIX.fullmatch(suffix.text) if suffix else None
        slop, factor = parts.groups() if parts else (None, None)
        if suffix and slop:
            self._count(suffix)
        tree = phrase(text, int(slop or 0))
        return tree if factor is None or isinstance(tree, MatchNone) else Boost(tree, float(factor))

    def _field(self, named: Lexeme) -> Query:
        value = self._peek()
        self._next += 1
        if value.kind not in ("quoted", "bare", "near", "date") or not analysis.terms(value.text):
            raise self._malformed(named, without_value(named.text))
        name = named.text.removesuffix(":").lower()  # phones capitalise the first letter of a query
        if value.kind == "bare" and set(value.text) & set("*~^"):
            self._note_issue(
                value.start + 1,
                f"{named.text} takes whole words without * ~ or ^; write {name}:armin",
            )
        return FieldFilter(name, value.text)

    def _dates(self, lexeme: Lexeme) -> Query:
        days = dates(lexeme.text.partition(":")[2])
        return self._word(lexeme) if days is None else days

    def _word(self, lexeme: Lexeme) -> Query:
        tree, message = word(lexeme.text)
        self._note_issue(lexeme.start + 1, message)
        if isinstance(next(atoms(tree), None), Prefix | Wildcard | Fuzzy):
            self._count(lexeme)
        return tree


def _row(children: Iterable[Query], window: int) -> Query:
    """Return the tree of parts in a row: a window of those with positions, and all of the rest."""
    parts = list(dict.fromkeys(part for child in children for part in _parts(child)))
    near = tuple([part for part in parts if has_positions(part)])
    if len(near) < 2:
        return all_of(parts)
    return all_of([Window(near, window), *(part for part in parts if not has_positions(part))])


def _parts(tree: Query) -> Iterator[Query]:
    """Yield the parts that must all match; a row in parentheses joins the row around it."""
    if isinstance(tree, And | Window):
        for child in tree.children:
            yield from _parts(child)
    else:
        yield tree


def _by_segment(tree: Query) -> Query:
    """Return a tree whose windows match only segments that hold every child.

    Exclusion works on segments: words of a window across segments must not exclude each of them.
    """
    return transform(tree, lambda part: And(part.children) if isinstance(part, Window) else part)
