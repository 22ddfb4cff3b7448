"""The query tree: what a query string means, and how it is shown to people and programs."""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = [
    "FIELDS",
    "And",
    "Boost",
    "Compound",
    "Dates",
    "Field",
    "Fuzzy",
    "Leaf",
    "Near",
    "Not",
    "Nothing",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "SameEpisode",
    "Together",
    "Wildcard",
    "Word",
    "has_places",
    "leaves",
    "one_line",
    "structure",
    "written",
]

FIELDS = ("speaker", "episode", "title", "show")
"""The names of a `Field`."""


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
class Compound(Phrase):
    """The phrase of a word that was typed as one and is several terms: `node.js`, `e-mail`.

    Not quoted, so it may be spelled otherwise, too (`nodejs`), where an index knows how.
    """


@dataclass(frozen=True, slots=True)
class Near:
    """Places where `window` words in a row hold all the terms, in any order.

    Each stands for the terms of its stem, as a `Word` does.
    """

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
class Wildcard:
    """Segments that hold a term of this `pattern`: `?` is one letter, `*` any number of them."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Field:
    """Segments whose `name` (one of FIELDS) is `value`; filters, never scores.

    A speaker, title or show is matched by its words (`speaker:armin` is any Armin), an
    episode by its whole id or number. `sponsor`, which only a request can ask for, has the value
    `only`: what is a sponsor's message.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Segments of episodes from `first` to `last`, both inclusive, None for open."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Boost:
    """What `child` matches, its scores multiplied by `factor`."""

    child: "Query"
    factor: float


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
class Together:
    """Places where `window` words in a row hold every child, in any order.

    A phrase or a group of near words is held where its first word is. Such a place may lie
    across segments; a segment that holds every child is one, however long it is. Children are
    what `has_places`.
    """

    children: tuple["Query", ...]
    window: int


@dataclass(frozen=True, slots=True)
class SameEpisode:
    """Segments that hold any child, of episodes that hold every child."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No segment: the query holds no word."""


Leaf: TypeAlias = Word | Phrase | Near | Prefix | Wildcard | Fuzzy
Query: TypeAlias = Leaf | Field | Dates | Boost | Not | And | Or | Together | SameEpisode | Nothing


def has_places(tree: Query) -> bool:
    """Return whether a tree stands for places in the talk, not for whole segments."""
    match tree:
        case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
            return True
        case Boost(child):
            return has_places(child)
        case Or(children):
            return all(map(has_places, children))
    return False


def leaves(tree: Query) -> Iterator[Leaf]:
    """Yield what a hit of `tree` can show as a match: the words it asks for."""
    match tree:
        case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
            yield tree
        case And(children) | Or(children) | Together(children) | SameEpisode(children):
            for child in children:
                yield from leaves(child)
        case Boost(child):
            yield from leaves(child)


def written(tree: Query) -> str:
    """Return a tree that `has_places` as it would be typed: `wsg*`, `"some web"`, `a OR b`."""
    match tree:
        case Word(term):
            return term
        case Prefix(start):
            return f"{start}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(term, edits):
            return f"{term}~{edits}"
        case Compound(terms):
            return " ".join(terms)
        case Phrase(terms, slop):
            return f'"{" ".join(terms)}"{f"~{slop}" if slop else ""}'
        case Near(terms, window):
            return f" NEAR/{window - len(terms)} ".join(terms)
        case Boost(child):
            return written(child)
        case Or(children):
            return " OR ".join(map(written, children))
    raise TypeError(f"{type(tree).__name__} has no places")


def one_line(tree: Query) -> str:
    """Return a tree as people read it: `And(Word(wsgi), Not(Phrase(some web, slop=2)))`.

    Words stand as they are where nothing else could be meant, else quoted as Python quotes
    them, so that a terminal shows what it would otherwise obey.
    """
    match tree:
        case And(children) | Or(children) | SameEpisode(children):
            return f"{type(tree).__name__}({', '.join(map(one_line, children))})"
        case Together(children, window):
            return f"Together({', '.join(map(one_line, children))}, window={window})"
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
        case Field(name, value):
            return f"Field({name}, {_shown(value)})"
        case Dates(first, last):
            return f"Dates({first or '*'} to {last or '*'})"
        case Word(text) | Prefix(text) | Wildcard(text):
            return f"{type(tree).__name__}({_shown(text)})"
        case Nothing():
            return "Nothing()"


def structure(tree: Query) -> dict[str, Any]:
    """Return a tree as JSON-ready values: `{"type": "word", "term": "wsgi"}`.

    The names are those of the classes, in small letters, and of their fields; days are in
    ISO 8601.
    """
    found: dict[str, Any] = {"type": type(tree).__name__.lower()}
    for field in dataclasses.fields(tree):
        match getattr(tree, field.name):
            case tuple(parts):
                found[field.name] = [
                    part if isinstance(part, str) else structure(part) for part in parts
                ]
            case datetime.date() as day:
                found[field.name] = day.isoformat()
            case str() | int() | float() | None as value:
                found[field.name] = value
            case child:
                found[field.name] = structure(child)
    return found


def _shown(text: str) -> str:
    return text if text.isprintable() and not set(text) & set("(),'\"") else repr(text)
