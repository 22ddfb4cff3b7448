"""Evidence: how much each episode is about a query, by all that is said in it. Decision 0022.

The score of an episode is the sum of the scores of the words that tell the topic. Pairs of them
near each other add to the scores of the best episodes.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.matching.executor import evaluate
from index.embedded.reading.episodes import Episodes
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring import proximity
from index.embedded.scoring.episode_scores import episode_scores
from index.embedded.scoring.proximity import Stretches, WeightedWord
from index.query.tree import And, Atom, Boost, Or, Query, Window, required
from index.ranking import bm25, occurrences, parameters, top_k
from index.ranking.bm25 import Scores

__all__ = ["evidence"]


def evidence(
    snapshot: Snapshot, tree: Query, words: Sequence[WeightedWord], *, demote: bool
) -> Scores:
    """Return the score of each episode (float32), 0 without evidence.

    `tree` is all that speaks for an episode, with the filters; `words` are paired. With `demote`
    occurrences in sponsors' messages count less.
    """
    return _Evidence(snapshot, tree, words, demote).scores()


class _Evidence:
    def __init__(
        self, snapshot: Snapshot, tree: Query, words: Sequence[WeightedWord], demote: bool
    ) -> None:
        self._snapshot = snapshot
        self._words = words
        self._demote = demote
        self._parts, filters = required(tree)
        self._allowed = evaluate(snapshot, And(tuple(filters))) if filters else None

    def scores(self) -> Scores:
        scores = np.zeros(len(self._snapshot.episodes), np.float32)
        for part in self._parts:
            scores += self._scores(part)
        numbers = np.flatnonzero(scores > 0)
        scores[numbers] += self._proximity(numbers, scores[numbers])
        return scores

    def _scores(self, tree: Query) -> Scores:
        """Return the score of a part of the query in each episode (float32)."""
        if isinstance(tree, Atom):
            mask = None if self._allowed is None else self._allowed.mask
            return episode_scores(self._snapshot, tree, mask, demote=self._demote)
        match tree:
            case And(children) | Window(children) | Or(children):
                total: Scores = np.add.reduce([self._scores(child) for child in children])
                return total
            case Boost(child, factor):
                return self._scores(child) * np.float32(factor)
        return np.zeros(len(self._snapshot.episodes), np.float32)

    def _proximity(self, numbers: NDArray[np.int64], scores: Scores) -> Scores:
        """Return what words near each other add to the scores of the best episodes (float32)."""
        added = np.zeros(len(numbers), np.float32)
        if len(self._words) < 2:
            return added
        best = np.sort(top_k.top_k(scores, parameters.NEAR_EPISODES))
        episodes, kept = self._snapshot.episodes, numbers[best]
        for pair in proximity.pairs(self._words, _stretches(episodes, kept)):
            frequencies = np.bincount(pair.stretches, occurrences.emphasis(pair.before), len(kept))
            idf = parameters.PAIR_WEIGHT * pair.weight
            added[best] += bm25.bm25(frequencies, episodes.norms[kept], idf, parameters.EPISODE_K1)
        return added


def _stretches(episodes: Episodes, numbers: NDArray[np.int64]) -> Stretches:
    firsts, begins, ends = episodes.firsts, episodes.begins, episodes.ends
    return Stretches(firsts[numbers], firsts[numbers + 1], begins[numbers], ends[numbers])
