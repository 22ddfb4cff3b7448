"""Printing of query trees: as typed, as one line for people, and as values for JSON."""

import dataclasses
import datetime
import re
from typing import Any

from index.query.tree import (
    And,
    AutoPhrase,
    Boost,
    DateRange,
    Fuzzy,
    Near,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Window,
    Word,
)

__all__ = ["as_typed", "as_values", "one_line"]


def as_typed(tree: Query) -> str:
    """Return a tree of words as it would be typed: `wsg*`, `"some web"`, `a OR (b c)`."""
    match tree:
        case Word(term):
            return term
        case Prefix(start):
            return f"{start}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(term, edits):
            return f"{term}~{edits}"
        case AutoPhrase(terms):
            return " ".join(terms)
        case Phrase(terms, slop):
            return f'"{" ".join(terms)}"{f"~{slop}" if slop else ""}'
        case Near(terms, window):
            return f" NEAR/{window - len(terms)} ".join(terms)
        case Boost(child):
            return as_typed(child)
        case Or(children):
            return " OR ".join(map(as_typed, children))
        case And(children) | Window(children):
            return f"({' '.join(map(as_typed, children))})"
    raise TypeError(f"{type(tree).__name__} is not of words")


def one_line(tree: Query) -> str:
    """Return a tree as a line for people: `And(Word(wsgi), Not(Phrase(some web, slop=2)))`.

    Words stand without quotation marks where that is unambiguous. Otherwise they are quoted as in
    Python, so that a terminal obeys no control character.
    """
    if isinstance(tree, DateRange):
        return f"DateRange({tree.first or '*'} to {tree.last or '*'})"
    values: list[str] = []
    for field in dataclasses.fields(tree):
        match getattr(tree, field.name):
            case (str(), *_) as terms:
                values.append(_quoted(" ".join(terms)))
            case tuple(children):
                values += map(one_line, children)
            case str() as text:
                values.append(_quoted(text))
            case float() as factor:
                values.append(f"{factor:g}")
            case int() as number:
                if number != field.default:
                    values.append(f"{field.name}={number}")
            case child:
                values.append(one_line(child))
    return f"{type(tree).__name__}({', '.join(values)})"


def as_values(tree: Query) -> dict[str, Any]:
    """Return a tree as values for JSON: `{"type": "word", "term": "wsgi"}`.

    `type` is the name of the class in snake case, the other keys are its fields. Days are in
    ISO 8601.
    """
    values: dict[str, Any] = {"type": _snake_case(type(tree).__name__)}
    for field in dataclasses.fields(tree):
        match getattr(tree, field.name):
            case tuple(parts):
                values[field.name] = [
                    part if isinstance(part, str) else as_values(part) for part in parts
                ]
            case datetime.date() as day:
                values[field.name] = day.isoformat()
            case str() | int() | float() | None as value:
                values[field.name] = value
            case child:
                values[field.name] = as_values(child)
    return values


def _quoted(text: str) -> str:
    return text if text.isprintable() and not set(text) & set("(),'\"") else repr(text)


def _snake_case(name: str) -> str:
    return re.sub(r"\B(?=[A-Z])", "_", name).lower()
