"""Candidates of spelling correction: words of the talk, and of titles and people, like a typed one.

An edit adds, drops or changes a letter, or swaps two neighbours (F. J. Damerau, 1964). A text of
few letters may have one edit, a longer one two, as in Elasticsearch.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from index.analysis import edit_distance
from index.ranking import parameters
from index.rewriting.statistics import Statistics

__all__ = ["Candidate", "KnownNames", "known_names", "similar_words"]


class Candidate(NamedTuple):
    """A text that may be meant, its edits from what is typed, and how often it occurs."""

    text: str
    edits: int
    occurrences: int

    @property
    def cost(self) -> float:
        """The cost of a candidate without context: the lower, the likelier it is meant."""
        return parameters.CORRECTION_SLIP * self.edits - math.log(self.occurrences)


class KnownNames:
    """The words of titles and names of people, and their pairs of neighbours."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        listed = list(names)
        self.words = Counter(word for name in listed for word in set(name))
        self.pairs = Counter(
            " ".join(pair)
            for name in listed
            for pair in set(pairwise(name))
            if min(map(len, pair)) > 1
        )
        self._words, self._pairs = list(self.words), list(self.pairs)

    def similar_words(self, term: str) -> list[Candidate]:
        """Return the words like a typed one, the likeliest first."""
        return _similar(term, self._words, self.words)

    def similar_pairs(self, pair: str) -> list[Candidate]:
        """Return the pairs of words like a typed one, with a space between, the likeliest first."""
        return _similar(pair, self._pairs, self.pairs)

    @property
    def size(self) -> int:
        """The approximate size in memory, in bytes."""
        return 150 * (len(self.words) + len(self.pairs))


def known_names(statistics: Statistics) -> KnownNames:
    """Return the titles and people of the corpus; cached."""
    return statistics.remembered(
        "known names", lambda: KnownNames(statistics.names), lambda names: names.size
    )


def similar_words(statistics: Statistics, term: str) -> list[Candidate]:
    """Return the terms of the talk like a typed one, the likeliest first; cached.

    Terms with another first letter are returned only if there are no others, and the typed one is
    not said: reading the whole dictionary takes ten times as long.
    """
    return statistics.remembered(
        ("similar words", term),
        partial(_said, statistics, term),
        lambda found: 200 + 200 * len(found),
    )


def _said(statistics: Statistics, term: str) -> list[Candidate]:
    most = _most_edits(term)
    for kept in (1,) if statistics.occurrences(term) else (1, 0):
        # Swapped letters are two edits here and one edit below. So a long word may have a swap only
        # without another error.
        counts = statistics.similar_terms(term, edits=2, kept=kept)
        others = [other for other in counts if other != term and counts[other]]
        near = ((other, edit_distance.damerau(term, other)) for other in others)
        found = [Candidate(other, edits, counts[other]) for other, edits in near if edits <= most]
        if found:
            return _likeliest(found)
    return []


def _similar(text: str, others: Sequence[str], counts: Counter[str]) -> list[Candidate]:
    near = edit_distance.within(text, others, _most_edits(text), swaps=True).tolist()
    found = [others[number] for number in near if others[number] != text]
    return _likeliest(
        Candidate(other, edit_distance.damerau(text, other), counts[other]) for other in found
    )


def _likeliest(candidates: Iterable[Candidate]) -> list[Candidate]:
    ranked = sorted(candidates, key=lambda candidate: (candidate.cost, candidate.text))
    return ranked[: parameters.CORRECTION_CANDIDATES]


def _most_edits(text: str) -> int:
    return 1 if len(text) <= parameters.CORRECTION_ONE_EDIT else 2
