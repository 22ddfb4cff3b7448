"""Which episodes answer a query, how well, and by which segments.

An episode that holds every part of the query answers, wherever in it they are said. Its hits
are the segments that match; where none does, the words lying apart, those that hold any part
that tells something. Where few episodes hold all the words, those with the most telling ones
answer as well. Quotes, filters and whatever else is not a plain word always hold.
"""

from collections.abc import Iterator, Sequence
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
    DateRange,
    FieldFilter,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Window,
    Word,
    atoms,
)
from index.ranking import bm25, parameters, top_k
from index.ranking.bm25 import Scores

__all__ = ["RankedEpisodes", "grouped"]

_Flags = NDArray[np.bool_]


class RankedEpisodes(NamedTuple):
    """The episodes that answer, by their numbers, ascending; how well each does; all hits.

    Who is only called by the words, in its title, has no hit. `missing` are words of the query
    that some do not have, and for each of the episodes whether it is one of these.
    """

    episodes: NDArray[np.int64]
    scores: Scores
    hits: Matches
    missing: Sequence[tuple[str, _Flags]]


def grouped(snapshot: Snapshot, tree: Query, *, demote: bool) -> RankedEpisodes:
    """Return the episodes of a snapshot that answer a query; with `demote` sponsors count less."""
    return _EpisodeRanking(snapshot, tree, demote).grouped()


