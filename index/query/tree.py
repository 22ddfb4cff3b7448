"""The query tree: its nodes, builders and traversals (Decision 0007).

A node with children is named in `children` and `with_children`. All other traversals use these
two. To add a node, change this module, the parser, `printing` and each engine's executor; for an
atom also `highlight.marker`.
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
    "Span",
    "Wildcard",
    "Window",
    "Word",
    "all_of",
    "any_of",
    "asks_for_speaker",
    "atoms",
    "children",
    "has_positions",
    "required",
    "transform",
    "with_children",
]


@dataclass(frozen=True, slots=True)
class Word:
    """Segments with the term or another term of its stem."""

    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Positions where exactly these terms follow each other in an episode.

    At most `slop` other words may stand between two of them.
    """

    terms: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class AutoPhrase(Phrase):
    """The phrase of one typed word that has several terms: `node.js`, `e-mail`.

    It was not quoted, so rewriting may add other spellings, such as `nodejs` (Decision 0010).
    """


@dataclass(frozen=True, slots=True)
class Near:
    """Positions where `window` words in a row hold all the terms, in any order.

    Each term also stands for the other terms of its stem, as in `Word`.
    """

    terms: tuple[str, ...]
    window: int


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Segments with a term at most `edits` edits away that has the same first letter."""

    term: str
    edits: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Segments with a term that begins with `start`."""

    start: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Segments with a term of this `pattern`: `?` is one letter, `*` is any number of letters."""

    pattern: str


@dataclass(frozen=True, slots=True)
class FieldFilter:
    """Segments whose field `name` has `value`; a filter without a score.

    `name` is one of `grammar.FIELDS`, or `sponsor`. Speakers, titles and shows match by their
    words (`speaker:armin` is any Armin), episodes by their whole id, or by their number with or
    without leading zeros. Only a request can set `sponsor`; its value `only` means the sponsor
    messages.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Segments of episodes dated from `first` to `last`, both inclusive, None for no bound."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Boost:
    """The matches of `child`, with their scores multiplied by `factor`."""

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
    """Positions where `window` words in a row hold every child, in any order (Decision 0008).

    A phrase or a `Near` counts at its first word. The words may lie in several segments. A single
    segment that holds every child always matches, even if it is longer than the window. Every child
    `has_positions`.
    """

    children: tuple["Query", ...]
    window: int


@dataclass(frozen=True, slots=True)
class MatchNone:
    """No segment: the query has no word."""


Span: TypeAlias = Phrase | Near
"""Atoms of several words, which stand in order or near each other."""

Atom: TypeAlias = Word | Span | Prefix | Wildcard | Fuzzy
"""Nodes without children that stand for positions of words."""

Query: TypeAlias = Atom | FieldFilter | DateRange | Boost | Not | And | Or | Window | MatchNone


def has_positions(tree: Query) -> bool:
    """Return whether a tree matches positions in the talk, not only whole segments."""
    match tree:
        case Boost() | Or():
            return all(map(has_positions, children(tree)))
    return isinstance(tree, Atom)


def children(tree: Query) -> tuple[Query, ...]:
    """Return the children of a tree; an atom, a filter or `MatchNone` has none."""
    match tree:
        case And(below) | Or(below) | Window(below):
            return below
        case Boost(child) | Not(child):
            return (child,)
    return ()


def with_children(tree: Query, trees: Sequence[Query]) -> Query:
    """Return a tree with its children replaced by as many other trees."""
    match tree:
        case And() | Or() | Window():
            return dataclasses.replace(tree, children=tuple(trees))
        case Boost() | Not():
            (child,) = trees
            return dataclasses.replace(tree, child=child)
    return tree


def transform(tree: Query, change: Callable[[Query], Query]) -> Query:
    """Return a tree with every node replaced by the result of `change`, children first.

    `change` gets the identical node if none of its children has changed.
    """
    below = children(tree)
    changed = [transform(child, change) for child in below]
    return change(with_children(tree, changed) if changed != list(below) else tree)


def atoms(tree: Query) -> Iterator[Atom]:
    """Yield the atoms of a tree in order, without those below a `Not`."""
    if isinstance(tree, Atom):
        yield tree
    elif not isinstance(tree, Not):
        for child in children(tree):
            yield from atoms(child)


def asks_for_speaker(tree: Query) -> bool:
    """Return whether a tree has a filter by speaker."""
    if isinstance(tree, FieldFilter):
        return tree.name == "speaker"
    return any(map(asks_for_speaker, children(tree)))


def required(tree: Query) -> tuple[list[Query], list[Query]]:
    """Return the parts of a tree that must all hold, and apart from them the filters among these.

    A `Not` is a filter too. The parts of a `Window` are required like those of an `And`.
    """
    if not isinstance(tree, And | Window):
        return ([], [tree]) if isinstance(tree, FieldFilter | DateRange | Not) else ([tree], [])
    parts: list[Query] = []
    filters: list[Query] = []
    for child in tree.children:
        more_parts, more_filters = required(child)
        parts += more_parts
        filters += more_filters
    return parts, filters


def all_of(trees: Iterable[Query]) -> Query:
    """Return a tree that matches what every one of `trees` matches.

    `MatchNone` is left out. The children of an `And` become children of the result.
    """
    parts: list[Query] = []
    for child in trees:
        parts += child.children if isinstance(child, And) else (child,)
    return _join(And, parts)


def any_of(trees: Iterable[Query]) -> Query:
    """Return a tree that matches what any of `trees` matches; `MatchNone` is left out."""
    return _join(Or, trees)


def _join(kind: type[And] | type[Or], trees: Iterable[Query]) -> Query:
    kept = tuple([child for child in dict.fromkeys(trees) if not isinstance(child, MatchNone)])
    if not kept:
        return MatchNone()
    return kept[0] if len(kept) == 1 else kind(kept)
