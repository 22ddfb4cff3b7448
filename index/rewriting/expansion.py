"""Query expansion: adding other spellings, synonyms and mishearings to the tree.

A source returns other forms of a few plain words in a row. These are ordinary nodes, so evaluation
and highlighting need no code for expansion. Quoted text, excluded or not, is only expanded by what
nobody hears (quotes.py). Excluded words, filters, wildcards and fuzzy words are not expanded.
"""

from collections.abc import Callable, Sequence
from functools import partial

from index.query.tree import (
    AutoPhrase,
    Boost,
    Not,
    Or,
    Phrase,
    Query,
    Window,
    Word,
    children,
    transform,
    with_children,
)
from index.ranking import parameters
from index.rewriting import (
    compounds,
    mishearings,
    multi_token,
    numbers,
    particles,
    punctuation,
    quotes,
    word_breaks,
)
from index.rewriting.statistics import Statistics

__all__ = ["Source", "expand"]

Source = Callable[[Statistics, tuple[str, ...]], Sequence[Query]]
"""A function that returns other forms of the terms of plain words in a row.

Each form is weighted by a `Boost`.
"""

_Sources = tuple[Source, ...]


def _synonyms(statistics: Statistics, terms: tuple[str, ...]) -> Sequence[Query]:
    return [
        Boost(Word(other[0]) if len(other) == 1 else Phrase(other), parameters.OTHER_FORM)
        for other in statistics.synonyms.get(terms, ())
    ]


_SOURCES: _Sources = (
    word_breaks.spellings,
    compounds.forms,
    numbers.in_groups,
    particles.forms,
    _synonyms,
)
_WITH_HEARD: _Sources = (*_SOURCES, mishearings.searched)

_REMEMBERED = 1000  # bytes of a cached result, estimated


def expand(statistics: Statistics, tree: Query, *, heard: bool = False) -> Query:
    """Return a tree that also matches other forms of the words of `tree`.

    Mishearings are added only if `heard`, because they take longer (mishearings.py). Without any
    other forms the result equals `tree`. Results are cached: a repeated query takes 3 us, a new
    query of known words 3 us a word.
    """
    sources = _WITH_HEARD if heard else _SOURCES
    make = partial(_expanded, statistics, tree, sources)
    return statistics.remembered(("expanded", tree, heard), make, _size)


def _expanded(statistics: Statistics, tree: Query, sources: _Sources) -> Query:
    match tree:
        case Word(term):
            bare = punctuation.without_punctuation(statistics, tree)
            others = _others(statistics, (term,), sources)
            if bare:
                less = Boost(_expanded(statistics, bare, sources), parameters.OTHER_FORM)
                others = [less, *others]
            return _any_of([tree, *others])
        case AutoPhrase(terms):
            # A phrase is scored by its terms only, a word also by its stem: other forms get half.
            short = len(terms) <= parameters.EXPANDED_WORDS
            others = _others(statistics, terms, sources) if short else ()
            halved = [Boost(other, parameters.OTHER_FORM) for other in others]
            spelled = [
                *quotes.punctuated(statistics, tree),
                *multi_token.other_forms(statistics, tree),
            ]
            return _any_of([tree, *spelled, *halved])
        case Phrase():
            return _quoted(statistics, tree)
        case Window():
            return _window(statistics, tree, sources)
        case Not(child):
            return Not(transform(child, partial(_quoted, statistics)))
    below = [_expanded(statistics, child, sources) for child in children(tree)]
    return with_children(tree, below)


def _quoted(statistics: Statistics, tree: Query) -> Query:
    """Return a quoted phrase with what it is also written as; any other tree as it is."""
    if not isinstance(tree, Phrase) or isinstance(tree, AutoPhrase):
        return tree
    return _any_of([tree, *quotes.written_otherwise(statistics, tree)])


def _window(statistics: Statistics, tree: Window, sources: _Sources) -> Query:
    """Return the tree of a window with the variants of its rows of plain words."""
    readings: list[tuple[Query, ...]] = [()]
    at = 0
    while at < len(tree.children):
        size, others = _row(statistics, tree.children[at:], sources)
        row = [_expanded(statistics, child, sources) for child in tree.children[at : at + size]]
        otherwise = readings[: parameters.EXPANDED_READINGS - len(readings)] if others else []
        readings = [(*reading, *row) for reading in readings] + [
            (*reading, _any_of(others)) for reading in otherwise
        ]
        at += size
    return _any_of(
        [reading[0] if len(reading) == 1 else Window(reading, tree.window) for reading in readings]
    )


def _row(
    statistics: Statistics, trees: Sequence[Query], sources: _Sources
) -> tuple[int, Sequence[Query]]:
    """Return the size of the longest first row of words with other forms, and these forms.

    Without such a row, the size is 1 and there are no forms.
    """
    terms: list[str] = []
    for child in trees[: parameters.EXPANDED_WORDS]:
        if not isinstance(child, Word):
            break
        terms.append(child.term)
    for size in range(len(terms), 1, -1):
        others = _others(statistics, tuple(terms[:size]), sources)
        if others:
            return size, others
    return 1, ()


def _others(statistics: Statistics, terms: tuple[str, ...], sources: _Sources) -> Sequence[Query]:
    """Return the other forms of plain words in a row; cached."""
    make = partial(_from_sources, statistics, terms, sources)
    return statistics.remembered(("others", terms, sources), make, _size)


def _from_sources(
    statistics: Statistics, terms: tuple[str, ...], sources: _Sources
) -> tuple[Query, ...]:
    return tuple([other for source in sources for other in source(statistics, terms)])


def _size(_: object) -> int:
    return _REMEMBERED


def _any_of(trees: Sequence[Query]) -> Query:
    return trees[0] if len(trees) == 1 else Or(tuple(trees))