class _EpisodeRanking:
    def __init__(self, snapshot: Snapshot, tree: Query, demote: bool) -> None:
        self._snapshot = snapshot
        self._demote = demote
        self._tree = tree
        children = tuple(_children(tree))
        self._parts = [
            child for child in children if not isinstance(child, FieldFilter | DateRange | Not)
        ]
        filters = tuple(
            [child for child in children if isinstance(child, FieldFilter | DateRange | Not)]
        )
        self._allowed = evaluate(snapshot, And(filters)) if filters else None
        self._evidence: dict[Atom, EpisodeScores] = {}

    def grouped(self) -> RankedEpisodes:
        matching = evaluate(self._snapshot, self._tree)
        matched = self._with(matching)
        answering = matched
        scores = np.zeros(len(matched), np.float32)
        if self._parts:
            scores += _added([self._scores(part) for part in self._parts])
            # A place that begins where the filters hold may end where they do not.
            answering = matched | (
                self._allowing & _all([self._holding(part) for part in self._parts])
            )
            if np.count_nonzero(answering) < parameters.ENOUGH_EPISODES:
                answering |= self._allowing & self._informative()
        numbers = np.flatnonzero(answering)
        scores[numbers] += self._nearness(numbers, scores[numbers])
        hits = self._hits(matching, answering & ~matched)
        return RankedEpisodes(numbers, scores[numbers], hits, self._missing(numbers, matched))

    def _with(self, found: Matches) -> _Flags:
        """Return which episodes the documents are of."""
        # Documents ascend, and so there are only as many look-ups as episodes.
        return np.diff(np.searchsorted(found.documents, self._snapshot.episodes.firsts)) > 0

    @cached_property
    def _allowing(self) -> _Flags:
        """Which episodes have documents that the filters let through."""
        if self._allowed is None:
            return np.ones(len(self._snapshot.episodes), np.bool_)
        return self._with(self._allowed)

    def _evidence_of(self, leaf: Atom) -> EpisodeScores:
        known = self._evidence.get(leaf)
        if known is None:
            found = evaluate(self._snapshot, leaf)
            mask = None if self._allowed is None else self._allowed.mask
            known = self._evidence[leaf] = episode_scores(
                self._snapshot, leaf, found, mask, demote=self._demote
            )
        return known

    def _scores(self, tree: Query) -> Scores:
        """Return how well each episode has a part of the query."""
        match tree:
            case And(children) | Window(children) | Or(children):
                return _added([self._scores(child) for child in children])
            case Boost(child, factor):
                return self._scores(child) * np.float32(factor)
            case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
                return self._evidence_of(tree).scores
        return np.zeros(len(self._snapshot.episodes), np.float32)

    def _nearness(self, numbers: NDArray[np.int64], scores: Scores) -> Scores:
        """Return what words near each other add to the best of some episodes."""
        added = np.zeros(len(numbers), np.float32)
        words = proximity.weighted_words(self._snapshot, And(tuple(self._parts)))
        if len(words) < 2:
            return added
        best = np.sort(top_k.best(scores, parameters.NEAR_EPISODES))
        episodes, kept = self._snapshot.episodes, numbers[best]
        for pair in proximity.pairs(words, _stretches(episodes, kept)):
            often = np.bincount(pair.stretches, emphasis(pair.before), len(kept))
            idf = parameters.NEAR * pair.weight
            added[best] += bm25.bm25(often, episodes.norms[kept], idf, parameters.EPISODE_K1)
        return added

    def _holding(self, tree: Query) -> _Flags:
        """Return which episodes hold a part of the query, wherever its own parts are."""
        match tree:
            case And(children) | Window(children):
                return _all([self._holding(child) for child in children])
            case Or(children):
                return _any([self._holding(child) for child in children])
            case Boost(child):
                return self._holding(child)
            case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
                return self._evidence_of(tree).held
        return self._with(evaluate(self._snapshot, tree))

    def _informative(self) -> _Flags:
        """Return which episodes hold the most telling words, and whatever is not a word."""
        words = [part for part in self._parts if _is_plain(part)]
        others = [part for part in self._parts if not _is_plain(part)]
        if not words:
            return np.zeros(len(self._snapshot.episodes), np.bool_)
        told, most = self._told(And(tuple(words)))
        enough = (told > 0) & (told >= parameters.INFORMATIVE * most)
        return _all([enough, *(self._holding(part) for part in others)])

    def _told(self, tree: Query) -> tuple[Scores, float]:
        """Return how much of plain words each episode holds, by their rarity; and all there is."""
        match tree:
            case And(children) | Window(children):
                told = [self._told(child) for child in children]
                return _added([one for one, _ in told]), sum(most for _, most in told)
            case Or(children):
                told = [self._told(child) for child in children]
                return np.maximum.reduce([one for one, _ in told]), max(most for _, most in told)
            case Boost(child):
                return self._told(child)
        held = self._holding(tree)
        idf = self._evidence_of(tree).idf if isinstance(tree, Atom) else 0.0
        return held * np.float32(idf), idf

    def _missing(self, numbers: NDArray[np.int64], matched: _Flags) -> list[tuple[str, _Flags]]:
        missing = []
        for part in filter(_is_plain, self._parts):
            lacking = ~(matched | self._holding(part))[numbers]
            if lacking.any():
                missing.append((" ".join(word.term for word in proximity.words(part)), lacking))
        return missing

    def _hits(self, matching: Matches, loosely: _Flags) -> Matches:
        """Return what matches, and of episodes where nothing does what holds any part.

        What is said all the time is not looked for, unless it is all that they hold.
        """
        if not loosely.any():
            return matching
        found = [matching]
        parts = [leaf for part in self._parts for leaf in atoms(part)]
        most = parameters.COMMON * self._snapshot.documents
        informative = [
            leaf for leaf in parts if not isinstance(leaf, Word) or self._count(leaf) < most
        ]
        for some in (informative, parts):
            if some and loosely.any():
                found.append(self._holding_any(some, loosely))
                loosely = loosely & ~self._with(found[-1])
        return _merged(found)

    def _count(self, word: Word) -> int:
        return len(evaluate(self._snapshot, word))

    def _holding_any(self, parts: Sequence[Atom], of: _Flags) -> Matches:
        """Return the documents of some episodes that hold any part and that the filters allow."""
        found = evaluate(self._snapshot, Or(tuple(parts)))
        kept = of[self._snapshot.episodes.of[found.documents]]
        if self._allowed is not None:
            kept &= self._allowed.mask[found.documents]
        scores = None if found.scores is None else found.scores[kept]
        return Matches(found.documents[kept], scores, found.size)


def _children(tree: Query) -> Iterator[Query]:
    """Yield the parts of a query that must all hold."""
    if isinstance(tree, And | Window):
        for child in tree.children:
            yield from _children(child)
    else:
        yield tree


def _merged(parts: Sequence[Matches]) -> Matches:
    """Return what is in any of the parts, which have nothing in common."""
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
    """Return whether a part of a query is words without signs, or what else they may stand for."""
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


def _added(scores: Sequence[Scores]) -> Scores:
    total: Scores = np.add.reduce(scores)
    return total
