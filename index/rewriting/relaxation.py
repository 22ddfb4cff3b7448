"""Query relaxation: weaker conditions, step by step, if too few hits are exact (Decision 0009).

    exact    64 words in a row hold all words
    window   64 words in a row hold the tokens of a word of several tokens
    words    words that nobody says are dropped
    window   200 words in a row hold all remaining words
    episode  the episode holds them anywhere; very common words are dropped
    any      some of the remaining words are said
    words    only the quoted phrases are required

Quoted phrases and filters hold in every step. Other forms of a word count as the word. A hit
belongs to the first step that finds it.
"""

from collections.abc import Callable, Iterator, Sequence, Sized
from typing import Generic, NamedTuple, TypeVar

from index.query.printing import as_typed
from index.query.tree import (
    And,
    AutoPhrase,
    Query,
    SameEpisode,
    Span,
    Window,
    Word,
    all_of,
    any_of,
    atoms,
)
from index.ranking import parameters
from index.results.hints import Relaxed, RelaxedStep
from index.rewriting.expansion import expand
from index.rewriting.statistics import Statistics

__all__ = ["Layer", "Step", "layers", "relaxed", "steps"]

MatchesT = TypeVar("MatchesT", bound=Sized)
"""The hits of a tree, in the form that an engine has them; their size is their number."""


class Step(NamedTuple):
    """A relaxation step: a weaker query; fields as in `index.results.hints.Relaxed`."""

    name: RelaxedStep
    tree: Query
    window: int | None
    without: tuple[str, ...]


class Layer(NamedTuple, Generic[MatchesT]):
    """The hits of a step that no earlier step has found, and the expanded tree that found them.

    `step` is None for the exact hits.
    """

    step: Step | None
    tree: Query
    matches: MatchesT


def layers(
    statistics: Statistics,
    tree: Query,
    match: Callable[[Query], MatchesT],
    without: Callable[[MatchesT, MatchesT], MatchesT],
    *,
    heard: bool = False,
) -> list[Layer[MatchesT]]:
    """Return the exact hits of a query and, while there are too few, those of each step after it.

    `match` returns the hits of an expanded tree. `without` returns the first hits except those that
    are among the second. A step that finds nothing new is left out. A word of several tokens was
    meant as typed, so a query with one is relaxed only if it has no exact hit. With `heard`, trees
    are expanded by mishearings too.
    """
    asked = expand(statistics, tree, heard=heard)
    found = [Layer(None, asked, match(asked))]
    hits = len(found[0].matches)
    if hits >= parameters.ENOUGH or (hits and isinstance(_relaxable(tree), AutoPhrase)):
        return found
    for step in steps(statistics, tree, heard=heard):
        asked = expand(statistics, step.tree, heard=heard)
        more = match(asked)
        for before in found:
            more = without(more, before.matches)
        if len(more):
            found.append(Layer(step, asked, more))
            hits += len(more)
        if hits >= parameters.ENOUGH:
            break
    return found


def relaxed(layers: Sequence[Layer[MatchesT]]) -> tuple[Relaxed, ...]:
    """Return the relaxation steps of layers as hints, each with its number of hits."""
    return tuple(
        [
            Relaxed(step.name, step.window, step.without, len(matches))
            for step, _, matches in layers
            if step
        ]
    )


def steps(statistics: Statistics, tree: Query, *, heard: bool = False) -> Iterator[Step]:
    """Yield weaker and weaker queries for `tree`; none if it cannot be relaxed.

    A query can be relaxed if it has exactly one `Window`, or one word of several tokens such as
    `flask-restful`, by itself or beside filters and excluded words.
    """
    row = _relaxable(tree)
    if row is None:
        return
    rest = [part for part in _parts(tree) if part is not row]
    if isinstance(row, AutoPhrase):
        if min(map(len, row.terms)) < parameters.RELAXED_LETTERS:
            return  # tokens such as those of `3.12`, `I/O` or a Han word are too short alone
        words = _near([Word(term) for term in dict.fromkeys(row.terms)], parameters.WINDOW)
        apart = all_of([words, *rest])
        yield Step("window", apart, parameters.WINDOW, ())
        yield from steps(statistics, apart, heard=heard)
        return
    quoted = [child for child in row.children if _is_quoted(child)]
    loose = [child for child in row.children if child not in quoted]
    held = {child: _hits(statistics, expand(statistics, child, heard=heard)) for child in loose}

    def step(name: RelaxedStep, window: int | None, kept: Sequence[Query], asked: Query) -> Step:
        left_out = tuple([as_typed(child) for child in loose if child not in kept])
        return Step(name, all_of([asked, *rest]), window, left_out)

    said = [child for child in loose if held[child]]
    if said:
        if len(said) < len(loose):
            yield step("words", parameters.WINDOW, said, _near([*quoted, *said], parameters.WINDOW))
        if len(said) + len(quoted) > 1:
            yield step("window", parameters.WIDE, said, _near([*quoted, *said], parameters.WIDE))
            common = parameters.COMMON * statistics.living
            informative = [child for child in said if held[child] < common] or said
            somewhere = SameEpisode((*quoted, *informative))
            yield step("episode", None, informative, all_of([somewhere, *quoted]))
            yield step("any", None, informative, all_of([*quoted, any_of(informative)]))
    if quoted and loose:
        yield step("words", parameters.WINDOW, [], _near(quoted, parameters.WINDOW))


def _parts(tree: Query) -> Sequence[Query]:
    return tree.children if isinstance(tree, And) else (tree,)


def _relaxable(tree: Query) -> Window | AutoPhrase | None:
    """Return the part of a query that can be relaxed, None unless there is exactly one."""
    rows = [part for part in _parts(tree) if isinstance(part, Window | AutoPhrase)]
    return rows[0] if len(rows) == 1 else None


def _near(children: Sequence[Query], window: int) -> Query:
    return children[0] if len(children) == 1 else Window(tuple(children), window)


def _is_quoted(tree: Query) -> bool:
    return any(isinstance(atom, Span) and not isinstance(atom, AutoPhrase) for atom in atoms(tree))


def _hits(statistics: Statistics, tree: Query) -> int:
    return len(statistics.matching(tree))
