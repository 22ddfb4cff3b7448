"""Query relaxation: the words of a query that may give way, and the trees of its close hits.

A hit is exact if it meets the whole query. Where few hits are exact, close hits come with them: the
segments that meet the quotes and filters of the query and hold at least one of its other words.
Decision 0036.

    wsgi flask                       segments with either word
    the flask                        segments with `flask`; with `the`, only if nobody says `flask`
    llama.cpp flask                  where nobody says `llama.cpp`, its tokens stand for it
    "some wsgi" flask speaker:ann    segments of Ann with the quote and `flask`; if there are none,
                                     those with the quote
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from index.analysis.stop_words import stop_words
from index.query.printing import as_typed
from index.query.tree import (
    And,
    Atom,
    AutoPhrase,
    Boost,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Window,
    Word,
    all_of,
    any_of,
    atoms,
    children,
    has_positions,
    required,
    transform,
)
from index.ranking import parameters
from index.rewriting.expansion import expand
from index.rewriting.statistics import Statistics

__all__ = ["Loose", "Relaxation", "relaxation"]

_Count = Callable[[Query], int]
"""A function that returns the number of documents that match an expanded tree."""


class Loose(NamedTuple):
    """A part of a query that may give way, as it is typed and as it is searched."""

    typed: str
    tree: Query


class Relaxation(NamedTuple):
    """The parts of a query that may give way, and the trees of its close hits.

    `loose` are the parts that may give way. `telling` are the parts whose words tell the
    topic, as parsed: episodes are scored by them, and they may be near each other. `evidence` is
    the tree of all their forms, with the filters. `weaker` are the trees of close hits, expanded:
    the first that matches anything counts. It is empty if no part may give way. `called` are the
    parts that the title and people of an episode hold if it is called so; it is empty for a query
    with a quote, which must be said, and for one of stop words.
    """

    loose: tuple[Loose, ...]
    telling: tuple[Query, ...]
    evidence: Query
    weaker: tuple[Query, ...]
    called: tuple[Query, ...]


def relaxation(
    statistics: Statistics, tree: Query, count: _Count, *, heard: bool = False
) -> Relaxation:
    """Return how a query may be relaxed; with `heard`, trees are expanded by mishearings too.

    The quotation marks of a long question are its author's, so its quotes may give way.
    At most `MOST_WORDS` words count: those that tell the topic, the rarest first.
    """
    parts, filters = required(tree)
    is_long = sum(map(_size, parts)) >= parameters.LONG_QUESTION
    loose = tuple(dict.fromkeys(part for part in parts if _may_give_way(part, quoted=is_long)))
    kept = [part for part in parts if part not in loose]
    expanded = partial(expand, statistics, heard=heard)
    stops = stop_words(frozenset(statistics.languages))

    def said(part: Query) -> int:
        return count(expanded(part))

    apart = [_with_tokens(part, said, stops) for part in loose]
    every = [_with_tokens(part, None, stops) for part in loose]
    tell = [part for part in apart if _tells(part, stops)]
    chosen = _rarest(tell or apart, said)
    named = tuple([Loose(as_typed(part), expanded(part)) for part in loose])
    quotes = list(map(expanded, kept))
    evidence = all_of([*quotes, *_forms(expanded, chosen), *filters])
    telling = (*kept, *chosen)
    called = () if kept or not tell else tuple([_without(part, stops) for part in chosen])
    if not loose or (len(parts) == 1 and every == list(loose)):
        return Relaxation(named, telling, evidence, (), called)
    if len(quotes) > 1 and all(map(has_positions, quotes)):
        quotes = [Window(tuple(quotes), parameters.WINDOW)]
    weaker = [
        all_of([*quotes, any_of(_forms(expanded, some)), *filters])
        for some in (chosen, _rarest(every, said))
    ]
    if quotes:
        weaker.append(all_of([*quotes, *filters]))
    return Relaxation(named, telling, evidence, tuple(dict.fromkeys(weaker)), called)


def _may_give_way(part: Query, *, quoted: bool) -> bool:
    """Return whether close hits may lack a part of a query: it has words only, none `quoted`."""
    if isinstance(part, Atom):
        return quoted or isinstance(part, AutoPhrase) or not isinstance(part, Phrase | Near)
    below = children(part)
    is_words = bool(below) and not isinstance(part, Not)
    return is_words and all(_may_give_way(child, quoted=quoted) for child in below)


def _size(part: Query) -> int:
    """Return the number of words of a part of a query."""
    return sum(len(atom.terms) if isinstance(atom, Phrase | Near) else 1 for atom in atoms(part))


def _with_tokens(part: Query, count: _Count | None, stops: frozenset[str]) -> Query:
    """Return a part with its words of several tokens replaced by any of the tokens.

    With `count`, only words that nobody says are replaced. Tokens such as those of `3.12`, `I/O` or
    a Han word are too short to stand for the word.
    """

    def tokens(node: Query) -> Query:
        if not isinstance(node, AutoPhrase) or (count is not None and count(node)):
            return node
        long = [term for term in node.terms if len(term) >= parameters.RELAXED_LETTERS]
        tell = [term for term in long if term not in stops] or long
        return any_of(map(Word, tell)) if tell else node

    return transform(part, tokens)


def _tells(part: Query, stops: frozenset[str]) -> bool:
    return any(not isinstance(atom, Word) or atom.term not in stops for atom in atoms(part))


def _without(part: Query, stops: frozenset[str]) -> Query:
    """Return a part that tells without its alternatives of stop words."""

    def telling(node: Query) -> Query:
        some = [child for child in children(node) if isinstance(node, Or) and _tells(child, stops)]
        return any_of(some) if some else node

    return transform(part, telling)


def _rarest(parts: Sequence[Query], count: _Count) -> Sequence[Query]:
    """Return the parts that count, in order: of too many the rarest that are said."""
    if len(parts) <= parameters.MOST_WORDS:
        return parts
    said = {part: count(part) for part in parts}
    ranked = sorted(parts, key=lambda part: (not said[part], said[part]))
    rarest = set(ranked[: parameters.MOST_WORDS])
    return [part for part in parts if part in rarest]


def _forms(expanded: Callable[[Query], Query], parts: Sequence[Query]) -> Sequence[Query]:
    """Return the atoms of parts and of their other forms, each once, with their boosts.

    Words in a row are expanded in a row, since two of them may be one word.
    """
    near = tuple([part for part in parts if has_positions(part)])
    rows = [Window(near, parameters.WINDOW)] if len(near) > 1 else list(near)
    others = [part for part in parts if part not in near]
    weighted: dict[Query, Query] = {}
    for part in [*rows, *others]:
        for atom, form in _weighted(expanded(part), 1.0):
            weighted.setdefault(atom, form)
    return list(weighted.values())


def _weighted(tree: Query, factor: float) -> Iterator[tuple[Query, Query]]:
    """Yield the atoms of a tree, each with the tree of it and its boosts."""
    match tree:
        case Boost(child, more):
            yield from _weighted(child, factor * more)
        case And(below) | Or(below) | Window(below):
            for child in below:
                yield from _weighted(child, factor)
        case MatchNone():
            return
        case _:
            yield tree, tree if factor == 1.0 else Boost(tree, factor)
