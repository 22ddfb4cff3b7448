"""Facets: counts of the matching documents by speaker, show, year or episode."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from index.embedded.format.postings import Documents
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot
from index.query.request import FacetName
from index.results.facets import FacetList, commonest, episode_value
from index.results.hints import KnownSpeakers, known_speakers

__all__ = ["count", "speakers"]


def count(snapshot: Snapshot, documents: Documents, name: FacetName) -> FacetList:
    """Return the commonest values of a facet among documents, with their numbers of documents.

    Documents whose value is unknown are not counted.
    """
    return commonest(name, *_counts(snapshot, documents, name))


def speakers(snapshot: Snapshot) -> KnownSpeakers | None:
    """Return the speakers of the living documents if most have none; cached."""

    def made() -> KnownSpeakers | None:
        documents = snapshot.everything().documents
        counts, _ = _counts(snapshot, documents, "speaker")
        return known_speakers(counts, len(documents))

    return snapshot.small_cache.get("known speakers", made, lambda _: 1000)


def _counts(
    snapshot: Snapshot, documents: Documents, name: FacetName
) -> tuple[Counter[str], dict[str, str]]:
    """Return how many documents have each value of a facet, and the titles of episodes."""
    counts: Counter[str] = Counter()
    titles: dict[str, str] = {}
    edges = np.searchsorted(documents, [*snapshot.bases, snapshot.documents])
    for number, leaf in enumerate(snapshot.leaves):
        mine = documents[edges[number] : edges[number + 1]] - snapshot.bases[number]
        if len(mine):
            for value, title, matching in _values(leaf, mine, name):
                counts[value] += matching
                if title is not None:
                    titles[value] = title
    return counts, titles


def _values(
    leaf: Leaf, documents: Documents, name: FacetName
) -> Iterator[tuple[str, str | None, int]]:
    """Yield the values of documents of an index segment, with the titles of episodes."""
    if name == "speaker":
        numbers = np.bincount(leaf.file.array("speaker")[documents])
        for number in np.flatnonzero(numbers).tolist():
            speaker = leaf.speakers[number]
            if speaker is not None:
                yield speaker, None, int(numbers[number])
        return
    numbers = np.bincount(np.searchsorted(leaf.firsts, documents, "right") - 1)
    for number in np.flatnonzero(numbers).tolist():
        episode = leaf.episode(number)
        value = episode_value(episode, name)
        if value is not None:
            yield value, episode.title if name == "episode" else None, int(numbers[number])
