"""Called episodes: those whose title or people hold all words of a query that tell. Decision 0036.

Nobody needs to say the title of an episode in it. Wherever a query finds anything, an episode that
is called so answers too: by its segments that hold one of the words, or else by its first one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.matching.executor import Search
from index.embedded.reading.matches import Matches
from index.embedded.reading.snapshot import Snapshot
from index.query.tree import And, Boost, Or, Phrase, Query, Window, Word, required
from index.rewriting.relaxation import Relaxation

__all__ = ["places_of_called"]


def places_of_called(
    snapshot: Snapshot, search: Search, tree: Query, relaxed: Relaxation, found: Sequence[Matches]
) -> Matches | None:
    """Return the documents by which episodes answer that are called so, None if there are none.

    `tree` is the query, whose filters hold for the documents. Episodes of the documents `found`
    answer already.
    """
    called = _called(snapshot, relaxed.called)
    if not called or not any(map(len, found)):
        return None
    firsts = snapshot.episodes.firsts
    answering = np.zeros(len(snapshot.episodes), np.int64)
    for matches in found:
        answering += np.diff(np.searchsorted(matches.documents, firsts))
    numbers = [number for number in sorted(called) if not answering[number]]
    if not numbers:
        return None
    documents = np.concatenate([np.arange(*firsts[number : number + 2]) for number in numbers])
    _, filters = required(tree)
    if filters:
        documents = documents[search.match(And(tuple(filters))).mask[documents]]
    scores = np.zeros(len(documents), np.float32)
    holding = np.zeros(len(documents), np.bool_)
    for weaker in relaxed.weaker[:1]:
        close = search.match(weaker)
        scores, holding = close.at(documents), close.mask[documents]
    kept = holding | ~_in_same(snapshot.episodes.of[documents], holding)
    return Matches(documents[kept], scores[kept], snapshot.documents) if kept.any() else None


def _in_same(episodes: NDArray[np.int64], holding: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return whether each document is in an episode with one of `holding`, or not its first."""
    first = np.diff(episodes, prepend=-1) > 0
    return ~first | np.isin(episodes, episodes[holding])


def _called(snapshot: Snapshot, parts: Sequence[Query]) -> set[int]:
    """Return the numbers of the episodes whose title and people hold all parts, none for none."""
    called: set[int] = set()
    for number, part in enumerate(parts):
        named = _named(snapshot, part)
        called = called & named if number else named
        if not called:
            break
    return called


def _named(snapshot: Snapshot, part: Query) -> set[int]:
    """Return the numbers of the episodes whose title or people hold a part of a query."""
    titles = snapshot.titles
    match part:
        case Word(term):
            by_stem = [titles.of_stem(*stem) for stem in snapshot.stemmed(term)]
            return set(titles.of_term(term)).union(*by_stem)
        case Phrase(terms):
            return set(titles.of_phrase(terms))
        case Boost(child):
            return _named(snapshot, child)
        case Or(children):
            return set.union(*(_named(snapshot, child) for child in children))
        case And(children) | Window(children):
            return set.intersection(*(_named(snapshot, child) for child in children))
    return set()
