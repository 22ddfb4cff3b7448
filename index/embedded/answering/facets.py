"""Facets: counts of the matching documents by speaker, show, year or episode."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from index.embedded.format.postings import Documents
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot
from index.query.request import FacetName
from index.results.facets import commonest, episode_value
from index.results.page import Facet

__all__ = ["count"]


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
    return commonest(counts)


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
        value = episode_value(leaf.episode(number), name)
        if value is not None:
            yield value, int(numbers[number])
