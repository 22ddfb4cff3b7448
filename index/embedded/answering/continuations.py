"""Continuations: the words that follow some words in the talk, for completion.

Posting lists do not say what follows a word, so the texts at a sample of the positions are read.
What is found there is counted exactly. A row of two words of 6.6 M takes 5 ms.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from index.analysis import tokenize
from index.embedded.matching import phrases
from index.embedded.matching.executor import evaluate
from index.embedded.reading.snapshot import Snapshot
from index.embedded.statistics import EmbeddedStatistics
from index.query.tree import Phrase, Window, Word
from index.ranking import parameters

__all__ = ["continuations", "occurrences", "together"]

_SAMPLE = 64
"""The most positions at which the text is read, evenly spread."""

_COUNTED = 12
"""The most words, the most frequent of the sample first, that are counted."""


def continuations(
    snapshot: Snapshot, row: Sequence[str], begun: str = ""
) -> Iterator[tuple[str, int]]:
    """Yield the terms that begin with `begun` and follow a row of terms, with their occurrences.

    The most frequent come first; terms that follow rarely may be left out.
    """
    positions = phrases.positions_of(snapshot, Phrase(tuple(row))).positions
    statistics = EmbeddedStatistics(snapshot)
    found = Counter[str]()
    for position in positions[:: max(1, -(-len(positions) // _SAMPLE))].tolist():
        text, token = statistics.context(position)
        following = tokenize(text)[token + len(row) : token + len(row) + 1]
        found.update(one.term for one in following if one.term.startswith(begun))
    likely = [term for term, _ in found.most_common(_COUNTED)]
    counted = [(term, occurrences(snapshot, (*row, term))) for term in likely]
    yield from sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def occurrences(snapshot: Snapshot, row: Sequence[str]) -> int:
    """Return how often a row of terms is said in living documents."""
    return len(phrases.positions_of(snapshot, Phrase(tuple(row))).positions)


def together(snapshot: Snapshot, terms: Sequence[str]) -> int:
    """Return the number of segments in which a search for plain words finds all of them."""
    words = tuple(map(Word, dict.fromkeys(terms)))
    return len(evaluate(snapshot, Window(words, parameters.WINDOW) if words[1:] else words[0]))
