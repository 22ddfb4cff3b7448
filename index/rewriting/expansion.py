"""What a query asks for beside its words, by what the index knows: spellings, synonyms.

A source says what else a few plain words in a row may stand as in the talk. Its answers join
the query as ordinary parts of the tree, so that whoever evaluates or marks a tree needs to
know nothing of them. What is quoted stands as it was typed, but for signs that nobody says
(punctuation.py), and what is refused, filters, wildcards and misspelt words stand as they are.
"""

from collections.abc import Callable, Sequence
from functools import partial

from index.embedded.reading.snapshot import Snapshot
from index.query.tree import And, Boost, Compound, Or, Phrase, Query, SameEpisode, Together, Word
from index.ranking import parameters
from index.rewriting import equivalents, multi_token, punctuation, word_breaks

__all__ = ["Source", "expand"]

Source = Callable[[Snapshot, tuple[str, ...]], Sequence[Query]]
"""Returns what else stands for the terms of plain words in a row, weighted by `Boost`."""

_Sources = tuple[Source, ...]

_SOURCES: _Sources = (word_breaks.spellings, equivalents.by_synonyms)
_WITH_HEARD: _Sources = (*_SOURCES, equivalents.as_heard)

_REMEMBERED = 1000  # bytes, about, that an answer takes in memory


def expand(snapshot: Snapshot, tree: Query, *, heard: bool = False) -> Query:
    """Return a tree that asks for all that `tree` does, and for what its words may stand as.

    What they were `heard` as only if that is asked for: it takes longer (mishearings.py).
    An equal tree if there is nothing of the kind. Remembered: a query that was asked before
    takes 3 us, one of other words 3 us a word.
    """
    if isinstance(tree, Word | Phrase | Together | SameEpisode | And | Or | Boost):
        sources = _WITH_HEARD if heard else _SOURCES
        make = partial(_expanded, snapshot, tree, sources)
        return snapshot.memory.get(("expanded", tree, heard), make, _size)
    return tree


def _expanded(snapshot: Snapshot, tree: Query, sources: _Sources) -> Query:
    match tree:
        case Word(term):
            bare = punctuation.unsigned(snapshot, tree)
            others = _others(snapshot, (term,), sources)
            if bare:
                less = Boost(_expanded(snapshot, bare, sources), parameters.OTHER_FORM)
                others = [less, *others]
            return _either(tree, others)
        case Compound(terms):
            # A phrase is scored by its terms, words by their stems too: their half is all of it.
            short = len(terms) <= parameters.EXPANDED_WORDS
            others = _others(snapshot, terms, sources) if short else ()
            halved = [Boost(other, parameters.OTHER_FORM) for other in others]
            spelled = [
                *punctuation.with_signs(snapshot, tree),
                *multi_token.otherwise(snapshot, tree),
            ]
            return _either(tree, [*spelled, *halved])
        case Phrase():
            return _either(tree, punctuation.with_signs(snapshot, tree))
        case Together(children, window):
            return _together(snapshot, children, window, sources)
        case SameEpisode(children):
            return SameEpisode(tuple([_expanded(snapshot, child, sources) for child in children]))
        case And(children):
            return And(tuple([_expanded(snapshot, child, sources) for child in children]))
        case Or(children):
            return Or(tuple([_expanded(snapshot, child, sources) for child in children]))
        case Boost(child, factor):
            return Boost(_expanded(snapshot, child, sources), factor)
    return tree


def _together(
    snapshot: Snapshot, children: Sequence[Query], window: int, sources: _Sources
) -> Query:
    """Return the tree of what stands together, in any reading of its rows of plain words."""
    readings: list[tuple[Query, ...]] = [()]
    at = 0
    while at < len(children):
        size, others = _row(snapshot, children[at:], sources)
        row = [_expanded(snapshot, child, sources) for child in children[at : at + size]]
        otherwise = readings[: parameters.EXPANDED_READINGS - len(readings)] if others else []
        readings = [(*reading, *row) for reading in readings] + [
            (*reading, _any_of(others)) for reading in otherwise
        ]
        at += size
    return _any_of(
        [reading[0] if len(reading) == 1 else Together(reading, window) for reading in readings]
    )


def _row(
    snapshot: Snapshot, children: Sequence[Query], sources: _Sources
) -> tuple[int, Sequence[Query]]:
    """Return how many words the longest row with other readings has, and these.

    One child and none if there is no such row at the beginning.
    """
    terms: list[str] = []
    for child in children[: parameters.EXPANDED_WORDS]:
        if not isinstance(child, Word):
            break
        terms.append(child.term)
    for size in range(len(terms), 1, -1):
        others = _others(snapshot, tuple(terms[:size]), sources)
        if others:
            return size, others
    return 1, ()


def _others(snapshot: Snapshot, terms: tuple[str, ...], sources: _Sources) -> Sequence[Query]:
    """Return what else stands for plain words in a row; remembered."""
    make = partial(_asked, snapshot, terms, sources)
    return snapshot.memory.get(("others", terms, sources), make, _size)


def _asked(snapshot: Snapshot, terms: tuple[str, ...], sources: _Sources) -> tuple[Query, ...]:
    return tuple([other for source in sources for other in source(snapshot, terms)])


def _size(_: object) -> int:
    return _REMEMBERED


def _either(tree: Query, others: Sequence[Query]) -> Query:
    return _any_of([tree, *others])


def _any_of(trees: Sequence[Query]) -> Query:
    return trees[0] if len(trees) == 1 else Or(tuple(trees))
