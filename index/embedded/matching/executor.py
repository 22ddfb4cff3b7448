"""The executor: evaluates a query tree over posting lists to scored documents.

    Word, Phrase, Near, Prefix, Wildcard, Fuzzy    lists of a few terms, scored
    FieldFilter, DateRange                         lists, unscored
    And                                            the shortest list, looked up in the others
    Or                                             lists merged, scores added
    Not                                            all documents but those of a list
    Window                                         the same as And, and the windows across documents
    Boost                                          a list, its scores multiplied

A word's list is made once and cached with its scores (snapshot.py). A common word then costs one
look-up for each document that the rarer words leave. Filters never score. Decision 0020.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, reduce
from typing import NamedTuple, assert_never

import numpy as np
from numpy.typing import NDArray

from index.analysis import subwords
from index.embedded.format.postings import Documents
from index.embedded.kernels.sorted_arrays import FEW, distinct, look_up
from index.embedded.matching import phrases, term_sets, windows
from index.embedded.matching.extents import extents
from index.embedded.reading.leaf import Counted, Leaf
from index.embedded.reading.matches import Matches, Positions
from index.embedded.reading.snapshot import Snapshot
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
    Span,
    Wildcard,
    Window,
    Word,
)
from index.ranking.bm25 import Scores

__all__ = ["Search", "evaluate", "without"]

_NONE = np.empty(0, np.int64)


def evaluate(snapshot: Snapshot, tree: Query) -> Matches:
    """Return the living documents of a snapshot that match `tree`, with their scores."""
    return Search(snapshot).match(tree)


class Across(NamedTuple):
    """The documents in which windows across documents begin, and the one in which each ends."""

    matches: Matches
    last_documents: Documents


class Search:
    """Evaluates query trees over a snapshot; no part of them is evaluated twice."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._matched: dict[Query, Matches] = {}
        self._positions: dict[Query, Positions] = {}

    def match(self, tree: Query) -> Matches:
        """Return the living documents that match `tree`, with their scores."""
        evaluated = self._matched.get(tree)
        if evaluated is None:
            evaluated = self._matched[tree] = self._match(tree)
        return evaluated

    def _match(self, tree: Query) -> Matches:
        snapshot = self._snapshot
        match tree:
            case Word(term):
                return self._cached(tree, partial(self._word, term))
            case Prefix() | Wildcard() | Fuzzy():
                return self._cached(
                    tree, partial(self._any_term, partial(term_sets.terms, tree=tree))
                )
            case Phrase(terms):
                of_terms = partial(_scores_of_terms, snapshot, terms)
                return self._cached(tree, partial(self._phrase, tree, of_terms))
            case Near(terms):
                of_words = partial(self._scores_of_words, terms)
                return self._cached(tree, partial(self._phrase, tree, of_words))
            case FieldFilter(name, value):
                return self._cached(tree, partial(self._field, name, value))
            case DateRange(first, last):
                low, high = first.toordinal() if first else 1, last.toordinal() if last else 1 << 30
                return snapshot.gathered(
                    lambda leaf: np.flatnonzero((leaf.days >= low) & (leaf.days <= high))
                )
            case Boost(child, factor):
                matches = self.match(child)
                scores = None if matches.scores is None else matches.scores * np.float32(factor)
                return Matches(matches.documents, scores, matches.size)
            case Not(child):
                return without(snapshot.everything(), self.match(child))
            case And(children):
                return self._and(children)
            case Window():
                return self._window(tree)
            case Or(children):
                return _union([self.match(child) for child in children], snapshot.documents)
            case MatchNone():
                return _nothing(snapshot)
        assert_never(tree)

    def _cached(self, tree: Query, make: partial[Matches]) -> Matches:
        return self._snapshot.cache.get(tree, make, lambda matches: matches.bytes)

    def _word(self, term: str) -> Matches:
        # The exact form scores beside its stem, so it ranks above the other forms.
        snapshot = self._snapshot
        stems = [snapshot.stem(*stemmed) for stemmed in snapshot.stemmed(term)]
        matches = _union(stems, snapshot.documents)
        if matches.scores is None:
            return matches
        # A document that holds the term holds its stem.
        scores = matches.scores + snapshot.term(term).at(matches.documents)
        return Matches(matches.documents, scores, snapshot.documents)

    def _phrase(self, tree: Span, scores: Callable[[Documents], Iterable[Scores]]) -> Matches:
        # Scored as in Whoosh: the score of a phrase is the sum of the scores of its words. Words
        # are only read if some document holds the phrase.
        documents = distinct(self._positions_of(tree).documents)
        total = np.zeros(len(documents), np.float32)
        for of_word in scores(documents) if len(documents) else ():
            total += of_word
        return Matches(documents, total, self._snapshot.documents)

    def _scores_of_words(self, terms: Sequence[str], documents: Documents) -> Iterator[Scores]:
        for term in terms:
            yield self.match(Word(term)).at(documents)

    def _positions_of(self, tree: Span) -> Positions:
        evaluated = self._positions.get(tree)
        if evaluated is None:
            evaluated = self._positions[tree] = phrases.positions_of(self._snapshot, tree)
        return evaluated

    def _window(self, tree: Window) -> Matches:
        parts = [self.match(child) for child in tree.children]
        whole = reduce(_intersection, sorted(parts, key=len))
        return whole.joined(self._across(tree, parts, whole).matches)

    def across(self, tree: Window) -> Across:
        """Return the matches of a window across documents, and where each of them ends."""
        parts = [self.match(child) for child in tree.children]
        return self._across(tree, parts, reduce(_intersection, sorted(parts, key=len)))

    def _across(self, tree: Window, parts: Sequence[Matches], whole: Matches) -> Across:
        # Cached, because every page of a query asks for its windows.
        return self._snapshot.cache.get(
            ("across", tree),
            partial(self._find_across, tree, parts, whole),
            lambda across: across.matches.bytes + across.last_documents.nbytes,
        )

    def _find_across(self, tree: Window, parts: Sequence[Matches], whole: Matches) -> Across:
        snapshot = self._snapshot
        nothing = Across(Matches(_NONE, np.empty(0, np.float32), snapshot.documents), _NONE)
        if not all(map(len, parts)):
            return nothing
        children = sorted(
            zip(tree.children, parts, strict=True),
            key=lambda child_and_part: len(child_and_part[1]),
        )
        extents_of_each = (extents(snapshot, child, self._positions_of) for child, _ in children)
        across = windows.windows(snapshot, extents_of_each, whole.documents, tree.window)
        if not len(across.documents):
            return nothing
        children_and_matches = [
            (extents(snapshot, child, self._positions_of), part) for child, part in children
        ]
        scores = windows.scores(snapshot, across, children_and_matches)
        matches = Matches(across.documents, scores, snapshot.documents)
        return Across(matches, across.last_documents)

    def _any_term(self, terms: partial[list[int]]) -> Matches:
        # Scored as one word: by how often any of the terms occurs, not by the idf of each.
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
        words = [
            snapshot.gathered(partial(_with_word, name, word)) for word in subwords.names(value)
        ]
        return reduce(_intersection, words) if words else _nothing(snapshot)

    def _and(self, children: Sequence[Query]) -> Matches:
        asked = [self.match(child) for child in children if not isinstance(child, Not)]
        asked.sort(key=len)
        matches = reduce(_intersection, asked) if asked else self._snapshot.everything()
        for child in children:
            if isinstance(child, Not) and len(matches):
                matches = without(matches, self.match(child.child))
        return matches


