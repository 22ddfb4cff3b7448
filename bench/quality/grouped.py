"""Asking for episodes: every way that is fair to an engine, so that the best can be taken.

A title or a question holds words that nobody says, so that all of them together often give
nothing. Each engine is asked three ways: all words; any word; all, and any to fill up.
"""

from collections.abc import Iterator

from bench.compare.engines import Snapshot
from bench.quality import asking
from bench.quality.score import TYPED

__all__ = ["DEPTH", "ways"]

DEPTH = 10
"""So many episodes are asked for."""


def ways(snapshot: Snapshot, language: str, text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each way of asking for `text` and the best episodes it gives, best first."""
    every = snapshot.episodes(asking.all_words(language, text), DEPTH)
    some = snapshot.episodes(asking.any_word(language, text), DEPTH)
    yield TYPED if language == "overheard" else "all words", every
    yield "any word", some
    yield "all words, then any", list(dict.fromkeys(every + some))[:DEPTH]
