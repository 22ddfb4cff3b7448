"""Query relaxation: weaker conditions, step by step, where too few hits meet all of them.

    as it is asked  64 words in a row hold everything
    window          the words of one of several tokens, so near each other
    words           what nobody says is left out
    window          the same, 200 words in a row
    episode         somewhere in the episode; what is said all the time is left out
    any             some of the rest, the more telling the better
    words           what is quoted, without the rest

What is quoted or filtered always holds, and other spellings of a word count as the word. Hits of
a step that an earlier one has found are its own: none comes twice.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.query.printing import as_typed
from index.query.tree import (
    And,
    AutoPhrase,
    Near,
    Phrase,
    Query,
    SameEpisode,
    Window,
    Word,
    all_of,
    any_of,
    atoms,
)
from index.ranking import parameters
from index.results.hints import RelaxedStep
from index.rewriting.expansion import expand
from index.rewriting.statistics import Statistics

__all__ = ["Step", "gives_way_late", "steps"]


class Step(NamedTuple):
    """A query that asks for less, and what it gave up; see `index.results.hints.Relaxed`."""

    name: RelaxedStep
    tree: Query
    window: int | None
    without: tuple[str, ...]


def gives_way_late(tree: Query) -> bool:
    """Return whether a query gives way only where it finds nothing.

    So does a word of several tokens, which was meant as it was typed.
    """
    return isinstance(_row(tree), AutoPhrase)


def steps(statistics: Statistics, tree: Query, *, heard: bool = False) -> Iterator[Step]:
    """Yield what asks for less than `tree`, the least less first; nothing if nothing can give way.

    That is a `Window`, or a word of several tokens, which gives way to these: `flask-restful`. It
    stands by itself or with filters and refusals beside it.
    """
    row = _row(tree)
    if row is None:
        return
    rest = [part for part in _parts(tree) if part is not row]
    if isinstance(row, AutoPhrase):
        if min(map(len, row.terms)) < parameters.RELAXED_LETTERS:
            return  # what tells nothing by itself: `3.12`, `I/O`, a character of a word of Han
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


def _row(tree: Query) -> Window | AutoPhrase | None:
    """Return the part of a query that can give way, if there is just one."""
    rows = [part for part in _parts(tree) if isinstance(part, Window | AutoPhrase)]
    return rows[0] if len(rows) == 1 else None


def _near(children: Sequence[Query], window: int) -> Query:
    return children[0] if len(children) == 1 else Window(tuple(children), window)


def _is_quoted(tree: Query) -> bool:
    return any(
        isinstance(leaf, Phrase | Near) and not isinstance(leaf, AutoPhrase) for leaf in atoms(tree)
    )


def _hits(statistics: Statistics, tree: Query) -> int:
    return len(statistics.matching(tree))
