"""Pairs: two words said near each other, as a query of two plain words.

A place is an episode with both words within 60 words of each other, by a scan. It is found if a hit
is a segment of the episode that holds one of the two words near the other.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.compare.engines import Snapshot
from bench.quality import asking, metrics
from bench.quality.material import Told
from bench.quality.parts import draws
from bench.quality.scan import Scan
from bench.quality.score import Score

__all__ = ["REACH", "TASK", "Pair", "ask", "tasks"]

TASK = "pairs"

REACH = 60
"""The largest distance of the two words, in words."""

_PAIRS = 300
_TRIES = 60_000
_FEWEST, _MOST = 0.02, 0.25  # the share of episodes that hold a mid-frequency word
_LEAST_EPISODES = 2
_LEAST_LETTERS = 4
_DEEPEST = 5000


class Pair(NamedTuple):
    """Two words, and for each episode that holds them near, the segments in which they stand."""

    words: str
    places: Mapping[str, frozenset[int]]


def tasks(told: Sequence[Told], scan: Scan) -> list[Pair]:
    """Return pairs of random mid-frequency words that are near each other somewhere."""
    fewest = max(_LEAST_EPISODES, round(_FEWEST * len(told)))
    most = max(fewest, round(_MOST * len(told)))
    words = sorted(
        word
        for word, episodes in scan.vocabulary().items()
        if fewest <= episodes <= most and word.isalpha() and len(word) >= _LEAST_LETTERS
    )
    random = draws("pairs")
    pairs: dict[str, Pair] = {}
    for _ in range(_TRIES if len(words) > 1 else 0):
        one, other = sorted(random.sample(words, 2))
        positions = scan.near(one, other, REACH)
        if len(positions):
            places = defaultdict[str, set[int]](set)
            ordinals = scan.ordinals(positions)
            for episode, ordinal in zip(scan.episodes(positions), ordinals, strict=True):
                places[told[episode].id].add(int(ordinal))
            q = f"{one} {other}"
            pairs[q] = Pair(q, {id_: frozenset(some) for id_, some in places.items()})
        if len(pairs) == _PAIRS:
            break
    return list(pairs.values())


def ask(snapshot: Snapshot, engine: str, language: str, asked: Sequence[Pair]) -> Iterator[Score]:
    """Yield a score for each pair: the numbers of its places and of those found."""
    for words, places in asked:
        found = snapshot.documents(asking.all_words(language, words), _DEEPEST)
        episodes = {id_ for id_, ordinal in found if ordinal in places.get(id_, ())}
        values = {
            "places": float(len(places)),
            "found": float(len(episodes)),
            "recall": metrics.recall(episodes, places),
            "precision": metrics.precision({id_ for id_, _ in found}, places),
        }
        yield Score(TASK, f"within {REACH} words", engine, "all words", words, words, values)
