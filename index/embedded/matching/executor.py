"""The query tree, evaluated over posting lists: which segments match, and how well.

    Word, Phrase, Near, Prefix, Wildcard, Fuzzy    lists of a few terms, scored
    Field, Dates                                   lists, unscored
    And                                            the shortest list, looked up in the others
    Or                                             lists added up
    Window                                         the same as And, and the windows across documents
    SameEpisode                                    the same as Or, in the episodes with all of them
    Boost                                          a list, its scores multiplied

A word's list is made once and remembered with its scores (snapshot.py), so a common word
costs a look-up for each document that the rarer words leave. Filters never score.
"""

from collections.abc import Iterable, Sequence
from functools import partial, reduce
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from index.analysis import subwords
from index.embedded.format.postings import Documents
from index.embedded.matching import phrases, term_sets, windows
from index.embedded.matching.extents import extents
from index.embedded.reading.leaf import Counted, Leaf
from index.embedded.reading.matches import Matches, Positions
from index.embedded.reading.snapshot import Snapshot
from index.embedded.reading.sorted_arrays import FEW, distinct, look_up
from index.model import number_term
from index.query.tree import (
    And,
    Boost,
    DateRange,
    FieldFilter,
    Fuzzy,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SameEpisode,
    Wildcard,
    Window,
    Word,
)
from index.ranking.bm25 import Scores

__all__ = ["Search", "evaluate", "without"]

_NONE = np.empty(0, np.int64)


def evaluate(snapshot: Snapshot, tree: Query) -> Matches:
    """Return the documents of a snapshot that match `tree`, with their scores."""
    return Search(snapshot).match(tree)


