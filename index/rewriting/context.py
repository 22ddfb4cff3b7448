"""Distributional context: which words stand around one, and whether those of another would fit."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.analysis.tokenizer import Token
from index.ranking import parameters
from index.rewriting.statistics import Statistics

__all__ = ["ContextModel"]

_BEGINNING = re.compile(r"(?:^|[.?!:…])[\s\"'“”‘’(\[-]*\Z")


class ContextModel:
    """The words around some positions of a word, counted.

    `is_name` is whether the word is mostly written with a capital letter where no sentence begins.
    """

    def __init__(self, statistics: Statistics, positions: NDArray[np.int64]) -> None:
        self._statistics = statistics
        self._around: Counter[str] = Counter()
        capital = seen = 0
        for text, tokens, at in _read(statistics, positions, parameters.CONTEXT_PLACES):
            self._around.update(_neighbours(tokens, at))
            token = tokens[at]
            if not _BEGINNING.search(text[: token.start]):
                seen += 1
                capital += text[token.start : token.end] != token.term
        self.is_name = 2 * capital > seen

    def fit(self, positions: NDArray[np.int64], forms: Sequence[str]) -> float:
        """Return how well the words around other positions would fit here.

        That is the mean logarithm of how many times as likely each is here as anywhere, smoothed
        with a Dirichlet prior (C. Zhai and J. Lafferty, 2001). `forms`, the words in question, do
        not count; 0 is as well as anywhere.
        """
        read = _read(self._statistics, positions, parameters.CONTEXT_OTHER_PLACES)
        met = Counter(word for _, tokens, at in read for word in _neighbours(tokens, at))
        size, prior = self._around.total(), parameters.CONTEXT_PRIOR
        gain, words = 0.0, 0
        for word, count in met.items():
            if word not in forms:
                anywhere = self._statistics.occurrences(word) / self._statistics.tokens
                here = (self._around[word] + prior * anywhere) / (size + prior)
                gain += count * math.log(here / anywhere)
                words += count
        return gain / max(1, words)


def _neighbours(tokens: Sequence[Token], at: int) -> list[str]:
    most = parameters.CONTEXT_WORDS
    beside = [*tokens[max(0, at - most) : at], *tokens[at + 1 : at + most + 1]]
    return [token.term for token in beside]


def _read(
    statistics: Statistics, positions: NDArray[np.int64], most: int
) -> Iterator[tuple[str, list[Token], int]]:
    """Yield the texts around some of the positions, their tokens, and which of these is meant."""
    size = len(positions)
    chosen = np.unique(np.linspace(0, size - 1, min(most, size)).astype(int))
    for position in positions[chosen].tolist():
        text, token = statistics.context(position)
        yield text, analysis.tokenize(text), token
