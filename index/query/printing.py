"""Printing of query trees: as they would be typed, as one line for people, and as JSON values."""

import dataclasses
import datetime
import re
from typing import Any

from index.query.tree import (
    And,
    AutoPhrase,
    Boost,
    DateRange,
    FieldFilter,
    Fuzzy,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SameEpisode,
    Wildcard,
    Window,
    Word,
)

__all__ = ["as_typed", "as_values", "one_line"]


def as_typed(tree: Query) -> str:
    """Return a tree that `has_positions` as it would be typed: `wsg*`, `"some web"`, `a OR b`."""
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
    raise TypeError(f"{type(tree).__name__} has no places")


def one_line(tree: Query) -> str:
    """Return a tree as people read it: `And(Word(wsgi), Not(Phrase(some web, slop=2)))`.

    Words stand as they are where nothing else could be meant, else quoted as Python quotes
    them, so that a terminal shows what it would otherwise obey.
    """
    match tree:
        case And(children) | Or(children) | SameEpisode(children):
            return f"{type(tree).__name__}({', '.join(map(one_line, children))})"
        case Window(children, window):
            return f"Window({', '.join(map(one_line, children))}, window={window})"
        case Not(child):
            return f"Not({one_line(child)})"
        case Boost(child, factor):
            return f"Boost({one_line(child)}, {factor:g})"
        case Phrase(terms, slop):
            within = f", slop={slop}" if slop else ""
            return f"{type(tree).__name__}({_shown(' '.join(terms))}{within})"
        case Near(terms, window):
            return f"Near({_shown(' '.join(terms))}, window={window})"
        case Fuzzy(term, edits):
            return f"Fuzzy({_shown(term)}, edits={edits})"
        case FieldFilter(name, value):
            return f"FieldFilter({name}, {_shown(value)})"
        case DateRange(first, last):
            return f"DateRange({first or '*'} to {last or '*'})"
        case Word(text) | Prefix(text) | Wildcard(text):
            return f"{type(tree).__name__}({_shown(text)})"
        case MatchNone():
            return "MatchNone()"


def as_values(tree: Query) -> dict[str, Any]:
    """Return a tree as JSON-ready values: `{"type": "word", "term": "wsgi"}`.

    The names are those of the classes, in snake case, and of their fields; days are in ISO 8601.
    """
    found: dict[str, Any] = {"type": _snake_case(type(tree).__name__)}
    for field in dataclasses.fields(tree):
        match getattr(tree, field.name):
            case tuple(parts):
                found[field.name] = [
                    part if isinstance(part, str) else as_values(part) for part in parts
                ]
            case datetime.date() as day:
                found[field.name] = day.isoformat()
            case str() | int() | float() | None as value:
                found[field.name] = value
            case child:
                found[field.name] = as_values(child)
    return found


def _shown(text: str) -> str:
    return text if text.isprintable() and not set(text) & set("(),'\"") else repr(text)


def _snake_case(name: str) -> str:
    return re.sub(r"\B(?=[A-Z])", "_", name).lower()
