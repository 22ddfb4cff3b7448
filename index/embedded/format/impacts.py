"""Impacts: what all occurrences of a term in an episode count in its score. Decision 0038.

Adding up the posting list of the commonest terms takes 2 ms, reading a row 10 us. A term is common
if it is in at least as many documents as there are episodes. Others have no row, nor has one
with an impact that does not fit, as `the`.

    impact.terms?   u32: the common terms, ascending
    impacts?        u16: the row of each: its impact in every episode, in steps of 1/128

Occurrences in the opening count more and those in sponsors' messages less. The fact `impacts`
holds the parameters of these weights. With other parameters the rows are not used.
"""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.columns import Columns
from index.embedded.format.counts import starts
from index.embedded.format.postings import Postings
from index.embedded.format.sections import SectionFile, SectionWriter
from index.ranking import occurrences, parameters
from index.ranking.bm25 import Scores

__all__ = ["ImpactWriter", "Impacts", "emphasis", "sponsor_weighted"]

_LARGEST = np.iinfo(np.uint16).max


def emphasis(lengths: NDArray[np.int64], documents: NDArray[np.int64]) -> Scores:
    """Return the weight of a word in each document (float32): more where the talk begins.

    `lengths` are those of the documents in words, `documents` the number of each episode's.
    """
    before = starts(lengths)
    first = np.repeat(before[starts(documents)[:-1]], documents)
    return occurrences.emphasis(before[:-1] - first)


def sponsor_weighted(weights: Scores, sponsor: NDArray[np.bool_]) -> Scores:
    """Return the weight of a word in each document (float32), lower in sponsors' messages."""
    weights = weights.copy()
    messages = np.flatnonzero(sponsor)
    weights[messages] = occurrences.in_sponsor_message(weights[messages])
    return weights


class ImpactWriter:
    """Writes the rows of an index segment's terms, which come in order."""

    def __init__(self, out: SectionWriter, columns: Columns) -> None:
        self._out = out
        self._terms = 0
        self._episodes = len(columns.documents)
        self._episode_of = np.repeat(np.arange(self._episodes), columns.documents)
        weights = sponsor_weighted(emphasis(columns.lengths, columns.documents), columns.sponsor)
        self._steps = (weights * occurrences.STEPS).astype(np.int64)
        out.facts(impacts=_weighing())

    def append(self, postings: Postings) -> None:
        """Add the rows of the next terms."""
        begins = starts(postings.counts)
        for term in np.flatnonzero(postings.counts >= self._episodes).tolist():
            held = slice(int(begins[term]), int(begins[term + 1]))
            documents = postings.documents[held]
            steps = postings.frequencies[held] * self._steps[documents]
            row = np.bincount(self._episode_of[documents], steps, self._episodes)
            if row.max() <= _LARGEST:
                self._out.append("impact.terms", np.array([self._terms + term], np.uint32))
                self._out.append("impacts", row.astype(np.uint16))
        self._terms += len(postings.counts)


class Impacts:
    """The rows of an index segment of so many episodes; reading raises `Damaged`."""

    def __init__(self, file: SectionFile, episodes: int) -> None:
        self._file = file
        self._episodes = episodes

    def row(self, term: int) -> NDArray[np.uint16] | None:
        """Return the impact of a term in each episode in steps (uint16), None if it has no row."""
        number = self._rows.get(term)
        if number is None:
            return None
        first = number * self._episodes
        return self._file.array("impacts", first, first + self._episodes)

    @functools.cached_property
    def _rows(self) -> dict[int, int]:
        if self._file.facts.get("impacts") != _weighing():
            return {}
        terms: list[int] = self._file.array("impact.terms").tolist()
        return {term: number for number, term in enumerate(terms)}


def _weighing() -> list[Any]:
    return [occurrences.STEPS, parameters.OPENING, parameters.OPENING_WORDS, parameters.SPONSOR]
