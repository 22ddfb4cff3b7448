"""The company of a word: what stands around it, and whether that around another would fit it."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.analysis.tokenizer import Token
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.ranking import parameters

__all__ = ["Company", "Spoken"]

Spoken = Mapping[Leaf, NDArray[np.int64]]
"""Where something is spoken: its places in each index segment, ascending."""

_BEGINNING = re.compile(r"(?:^|[.?!:…])[\s\"'“”‘’(\[-]*\Z")


class Company:
    """What stands around a word; `is_name` is whether it is mostly written with a capital letter.

    That counts only where no sentence begins.
    """

    def __init__(self, snapshot: Snapshot, spoken: Spoken) -> None:
        self._snapshot = snapshot
        self._around: Counter[str] = Counter()
        capital = seen = 0
        for text, tokens, at in _read(spoken, parameters.CONTEXT_PLACES):
            self._around.update(_beside(tokens, at))
            token = tokens[at]
            if not _BEGINNING.search(text[: token.start]):
                seen += 1
                capital += text[token.start : token.end] != token.term
        self.is_name = 2 * capital > seen

    def fit(self, other: Spoken, forms: Sequence[str]) -> float:
        """Return how well the words around another would fit here.

        That is the mean logarithm of how many times as likely each is here as anywhere, smoothed
        with a Dirichlet prior (C. Zhai and J. Lafferty, 2001). `forms`, the words in question, do
        not count; 0 is as well as anywhere.
        """
        read = _read(other, parameters.CONTEXT_OTHER_PLACES)
        met = Counter(word for _, tokens, at in read for word in _beside(tokens, at))
        tokens = sum(leaf.tokens for leaf in self._snapshot.leaves)
        size, prior = self._around.total(), parameters.CONTEXT_PRIOR
        gain, words = 0.0, 0
        for word, count in met.items():
            if word not in forms:
                anywhere = self._said(word) / tokens
                here = (self._around[word] + prior * anywhere) / (size + prior)
                gain += count * math.log(here / anywhere)
                words += count
        return gain / max(1, words)

    def _said(self, word: str) -> int:
        text = encoded(word)
        numbers = [(leaf, leaf.terms.find(text)) for leaf in self._snapshot.leaves]
        return sum(int(leaf.occurrences[number]) for leaf, number in numbers if number >= 0)


def _beside(tokens: Sequence[Token], at: int) -> list[str]:
    most = parameters.CONTEXT_WORDS
    beside = [*tokens[max(0, at - most) : at], *tokens[at + 1 : at + most + 1]]
    return [token.term for token in beside]


def _read(spoken: Spoken, most: int) -> Iterator[tuple[str, list[Token], int]]:
    """Yield the texts that hold some of the places, their tokens, and which of these is meant."""
    places = [(leaf, place) for leaf, found in spoken.items() for place in found.tolist()]
    chosen = np.unique(np.linspace(0, len(places) - 1, min(most, len(places))).astype(int))
    for leaf, place in (places[at] for at in chosen.tolist()):
        document = int(np.searchsorted(leaf.begins, place, "right")) - 1
        text = leaf.blocks.text(document)
        yield text, analysis.tokenize(text), place - int(leaf.begins[document])
