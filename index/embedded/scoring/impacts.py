"""The impact of a word on episodes: what its occurrences in each of them count. Decision 0038.

The impacts of common terms are stored by the default weights (`index.embedded.format.impacts`).
Those of other terms, of some documents only, and by other weights are added up from posting lists.
Either way they are the same numbers.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.kernels.sorted_arrays import joined
from index.embedded.reading.leaf import Counted, Form, Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.ranking import occurrences

__all__ = ["Impact", "forms_of_stem", "forms_of_term", "impact"]

Impact = NDArray[np.float64]


def impact(
    snapshot: Snapshot,
    forms: Callable[[Leaf], Iterable[Form]],
    allowed: NDArray[np.bool_] | None,
    *,
    demote: bool,
) -> Impact:
    """Return the impact of a few terms together on each episode (float64), 0 on dead ones.

    `forms` gives the terms in an index segment. Only occurrences in the documents `allowed` count
    (a flag each); None allows all. With `demote` occurrences in sponsors' messages count less.
    """
    parts = []
    for number, leaf in enumerate(snapshot.leaves):
        steps = np.zeros(leaf.episodes)
        listed: list[Counted] = []
        for term, languages in forms(leaf):
            row = leaf.impacts.row(term) if demote and allowed is None else None
            if row is None:
                listed.append(leaf.holding_form(term, languages))
            else:
                steps += row if languages is None else np.where(leaf.are_in(languages), row, 0)
        total = steps / occurrences.STEPS
        if listed:
            total += _added_up(snapshot, number, listed, allowed, demote=demote)
        if leaf.dead_episodes:
            total[sorted(leaf.dead_episodes)] = 0
        parts.append(total)
    return joined(parts, np.float64)


def forms_of_term(term: str) -> Callable[[Leaf], Iterable[Form]]:
    """Return a function that gives a term in an index segment, if it is there."""
    text = encoded(term)

    def forms(leaf: Leaf) -> Iterable[Form]:
        number = leaf.terms.find(text)
        return () if number < 0 else ((number, None),)

    return forms


def forms_of_stem(stem: str, languages: frozenset[str]) -> Callable[[Leaf], Iterable[Form]]:
    """Return a function that gives the terms of a stem in an index segment."""
    text = encoded(stem)

    def forms(leaf: Leaf) -> Iterable[Form]:
        number = leaf.stems.dictionary.find(text)
        return () if number < 0 else leaf.stem_forms(number, languages)

    return forms


def _added_up(
    snapshot: Snapshot,
    number: int,
    listed: Sequence[Counted],
    allowed: NDArray[np.bool_] | None,
    *,
    demote: bool,
) -> Impact:
    """Return the impact of occurrences on the episodes of an index segment."""
    documents = joined([counted.documents for counted in listed])
    if snapshot.bases[number]:
        documents = documents + snapshot.bases[number]
    frequencies = joined([counted.frequencies for counted in listed])
    if allowed is not None:
        kept = allowed[documents]
        documents, frequencies = documents[kept], frequencies[kept]
    episodes = snapshot.episodes
    weights = episodes.sponsor_weighted if demote else episodes.emphasis
    held = episodes.of[documents] - episodes.bases[number]
    count = snapshot.leaves[number].episodes
    return np.bincount(held, frequencies * weights[documents], count).astype(np.float64)