class Search:
    """Evaluates trees over a snapshot, no part of them twice."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._matched: dict[Query, Matches] = {}
        self._begun: dict[Query, Positions] = {}

    def match(self, tree: Query) -> Matches:
        """Return the documents that match `tree`, with their scores."""
        known = self._matched.get(tree)
        if known is None:
            known = self._matched[tree] = self._match(tree)
        return known

    def _match(self, tree: Query) -> Matches:
        snapshot = self._snapshot
        match tree:
            case Word(term):
                return self._remembered(tree, partial(self._word, term))
            case Prefix() | Wildcard() | Fuzzy():
                return self._remembered(
                    tree, partial(self._any_term, partial(term_sets.terms, tree=tree))
                )
            case Phrase(terms):
                return self._phrase(tree, map(snapshot.term, terms))
            case Near(terms):
                return self._phrase(tree, (self.match(Word(term)) for term in terms))
            case FieldFilter(name, value):
                return self._remembered(tree, partial(self._field, name, value))
            case DateRange(first, last):
                low, high = first.toordinal() if first else 1, last.toordinal() if last else 1 << 30
                return snapshot.gathered(
                    lambda leaf: np.flatnonzero((leaf.days >= low) & (leaf.days <= high))
                )
            case Boost(child, factor):
                found = self.match(child)
                scores = None if found.scores is None else found.scores * np.float32(factor)
                return Matches(found.documents, scores, found.size)
            case Not(child):
                return without(snapshot.everything(), self.match(child))
            case And(children):
                return self._and(children)
            case Window():
                return self._window(tree)
            case SameEpisode(children):
                return self._same_episode(children)
            case Or(children):
                return _union([self.match(child) for child in children], snapshot.documents)
            case MatchNone():
                return _nothing(snapshot)
        assert_never(tree)

    def _remembered(self, tree: Query, make: partial[Matches]) -> Matches:
        return self._snapshot.cache.get(tree, make, lambda found: found.bytes)

    def _word(self, term: str) -> Matches:
        # The exact form counts beside its stem, so it ranks above the other forms.
        snapshot = self._snapshot
        stems = [snapshot.stem(*stemmed) for stemmed in snapshot.stemmed(term)]
        found = _union(stems, snapshot.documents)
        if found.scores is None:
            return found
        # Who holds the term holds its stem.
        scores = found.scores + snapshot.term(term).at(found.documents)
        return Matches(found.documents, scores, snapshot.documents)

    def _phrase(self, tree: Phrase | Near, words: Iterable[Matches]) -> Matches:
        # Scored as Whoosh scores a phrase: as its words, as often as the document has them.
        # They are only read where it is said at all.
        documents = distinct(self._positions_of(tree).documents)
        scores = np.zeros(len(documents), np.float32)
        for word in words if len(documents) else ():
            scores += word.at(documents)
        return Matches(documents, scores, self._snapshot.documents)

    def _positions_of(self, tree: Phrase | Near) -> Positions:
        known = self._begun.get(tree)
        if known is None:
            known = self._begun[tree] = phrases.positions_of(self._snapshot, tree)
        return known

    def _window(self, tree: Window) -> Matches:
        parts = [self.match(child) for child in tree.children]
        holding = reduce(_intersection, sorted(parts, key=len))
        # Remembered: every page of a query asks for its windows, and what shows how far they reach.
        across = self._snapshot.cache.get(
            ("across", tree), partial(self._across, tree, parts, holding), lambda found: found.bytes
        )
        if not len(across):
            return holding
        documents = np.concatenate([holding.documents, across.documents])
        scores = np.concatenate([_scores_of(holding), _scores_of(across)])
        order = np.argsort(documents, kind="stable")
        return Matches(documents[order], scores[order], self._snapshot.documents)

    def _across(self, tree: Window, parts: Sequence[Matches], holding: Matches) -> Matches:
        snapshot = self._snapshot
        if not all(map(len, parts)):
            return Matches(_NONE, np.empty(0, np.float32), snapshot.documents)
        children = sorted(zip(tree.children, parts, strict=True), key=lambda one: len(one[1]))
        extents_of_each = (extents(snapshot, child, self._positions_of) for child, _ in children)
        found = windows.windows(snapshot, extents_of_each, holding.documents, tree.window)
        if not len(found.documents):
            return Matches(_NONE, np.empty(0, np.float32), snapshot.documents)
        there = [(extents(snapshot, child, self._positions_of), part) for child, part in children]
        scores = windows.scores(snapshot, found, there)
        return Matches(found.documents, scores, snapshot.documents)

    def _same_episode(self, children: Sequence[Query]) -> Matches:
        parts = [self.match(child) for child in children]
        episodes = self._snapshot.episodes.of
        held = np.ones(len(self._snapshot.episodes), np.bool_)
        for part in parts:
            held &= np.bincount(episodes[part.documents], minlength=len(held)) > 0
        found = _union(parts, self._snapshot.documents)
        return _only(found, held[episodes[found.documents]])

    def _any_term(self, terms: partial[list[int]]) -> Matches:
        # As one word: what counts is how often any of them is said, not how rare each is.
        def holding(leaf: Leaf) -> Counted | None:
            numbers = terms(leaf)
            return leaf.holding_any(numbers) if numbers else None

        return self._snapshot.scored(holding)

    def _field(self, name: str, value: str) -> Matches:
        snapshot = self._snapshot
        if name == "sponsor":
            return snapshot.gathered(lambda leaf: np.flatnonzero(leaf.sponsor))
        if name == "episode":
            number = number_term(value)
            by_id = snapshot.gathered(lambda leaf: leaf.of_episodes("episode", value))
            by_number = snapshot.gathered(lambda leaf: leaf.of_episodes("number", number))
            return _union([by_id, by_number], snapshot.documents)
        words = [snapshot.gathered(partial(_named, name, word)) for word in subwords.names(value)]
        return reduce(_intersection, words) if words else _nothing(snapshot)

    def _and(self, children: Sequence[Query]) -> Matches:
        asked = [self.match(child) for child in children if not isinstance(child, Not)]
        asked.sort(key=len)
        found = reduce(_intersection, asked) if asked else self._snapshot.everything()
        for child in children:
            if isinstance(child, Not) and len(found):
                found = without(found, self.match(child.child))
        return found


def _named(name: str, word: str, leaf: Leaf) -> Documents:
    return leaf.of_speakers(word) if name == "speaker" else leaf.of_episodes(name, word)


def _nothing(snapshot: Snapshot) -> Matches:
    return Matches(_NONE, None, snapshot.documents)


def _intersection(one: Matches, other: Matches) -> Matches:
    """Return what matches both; the work is that of looking up the shorter one."""
    if len(one) > len(other):
        one, other = other, one
    if FEW * len(one) < len(other) and other.common is False:
        places, kept = look_up(one.documents, other.documents)
        documents = one.documents[kept]
        added = None if other.scores is None else other.scores[places[kept]]
    else:
        kept = other.mask[one.documents]
        documents = one.documents[kept]
        added = None if other.scores is None else other.dense[documents]
    scores = None if one.scores is None else one.scores[kept]
    if scores is None or added is None:
        return Matches(documents, added if scores is None else scores, other.size)
    return Matches(documents, scores + added, other.size)


def _union(parts: list[Matches], size: int) -> Matches:
    """Return what matches any part, scores added."""
    if len(parts) == 1:
        return parts[0]
    scored = any(part.scores is not None for part in parts)
    if 2 * sum(map(len, parts)) < size:
        joined = np.concatenate([part.documents for part in parts] or [_NONE])
        # Runs that ascend already: a stable sort only merges them.
        order = np.argsort(joined, kind="stable")
        documents = joined[order]
        first = np.flatnonzero(np.diff(documents, prepend=-1))
        documents = documents[first]
        if not scored or not len(first):
            return Matches(documents, np.empty(0, np.float32) if scored else None, size)
        added = np.concatenate([_scores_of(part) for part in parts])[order]
        return Matches(documents, np.add.reduceat(added, first), size)
    mask = np.zeros(size, np.bool_)
    dense = np.zeros(size, np.float32)
    for part in parts:
        mask[part.documents] = True
        dense[part.documents] += _scores_of(part)
    documents = np.flatnonzero(mask)
    return Matches(documents, dense[documents] if scored else None, size)


def _scores_of(found: Matches) -> Scores:
    return np.zeros(len(found), np.float32) if found.scores is None else found.scores


def _only(found: Matches, kept: NDArray[np.bool_]) -> Matches:
    scores = None if found.scores is None else found.scores[kept]
    return Matches(found.documents[kept], scores, found.size)


def without(found: Matches, refused: Matches) -> Matches:
    """Return what is found and not refused."""
    if FEW * len(refused) < len(found):
        kept = np.ones(len(found), np.bool_)
        places, there = look_up(refused.documents, found.documents)
        kept[places[there]] = False
    else:
        kept = ~refused.mask[found.documents]
    return _only(found, kept)
