"""Queries for episodes: every fair way to ask an engine, of which the best counts.

Titles and questions contain words that nobody says, so a query for all words often finds nothing.
Each engine is asked three ways: all words, any word, and all words followed by any word.
"""

from collections.abc import Iterator

from bench.compare.engines import Snapshot
from bench.quality import asking
from bench.quality.score import TYPED

__all__ = ["DEPTH", "ways"]

DEPTH = 10
"""The number of episodes that are asked for."""


def ways(snapshot: Snapshot, language: str, text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each way of asking for `text` and the best episodes it gives, best first."""
    every = snapshot.episodes(asking.all_words(language, text), DEPTH)
    some = snapshot.episodes(asking.any_word(language, text), DEPTH)
    yield TYPED if language == "overheard" else "all words", every
    yield "any word", some
    yield "all words, then any", list(dict.fromkeys(every + some))[:DEPTH]
