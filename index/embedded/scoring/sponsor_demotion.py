"""Ranking what sponsors say below what people say: their segments' scores count for less.

Only the best are looked at. What is demoted falls, so more of them are taken than are wanted,
until those that were not looked at could not stand among them any more. They are so few that
plain lists take a third of the time of arrays.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.reading.matches import Matches
from index.ranking import parameters, top_k

__all__ = ["Row", "best", "rows", "weighted"]

Row = tuple[int, float]
"""A document and its score."""

_SPARE = 8  # documents looked at beyond those wanted, at first


def rows(found: Matches, places: NDArray[np.int64], sponsors: bytes | None) -> list[Row]:
    """Return what stands at some places of what was found, with the scores as they count.

    `sponsors` says of each document of the snapshot whether it is a sponsor's; None, or what is
    found without scores, counts as it is.
    """
    documents = found.documents[places].tolist()
    if found.scores is None:
        return [(document, 0.0) for document in documents]
    scores: list[float] = found.scores[places].tolist()
    return list(zip(documents, weighted(documents, scores, sponsors), strict=True))


def best(found: Matches, sponsors: bytes | None, count: int) -> list[Row]:
    """Return the `count` best by their scores as they count, equal ones as they stand."""
    if found.scores is None:
        return rows(found, np.arange(min(count, len(found))), None)
    if sponsors is None:
        return rows(found, top_k.best(found.scores, count), None)
    taken = count + _SPARE
    while True:
        places = top_k.best(found.scores, taken)
        documents: list[int] = found.documents[places].tolist()
        before: list[float] = found.scores[places].tolist()
        # Nothing rises: where none of the best falls they are the best.
        if not any(map(sponsors.__getitem__, documents[:count])):
            return list(zip(documents[:count], before, strict=False))
        after = weighted(documents, before, sponsors)
        ranked = sorted(zip(documents, after, strict=True), key=_falling)[:count]
        if len(documents) == len(found):
            return ranked
        # Of what was not looked at nothing scores more than the last of these, and what scores
        # the same stands behind all that do so undemoted.
        bound = before[-1]
        fallen = any(now == bound < was for now, was in zip(after, before, strict=True))
        if ranked[-1][1] >= bound and not fallen:
            return ranked
        taken *= 2


def weighted(
    documents: Sequence[int], scores: Sequence[float], sponsors: bytes | None
) -> Sequence[float]:
    """Return the scores of documents as they count."""
    if sponsors is None:
        return scores
    return [
        score * parameters.SPONSOR if sponsors[document] else score
        for document, score in zip(documents, scores, strict=True)
    ]


def _falling(row: Row) -> tuple[float, int]:
    document, score = row
    return -score, document
