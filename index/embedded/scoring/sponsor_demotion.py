"""Sponsor demotion: the scores of sponsors' messages are multiplied by a weight below 1.

Only the best matches are weighted. Demoted ones fall, so more matches are taken than are wanted,
until none of the rest could be among the best any more. They are so few that plain lists take a
third of the time of arrays. Decision 0025.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.reading.matches import Matches
from index.ranking import parameters, top_k

__all__ = ["Row", "demoted", "rows", "weighted"]

Row = tuple[int, float]
"""A document and its score."""

_SPARE = 8  # documents looked at beyond those wanted, at first


def rows(matches: Matches, chosen: NDArray[np.int64], sponsors: bytes | None) -> list[Row]:
    """Return some matches by their row, with their weighted scores.

    `sponsors` has a byte for each document of the snapshot, 1 for a sponsor's message. With None
    nothing is demoted. Unscored matches have the score 0.
    """
    documents = matches.documents[chosen].tolist()
    if matches.scores is None:
        return [(document, 0.0) for document in documents]
    scores: list[float] = matches.scores[chosen].tolist()
    return list(zip(documents, weighted(documents, scores, sponsors), strict=True))


def demoted(matches: Matches, sponsors: bytes | None, count: int) -> list[Row]:
    """Return the `count` best matches by their weighted scores, equal ones by document."""
    if matches.scores is None:
        return rows(matches, np.arange(min(count, len(matches))), None)
    if sponsors is None:
        return rows(matches, top_k.top_k(matches.scores, count), None)
    taken = count + _SPARE
    while True:
        best_rows = top_k.top_k(matches.scores, taken)
        documents: list[int] = matches.documents[best_rows].tolist()
        before: list[float] = matches.scores[best_rows].tolist()
        # No score rises, so if none of the best is demoted they stay the best.
        if not any(map(sponsors.__getitem__, documents[:count])):
            return list(zip(documents[:count], before, strict=False))
        after = weighted(documents, before, sponsors)
        ranked = sorted(zip(documents, after, strict=True), key=_falling)[:count]
        if len(documents) == len(matches):
            return ranked
        # None of the rest scores more than the last one taken, and those that score the same rank
        # behind all that have this score without demotion.
        bound = before[-1]
        any_fell = any(now == bound < was for now, was in zip(after, before, strict=True))
        if ranked[-1][1] >= bound and not any_fell:
            return ranked
        taken *= 2


def weighted(
    documents: Sequence[int], scores: Sequence[float], sponsors: bytes | None
) -> Sequence[float]:
    """Return the weighted scores of documents; with `sponsors` None the scores are unchanged."""
    if sponsors is None:
        return scores
    return [
        score * parameters.SPONSOR if sponsors[document] else score
        for document, score in zip(documents, scores, strict=True)
    ]


def _falling(row: Row) -> tuple[float, int]:
    document, score = row
    return -score, document
