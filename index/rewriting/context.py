"""Distributional context: the words around a word, and how well another word's context fits."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.ranking import parameters
from index.rewriting.statistics import Statistics

__all__ = ["ContextModel"]

_BEGINNING = re.compile(r"(?:^|[.?!:…])[\s\"'“”‘’(\[-]*\Z")


class ContextModel:
    """A model of the context of a word: the counts of the words around some of its positions.

    `is_name` is whether the word mostly has a capital letter in positions where no sentence begins.
    """

    def __init__(self, statistics: Statistics, positions: NDArray[np.int64]) -> None:
        self._statistics = statistics
        self._around: Counter[str] = Counter()
        capital = seen = 0
        for text, index in _contexts(statistics, positions, parameters.CONTEXT_PLACES):
            tokens = analysis.tokenize(text)
            self._around.update(_neighbours([token.term for token in tokens], index))
            token = tokens[index]
            if not _BEGINNING.search(text[: token.start]):
                seen += 1
                capital += text[token.start : token.end] != token.term
        self.is_name = 2 * capital > seen

    def fit(self, positions: NDArray[np.int64], forms: Sequence[str]) -> float:
        """Return how well the words around other positions fit this context; 0 is a neutral fit.

        The fit is the mean log ratio of each word's probability in this context to its probability
        in the whole talk, smoothed with a Dirichlet prior (C. Zhai and J. Lafferty, 2001). `forms`,
        the words in question, are not counted.
        """
        read = _contexts(self._statistics, positions, parameters.CONTEXT_OTHER_PLACES)
        met = Counter[str]()
        for text, index in read:
            met.update(_neighbours(analysis.terms(text), index))
        size, prior = self._around.total(), parameters.CONTEXT_PRIOR
        gain, words = 0.0, 0
        for word, count in met.items():
            if word not in forms:
                anywhere = self._statistics.occurrences(word) / self._statistics.tokens
                here = (self._around[word] + prior * anywhere) / (size + prior)
                gain += count * math.log(here / anywhere)
                words += count
        return gain / max(1, words)


def _neighbours(terms: Sequence[str], index: int) -> list[str]:
    most = parameters.CONTEXT_WORDS
    return [*terms[max(0, index - most) : index], *terms[index + 1 : index + most + 1]]


def _contexts(
    statistics: Statistics, positions: NDArray[np.int64], most: int
) -> Iterator[tuple[str, int]]:
    """Yield the text around some of the positions, and the index of the word's token in it."""
    size = len(positions)
    # No two are equal, because there are at most as many as positions.
    chosen = np.linspace(0, size - 1, min(most, size)).astype(int)
    for position in positions[chosen].tolist():
        yield statistics.context(position)
