"""The words of a query that a close hit, or an episode without an exact one, does not hold."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.answering.found import Found
from index.embedded.kernels.sorted_arrays import look_up
from index.embedded.reading.snapshot import Snapshot

__all__ = ["missing_of_documents", "missing_of_episodes"]


def missing_of_documents(found: Found, documents: Sequence[int]) -> list[tuple[str, ...]]:
    """Return the words, as typed, that each of some documents does not hold."""
    wanted = np.array(documents, np.int64)
    held = []
    for part in found.relaxation.loose:
        matching = found.search.match(part.tree).documents
        held.append(look_up(wanted, matching)[1] if len(matching) else np.zeros(len(wanted), bool))
    return _lacking(found, held, len(documents))


def missing_of_episodes(
    found: Found, snapshot: Snapshot, episodes: Sequence[int]
) -> list[tuple[str, ...]]:
    """Return the words, as typed, that nobody says in each of some episodes."""
    held = []
    for part in found.relaxation.loose:
        edges = np.searchsorted(found.search.match(part.tree).documents, snapshot.episodes.firsts)
        held.append(np.diff(edges)[list(episodes)] > 0)
    return _lacking(found, held, len(episodes))


def _lacking(found: Found, held: Sequence[NDArray[np.bool_]], count: int) -> list[tuple[str, ...]]:
    words = [part.typed for part in found.relaxation.loose]
    return [
        tuple([word for word, holding in zip(words, held, strict=True) if not holding[number]])
        for number in range(count)
    ]
