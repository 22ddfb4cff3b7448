"""Facets: counts of the matching documents by speaker, show, year or episode."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from index.embedded.format.postings import Documents
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot
from index.query.request import FacetName
from index.results.page import Facet

__all__ = ["count"]

_MOST = 50
"""The most values of a facet: more than anybody reads, fewer than a show has guests."""


def count(snapshot: Snapshot, documents: Documents, name: FacetName) -> tuple[Facet, ...]:
    """Return the commonest values of a facet among documents, with their numbers of documents.

    The largest number comes first, and equal ones are ordered by value. Documents whose value is
    unknown are not counted.
    """
    counts: Counter[str] = Counter()
    edges = np.searchsorted(documents, [*snapshot.bases, snapshot.documents])
    for number, leaf in enumerate(snapshot.leaves):
        mine = documents[edges[number] : edges[number + 1]] - snapshot.bases[number]
        if len(mine):
            for value, matching in _values(leaf, mine, name):
                counts[value] += matching
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Facet(value, matching) for value, matching in ranked[:_MOST])


def _values(leaf: Leaf, documents: Documents, name: FacetName) -> Iterator[tuple[str, int]]:
    if name == "speaker":
        numbers = np.bincount(leaf.file.array("speaker")[documents])
        for number in np.flatnonzero(numbers).tolist():
            speaker = leaf.speakers[number]
            if speaker is not None:
                yield speaker, int(numbers[number])
        return
    numbers = np.bincount(np.searchsorted(leaf.firsts, documents, "right") - 1)
    for number in np.flatnonzero(numbers).tolist():
        episode = leaf.episode(number)
        value = {
            "episode": episode.id,
            "show": episode.show,
            "year": None if episode.date is None else str(episode.date.year),
        }[name]
        if value is not None:
            yield value, int(numbers[number])
