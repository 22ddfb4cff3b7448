"""The query tree in Whoosh's words."""

from typing import Any, assert_never

from whoosh import query as whoosh_query

from index import analysis
from index.embedded.phrase import EpisodePhrase
from index.query import (
    And,
    Dates,
    Field,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
)

__all__ = ["number_term", "to_whoosh"]


def to_whoosh(tree: Query) -> Any:
    """Return the Whoosh query that finds what `tree` asks for.

    Filters neither add to a score nor let it fall: `Require` takes scores only from its
    first part.
    """
    match tree:
        case Word(term):
            # The exact form counts beside its stem, so it ranks above the other forms.
            return whoosh_query.Or(
                [
                    whoosh_query.Term("stem", analysis.stem(term)),
                    whoosh_query.Term("text", term),
                ]
            )
        case Phrase(terms):
            return EpisodePhrase(terms)
        case Prefix(start):
            return whoosh_query.Prefix("text", start)
        case Field(name, value):
            return _constant(_field(name, value))
        case Dates(first, last):
            return _constant(
                whoosh_query.TermRange(
                    "date",
                    first.isoformat() if first else "",
                    last.isoformat() if last else "9999-12-31",
                )
            )
        case Not():
            return _and((tree,))
        case And(children):
            return _and(children)
        case Or(children):
            return whoosh_query.Or([to_whoosh(child) for child in children])
        case Nothing():
            return whoosh_query.NullQuery
    assert_never(tree)


def number_term(number: str) -> str:
    """Return an episode's number as it is indexed and asked for: 013 is 13."""
    return number.casefold().lstrip("0") or "0"


def _and(children: tuple[Query, ...]) -> Any:
    refused = [to_whoosh(child.child) for child in children if isinstance(child, Not)]
    filters = [to_whoosh(child) for child in children if isinstance(child, Field | Dates)]
    scored = [to_whoosh(child) for child in children if not isinstance(child, Not | Field | Dates)]
    if scored:
        found = _all(scored)
        if filters:
            found = whoosh_query.Require(found, _all(filters))
    else:
        found = _all(filters) if filters else _constant(whoosh_query.Every("episode"))
    return whoosh_query.AndNot(found, _any(refused)) if refused else found


def _field(name: str, value: str) -> Any:
    if name == "episode":
        return _any(
            [
                whoosh_query.Term("episode", value),
                whoosh_query.Term("number", number_term(value)),
            ]
        )
    words = analysis.terms(value)
    return _all([whoosh_query.Term(name, word) for word in words]) if words else _nothing()


def _constant(found: Any) -> Any:
    return whoosh_query.ConstantScoreQuery(found, 1.0)


def _nothing() -> Any:
    return whoosh_query.NullQuery


def _all(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else whoosh_query.And(parts)


def _any(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else whoosh_query.Or(parts)