def _scores_of_terms(
    snapshot: Snapshot, terms: Sequence[str], documents: Documents
) -> Iterator[Scores]:
    for term in terms:
        yield snapshot.scores_of_term(term, documents)


def _with_word(name: str, word: str, leaf: Leaf) -> Documents:
    return leaf.of_speakers(word) if name == "speaker" else leaf.of_episodes(name, word)


def _nothing(snapshot: Snapshot) -> Matches:
    return Matches(_NONE, None, snapshot.documents)


def _intersection(shorter: Matches, longer: Matches) -> Matches:
    """Return the documents that match both, scores added.

    The work is that of looking up the shorter list in the longer one.
    """
    if len(shorter) > len(longer):
        shorter, longer = longer, shorter
    if FEW * len(shorter) < len(longer) and longer.common is False:
        rows, kept = look_up(shorter.documents, longer.documents)
        documents = shorter.documents[kept]
        added = None if longer.scores is None else longer.scores[rows[kept]]
    else:
        kept = longer.mask[shorter.documents]
        documents = shorter.documents[kept]
        added = None if longer.scores is None else longer.dense[documents]
    scores = None if shorter.scores is None else shorter.scores[kept]
    if scores is None or added is None:
        return Matches(documents, added if scores is None else scores, longer.size)
    return Matches(documents, scores + added, longer.size)


def _union(parts: list[Matches], size: int) -> Matches:
    """Return the documents that match any part, scores added."""
    if len(parts) == 1:
        return parts[0]
    scored = any(part.scores is not None for part in parts)
    if 2 * sum(map(len, parts)) < size:
        joined = np.concatenate([part.documents for part in parts] or [_NONE])
        # The parts ascend already, so a stable sort only merges them.
        order = np.argsort(joined, kind="stable")
        documents = joined[order]
        first = np.flatnonzero(np.diff(documents, prepend=-1))
        documents = documents[first]
        if not scored or not len(first):
            return Matches(documents, np.empty(0, np.float32) if scored else None, size)
        added = np.concatenate([part.filled_scores for part in parts])[order]
        return Matches(documents, np.add.reduceat(added, first), size)
    mask = np.zeros(size, np.bool_)
    dense = np.zeros(size, np.float32)
    for part in parts:
        mask[part.documents] = True
        dense[part.documents] += part.filled_scores
    documents = np.flatnonzero(mask)
    return Matches(documents, dense[documents] if scored else None, size)


def _selected(matches: Matches, kept: NDArray[np.bool_]) -> Matches:
    scores = None if matches.scores is None else matches.scores[kept]
    return Matches(matches.documents[kept], scores, matches.size)


def without(matches: Matches, excluded: Matches) -> Matches:
    """Return the documents of `matches` that are not in `excluded`, with their scores."""
    if FEW * len(excluded) < len(matches):
        kept = np.ones(len(matches), np.bool_)
        rows, matching = look_up(excluded.documents, matches.documents)
        kept[rows[matching]] = False
    else:
        kept = ~excluded.mask[matches.documents]
    return _selected(matches, kept)
