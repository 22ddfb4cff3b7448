"""The query tree: the nodes, their builders, and the traversals that everybody shares.

A node that holds others is named in `children` and `transform`; nothing else needs to know
its shape to walk through it.
"""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "And",
    "Atom",
    "AutoPhrase",
    "Boost",
    "DateRange",
    "FieldFilter",
    "Fuzzy",
    "MatchNone",
    "Near",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "SameEpisode",
    "Wildcard",
    "Window",
    "Word",
    "all_of",
    "any_of",
    "atoms",
    "children",
    "has_positions",
    "transform",
    "with_children",
]


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
class AutoPhrase(Phrase):
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
class FieldFilter:
    """Segments whose `name` (one of `grammar.FIELDS`) is `value`; filters, never scores.

    A speaker, title or show is matched by its words (`speaker:armin` is any Armin), an
    episode by its whole id or number. `sponsor`, which only a request can ask for, has the value
    `only`: what is a sponsor's message.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class DateRange:
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
class Window:
    """Places where `window` words in a row hold every child, in any order.

    A phrase or a group of near words is held where its first word is. Such a place may lie
    across segments; a segment that holds every child is one, however long it is. Children are
    what `has_positions`.
    """

    children: tuple["Query", ...]
    window: int


@dataclass(frozen=True, slots=True)
class SameEpisode:
    """Segments that hold any child, of episodes that hold every child."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class MatchNone:
    """No segment: the query holds no word."""


Atom: TypeAlias = Word | Phrase | Near | Prefix | Wildcard | Fuzzy
Query: TypeAlias = (
    Atom | FieldFilter | DateRange | Boost | Not | And | Or | Window | SameEpisode | MatchNone
)


def has_positions(tree: Query) -> bool:
    """Return whether a tree stands for places in the talk, not for whole segments."""
    match tree:
        case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
            return True
        case Boost(child):
            return has_positions(child)
        case Or(below):
            return all(map(has_positions, below))
    return False


def children(tree: Query) -> tuple[Query, ...]:
    """Return the trees right below a tree: none below an atom, a filter or `MatchNone`."""
    match tree:
        case And(below) | Or(below) | Window(below) | SameEpisode(below):
            return below
        case Boost(child) | Not(child):
            return (child,)
    return ()


def with_children(tree: Query, trees: Sequence[Query]) -> Query:
    """Return a tree with others in place of its children, as many as it has."""
    match tree:
        case And() | Or() | Window() | SameEpisode():
            return dataclasses.replace(tree, children=tuple(trees))
        case Boost() | Not():
            (child,) = trees
            return dataclasses.replace(tree, child=child)
    return tree


def transform(tree: Query, change: Callable[[Query], Query]) -> Query:
    """Return a tree whose parts, from the atoms up, are what `change` returns for each.

    A part of which nothing has changed is handed to `change` as it is.
    """
    below = children(tree)
    changed = [transform(child, change) for child in below]
    return change(with_children(tree, changed) if changed != list(below) else tree)


def atoms(tree: Query) -> Iterator[Atom]:
    """Yield the atoms of a tree that a hit can show as matches; what is excluded has none."""
    if isinstance(tree, Atom):
        yield tree
    elif not isinstance(tree, Not):
        for child in children(tree):
            yield from atoms(child)


def all_of(trees: Iterable[Query]) -> Query:
    """Return the tree of what matches every child; a child that is nothing asks nothing.

    The children of a child that asks for all of them are its own.
    """
    parts: list[Query] = []
    for child in trees:
        parts += child.children if isinstance(child, And) else (child,)
    return _join(And, parts)


def any_of(trees: Iterable[Query]) -> Query:
    """Return the tree of what matches any child."""
    return _join(Or, trees)


def _join(kind: type[And] | type[Or], trees: Iterable[Query]) -> Query:
    kept = tuple([child for child in dict.fromkeys(trees) if not isinstance(child, MatchNone)])
    if not kept:
        return MatchNone()
    return kept[0] if len(kept) == 1 else kind(kept)
