"""Episode ranking: the episodes that answer a query, with their scores and their hits.

An episode answers if it holds every part of the query, anywhere in it. Its hits are the segments
that match the query. If none does, because the words lie apart, its hits are the segments that
hold any informative part. If few episodes hold all words, those with the most informative words
answer too. Quotes, filters and all other parts but plain words are always required.
Decision 0023.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.matching.executor import evaluate
from index.embedded.reading.episodes import Episodes, emphasis
from index.embedded.reading.matches import Matches
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring import proximity
from index.embedded.scoring.episode_scores import EpisodeScores, episode_scores
from index.embedded.scoring.proximity import Stretches
from index.query.tree import (
    And,
    Atom,
    Boost,
    Or,
    Query,
    Window,
    Word,
    atoms,
    required,
)
from index.ranking import bm25, parameters, top_k
from index.ranking.bm25 import Scores

__all__ = ["RankedEpisodes", "grouped"]

_Flags = NDArray[np.bool_]


class RankedEpisodes(NamedTuple):
    """The episodes that answer by number, ascending (int64), their scores (float32), and all hits.

    An episode that has the words only in its title has no hit. `missing` are the words of the query
    that some episodes lack, each with a flag for each episode that says whether it lacks the word.
    """

    episodes: NDArray[np.int64]
    scores: Scores
    hits: Matches
    missing: Sequence[tuple[str, _Flags]]


def grouped(snapshot: Snapshot, tree: Query, *, demote: bool) -> RankedEpisodes:
    """Return the episodes of a snapshot that answer a query.

    With `demote` occurrences in sponsors' messages count less.
    """
    return _EpisodeRanking(snapshot, tree, demote).grouped()


class _EpisodeRanking:
    def __init__(self, snapshot: Snapshot, tree: Query, demote: bool) -> None:
        self._snapshot = snapshot
        self._demote = demote
        self._tree = tree
        self._parts, filters = required(tree)
        self._allowed = evaluate(snapshot, And(tuple(filters))) if filters else None
        self._by_atom: dict[Atom, EpisodeScores] = {}

    def grouped(self) -> RankedEpisodes:
        matching = evaluate(self._snapshot, self._tree)
        matched = self._episodes_of(matching)
        answering = matched
        scores = np.zeros(len(matched), np.float32)
        if self._parts:
            scores += _summed([self._scores(part) for part in self._parts])
            # A match that begins where the filters match may end where they do not.
            answering = matched | (
                self._with_allowed & _all([self._holding(part) for part in self._parts])
            )
            if np.count_nonzero(answering) < parameters.ENOUGH_EPISODES:
                answering |= self._with_allowed & self._informative()
        numbers = np.flatnonzero(answering)
        scores[numbers] += self._proximity(numbers, scores[numbers])
        hits = self._hits(matching, answering & ~matched)
        return RankedEpisodes(numbers, scores[numbers], hits, self._missing(numbers, matched))

    def _episodes_of(self, matches: Matches) -> _Flags:
        """Return which episodes hold some of the matches (bool)."""
        # Documents ascend, so one look-up for each episode is enough.
        return np.diff(np.searchsorted(matches.documents, self._snapshot.episodes.firsts)) > 0

    @cached_property
    def _with_allowed(self) -> _Flags:
        """Whether each episode has documents that match the filters (bool)."""
        if self._allowed is None:
            return np.ones(len(self._snapshot.episodes), np.bool_)
        return self._episodes_of(self._allowed)

    def _scores_of_atom(self, atom: Atom) -> EpisodeScores:
        atom_scores = self._by_atom.get(atom)
        if atom_scores is None:
            matches = evaluate(self._snapshot, atom)
            mask = None if self._allowed is None else self._allowed.mask
            atom_scores = self._by_atom[atom] = episode_scores(
                self._snapshot, atom, matches, mask, demote=self._demote
            )
        return atom_scores

    def _scores(self, tree: Query) -> Scores:
        """Return the score of a part of the query in each episode (float32)."""
        if isinstance(tree, Atom):
            return self._scores_of_atom(tree).scores
        match tree:
            case And(children) | Window(children) | Or(children):
                return _summed([self._scores(child) for child in children])
            case Boost(child, factor):
                return self._scores(child) * np.float32(factor)
        return np.zeros(len(self._snapshot.episodes), np.float32)

    def _proximity(self, numbers: NDArray[np.int64], scores: Scores) -> Scores:
        """Return what words near each other add to the scores of the best episodes (float32)."""
        added = np.zeros(len(numbers), np.float32)
        words = proximity.weighted_words(self._snapshot, And(tuple(self._parts)))
        if len(words) < 2:
            return added
        best = np.sort(top_k.top_k(scores, parameters.NEAR_EPISODES))
        episodes, kept = self._snapshot.episodes, numbers[best]
        for pair in proximity.pairs(words, _stretches(episodes, kept)):
            frequencies = np.bincount(pair.stretches, emphasis(pair.before), len(kept))
            idf = parameters.PAIR_WEIGHT * pair.weight
            added[best] += bm25.bm25(frequencies, episodes.norms[kept], idf, parameters.EPISODE_K1)
        return added

    def _holding(self, tree: Query) -> _Flags:
        """Return which episodes hold a part of the query, with its own parts anywhere (bool)."""
        if isinstance(tree, Atom):
            return self._scores_of_atom(tree).held
        match tree:
            case And(children) | Window(children):
                return _all([self._holding(child) for child in children])
            case Or(children):
                return _any([self._holding(child) for child in children])
            case Boost(child):
                return self._holding(child)
        return self._episodes_of(evaluate(self._snapshot, tree))

    def _informative(self) -> _Flags:
        """Return which episodes hold enough informative words and all other parts (bool)."""
        words = [part for part in self._parts if _is_plain(part)]
        others = [part for part in self._parts if not _is_plain(part)]
        if not words:
            return np.zeros(len(self._snapshot.episodes), np.bool_)
        held_idf, most = self._idf_held(And(tuple(words)))
        enough = (held_idf > 0) & (held_idf >= parameters.INFORMATIVE * most)
        return _all([enough, *(self._holding(part) for part in others)])

    def _idf_held(self, tree: Query) -> tuple[Scores, float]:
        """Return the summed idf of the plain words that each episode holds, and of all words."""
        match tree:
            case And(children) | Window(children):
                parts = [self._idf_held(child) for child in children]
                return _summed([idf for idf, _ in parts]), sum(most for _, most in parts)
            case Or(children):
                parts = [self._idf_held(child) for child in children]
                return np.maximum.reduce([idf for idf, _ in parts]), max(most for _, most in parts)
            case Boost(child):
                return self._idf_held(child)
        held = self._holding(tree)
        idf = self._scores_of_atom(tree).idf if isinstance(tree, Atom) else 0.0
        return held * np.float32(idf), idf

    def _missing(self, numbers: NDArray[np.int64], matched: _Flags) -> list[tuple[str, _Flags]]:
        missing = []
        for part in filter(_is_plain, self._parts):
            lacking = ~(matched | self._holding(part))[numbers]
            if lacking.any():
                missing.append((" ".join(word.term for word in proximity.words(part)), lacking))
        return missing

    def _hits(self, matching: Matches, unmatched: _Flags) -> Matches:
        """Return the matches, and for the episodes `unmatched` the documents that hold any part.

        The commonest words are left out, unless an episode holds nothing else of the query.
        """
        if not unmatched.any():
            return matching
        hits = [matching]
        parts = [atom for part in self._parts for atom in atoms(part)]
        most = parameters.COMMON * self._snapshot.documents
        informative = [
            atom for atom in parts if not isinstance(atom, Word) or self._count(atom) < most
        ]
        for some in (informative, parts):
            if some and unmatched.any():
                hits.append(self._holding_any(some, unmatched))
                unmatched = unmatched & ~self._episodes_of(hits[-1])
        return _merged(hits)

    def _count(self, word: Word) -> int:
        return len(evaluate(self._snapshot, word))

    def _holding_any(self, parts: Sequence[Atom], episodes: _Flags) -> Matches:
        """Return the documents of `episodes` that hold any part and match the filters."""
        matches = evaluate(self._snapshot, Or(tuple(parts)))
        kept = episodes[self._snapshot.episodes.of[matches.documents]]
        if self._allowed is not None:
            kept &= self._allowed.mask[matches.documents]
        scores = None if matches.scores is None else matches.scores[kept]
        return Matches(matches.documents[kept], scores, matches.size)


def _merged(parts: Sequence[Matches]) -> Matches:
    """Return the documents of all parts, which have none in common."""
    if len(parts) == 1:
        return parts[0]
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(documents, kind="stable")
    scores = [part.scores for part in parts if part.scores is not None]
    scored = np.concatenate(scores)[order] if len(scores) == len(parts) else None
    return Matches(documents[order], scored, parts[0].size)


def _stretches(episodes: Episodes, numbers: NDArray[np.int64]) -> Stretches:
    firsts, begins, ends = episodes.firsts, episodes.begins, episodes.ends
    return Stretches(firsts[numbers], firsts[numbers + 1], begins[numbers], ends[numbers])


def _is_plain(tree: Query) -> bool:
    """Return whether a part of a query is plain words, or alternatives of plain words."""
    match tree:
        case Word():
            return True
        case Boost(child):
            return _is_plain(child)
        case And(children) | Window(children):
            return all(map(_is_plain, children))
        case Or((first, *_)):
            return _is_plain(first)
    return False


def _all(flags: Sequence[_Flags]) -> _Flags:
    every: _Flags = np.logical_and.reduce(flags)
    return every


def _any(flags: Sequence[_Flags]) -> _Flags:
    some: _Flags = np.logical_or.reduce(flags)
    return some


def _summed(scores: Sequence[Scores]) -> Scores:
    total: Scores = np.add.reduce(scores)
    return total
