"""Queries for episodes and for places: every fair way to ask an engine, of which the best counts.

Titles and questions contain words that nobody says, so a query for all words often finds nothing.
Each peer is asked three ways: all words, any word, and all words followed by any word.
"""

from collections.abc import Iterator

from bench.compare.engines import Ranked, Snapshot
from bench.quality import asking
from bench.quality.score import TYPED

__all__ = ["DEPTH", "listed_ways", "ways"]

DEPTH = 10
"""The number of episodes that are asked for."""

_ALL, _ANY, _BOTH = "all words", "any word", "all words, then any"


def ways(snapshot: Snapshot, language: str, text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each way of asking for `text` and the best episodes it gives, best first.

    Overheard is asked as typed only.
    """
    every = snapshot.episodes(asking.all_words(language, text), DEPTH)
    if language == "overheard":
        yield TYPED, every
        return
    some = snapshot.episodes(asking.any_word(language, text), DEPTH)
    yield _ALL, every
    yield _ANY, some
    yield _BOTH, list(dict.fromkeys(every + some))[:DEPTH]


def listed_ways(
    snapshot: Snapshot, language: str, text: str, depth: int, episode: str | None = None
) -> Iterator[tuple[str, list[Ranked]]]:
    """Yield each way of asking for `text` and its `depth` best documents, best first.

    With `episode`, an id, only its documents are ranked. Overheard is asked as typed only.
    """
    every = snapshot.ranked(asking.all_words(language, text), depth, episode)
    if language == "overheard":
        yield TYPED, every
        return
    some = snapshot.ranked(asking.any_word(language, text), depth, episode)
    yield _ALL, every
    yield _ANY, some
    once = {hit.document: hit for hit in reversed([*every, *some])}
    yield (
        _BOTH,
        [once[document] for document in dict.fromkeys(h.document for h in every + some)][:depth],
    )
