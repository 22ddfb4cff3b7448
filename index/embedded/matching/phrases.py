"""Positions of words, of phrases and of words near each other.

Every token has a global position, which runs on through the index segment with a gap between
episodes. Words that follow each other in the talk therefore have positions that do, wherever
segments are cut. A phrase has the position of its first word and belongs to the document in which
it begins. Decision 0017.
"""

import threading
from collections.abc import Callable, Sequence, Set
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.reading.leaf import GAP, Leaf, TermPositions, merged
from index.embedded.reading.matches import Positions
from index.embedded.reading.snapshot import Snapshot, encoded
from index.embedded.reading.sorted_arrays import FEW, look_up
from index.query.tree import Near, Phrase, Span

__all__ = ["any_term", "first_end", "positions_of", "term", "word"]

_NEVER = 1 << 62
"""A position after all others."""


class _Term:
    """A term of an index segment; its positions are read on first use."""

    def __init__(self, snapshot: Snapshot, leaf: Leaf, number: int) -> None:
        self._cache = snapshot.cache
        self._leaf = leaf
        self._number = number
        self.occurrences = int(leaf.lists.occurrences[number])

    @property
    def common(self) -> bool:
        """Whether a bitmap of all positions is worth its memory.

        It takes at most four times the memory of the term's positions. That holds for the 80
        commonest of 35,000 words; with it `"talk python to me"` takes .14 ms instead of .26.
        """
        return 512 * self.occurrences > self._leaf.extent

    def positions(self) -> TermPositions:
        """Return the global positions of the term; cached."""
        key = "positions", self._leaf.name, self._number
        return self._cache.get(
            key,
            partial(self._leaf.global_positions, self._number),
            lambda read: sum(x.nbytes for x in read),
        )

    @property
    def in_documents(self) -> NDArray[Any]:
        """The position of each occurrence in its document, from 0 on."""
        return self._leaf.lists.positions(self._number)

    def bits(self) -> NDArray[np.uint8]:
        """Return a bit for every global position, set where the term occurs; cached."""
        key = "bits", self._leaf.name, self._number
        return self._cache.get(
            key, partial(self._leaf.bits, self._number), lambda read: read.nbytes
        )


_NOWHERE = Positions(np.empty(0, np.int64), np.empty(0, np.int64))

_FEWER = 8
"""The ratio of lengths from which on positions are looked up by binary search."""

_STRETCH = 1 << 22
"""The number of positions that are marked at a time, a byte each."""


def positions_of(snapshot: Snapshot, tree: Span) -> Positions:
    """Return the positions at which a phrase, or a window of words near each other, begins."""
    if isinstance(tree, Phrase):
        return snapshot.positions_of(partial(_phrase, snapshot, tree))
    return snapshot.positions_of(partial(_near, snapshot, tree))


def first_end(snapshot: Snapshot, tree: Span, document: int) -> int:
    """Return the position where a match that begins in a document ends; the first of several.

    -1 if no match of `tree` begins there.
    """
    leaf, number = snapshot.locate(document)
    begin = int(leaf.document_positions[number])
    positions = np.arange(begin, begin + int(leaf.lengths[number]))
    ends = _ends(snapshot, leaf, tree, positions)
    return int(ends[0] + snapshot.document_positions[document] - begin) if len(ends) else -1


def term(snapshot: Snapshot, term: str) -> Positions:
    """Return the positions of a term as it is spelled."""
    text = encoded(term)

    def of_leaf(leaf: Leaf) -> Positions:
        number = leaf.terms.find(text)
        return _NOWHERE if number < 0 else Positions(*leaf.global_positions(number))

    return snapshot.positions_of(of_leaf)


def word(snapshot: Snapshot, term: str) -> Positions:
    """Return the positions of a word in any of its forms."""

    def of_leaf(leaf: Leaf) -> Positions:
        return Positions(*_positions_of_stems(leaf, snapshot.stemmed(term)))

    return snapshot.positions_of(of_leaf)


def any_term(snapshot: Snapshot, terms: Callable[[Leaf], Sequence[int]]) -> Positions:
    """Return the positions of any of some terms.

    `terms` gives their numbers in an index segment, ascending.
    """

    def of_leaf(leaf: Leaf) -> Positions:
        return Positions(*leaf.global_positions_of_any(terms(leaf)))

    return snapshot.positions_of(of_leaf)


def _phrase(snapshot: Snapshot, tree: Phrase, leaf: Leaf) -> Positions:
    """Return the positions at which the terms follow each other, each at most `slop` + 1 on."""
    numbers = {term: leaf.terms.find(encoded(term)) for term in tree.terms}
    if not numbers or -1 in numbers.values():
        return _NOWHERE
    by_term = {term: _Term(snapshot, leaf, number) for term, number in numbers.items()}
    words = [by_term[term] for term in tree.terms]
    return _in_order(leaf, words, tree.slop + 1) if tree.slop else _in_a_row(leaf, words)


def _near(snapshot: Snapshot, tree: Near, leaf: Leaf) -> Positions:
    """Return where windows begin that hold all the words, in any form and order.

    A window has `window` positions and begins with one of the words.
    """
    words = [_positions_of_word(snapshot, leaf, word) for word in dict.fromkeys(tree.terms)]
    return _near_each_other(leaf, words, tree.window)


def _ends(
    snapshot: Snapshot, leaf: Leaf, tree: Span, positions: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the ends of the matches that begin at some consecutive positions, ascending."""
    if isinstance(tree, Near):
        words = [_positions_of_word(snapshot, leaf, word) for word in tree.terms]
        after = [np.append(word, _NEVER)[np.searchsorted(word, positions)] for word in words]
        ends = np.maximum.reduce(after)
        return np.sort(ends[ends - positions < min(tree.window, GAP)])
    numbers = [leaf.terms.find(encoded(term)) for term in tree.terms]
    if -1 in numbers:
        return positions[:0]
    terms = [_Term(snapshot, leaf, number) for number in numbers]
    ends = positions[_among(positions, terms[0])]
    for term in terms[1:]:
        if not len(ends):
            break
        if tree.slop == 0:
            ends = ends[_among(ends + 1, term)] + 1
        else:
            reach = min(tree.slop + 1, GAP)
            ahead = term.positions().positions
            first, last = np.searchsorted(ahead, [ends[0] + 1, ends[-1] + reach + 1])
            ahead = ahead[first:last]
            before = ends[np.searchsorted(ends, ahead) - 1]
            ends = ahead[ahead - before <= reach]
    return ends


def _positions_of_word(snapshot: Snapshot, leaf: Leaf, word: str) -> NDArray[np.int64]:
    """Return the positions of a word in any of its forms, ascending; cached."""
    return snapshot.cache.get(
        ("positions of word", leaf.name, word),
        lambda: _positions_of_stems(leaf, snapshot.stemmed(word)).positions,
        lambda positions: positions.nbytes,
    )


def _positions_of_stems(leaf: Leaf, stems: Sequence[tuple[str, Set[str]]]) -> TermPositions:
    numbers = [(leaf.stems.dictionary.find(encoded(stem)), languages) for stem, languages in stems]
    return merged(
        [
            leaf.global_positions_of_stem(number, languages)
            for number, languages in numbers
            if number >= 0
        ]
    )


def _in_a_row(leaf: Leaf, words: list[_Term]) -> Positions:
    """Return where words with consecutive positions begin; the rarest word is looked up first."""
    if len(words) > GAP:
        prefix = _in_a_row(leaf, words[:GAP])
        return _in_order(leaf, words, 1) if len(prefix.positions) else prefix
    first, *others = sorted(range(len(words)), key=lambda offset: words[offset].occurrences)
    rarest = words[first].positions()
    begins = rarest.positions - first
    kept: NDArray[np.int64] | None = None
    for offset in others:
        inside = np.flatnonzero(_among(begins + offset, words[offset]))
        begins = begins[inside]
        kept = inside if kept is None else kept[inside]
        if not len(begins):
            break
    holders = rarest.holders if kept is None else rarest.holders[kept]
    # The phrase may begin in a document before the one that holds its rarest word.
    in_documents = words[first].in_documents
    early = np.flatnonzero((in_documents if kept is None else in_documents[kept]) < first)
    if len(early):
        holders[early] = _documents_at(leaf, begins[early])
    return Positions(holders, begins)


def _in_order(leaf: Leaf, words: list[_Term], reach: int) -> Positions:
    """Return where words begin that each follow the one before within `reach` positions."""
    # From the last word back, so that all positions are left at which a match begins.
    begins = words[-1].positions().positions
    for word in reversed(words[:-1]):
        if not len(begins):
            break
        positions = word.positions().positions
        after = np.searchsorted(begins, positions, "right")
        kept = np.append(begins, _NEVER)[after] - positions <= min(reach, GAP)
        begins = positions[kept]
    return Positions(_documents_at(leaf, begins), begins)


def _near_each_other(leaf: Leaf, words: list[NDArray[np.int64]], window: int) -> Positions:
    """Return where a stretch of `window` positions begins that holds one of each list."""
    window = min(window, GAP)
    if not all(map(len, words)):
        return _NOWHERE
    rarest = min(words, key=len)
    close = [_within(positions, rarest, window) for positions in words]
    begins = np.sort(np.concatenate(close))
    for positions in close:
        following = np.searchsorted(positions, begins)
        begins, following = (
            begins[following < len(positions)],
            following[following < len(positions)],
        )
        begins = begins[positions[following] < begins + window]
    return Positions(_documents_at(leaf, begins), begins)


def _within(
    positions: NDArray[np.int64], others: NDArray[np.int64], window: int
) -> NDArray[np.int64]:
    """Return the `positions` that are less than `window` away from one of `others`."""
    following = np.searchsorted(others, positions)
    after = others[np.minimum(following, len(others) - 1)]
    before = others[np.maximum(following - 1, 0)]
    is_close: NDArray[np.bool_] = (
        np.minimum(abs(after - positions), abs(positions - before)) < window
    )
    return positions[is_close]


def _among(wanted: NDArray[np.int64], word: _Term) -> NDArray[np.bool_]:
    """Return which of `wanted` are positions of a word (bool); both ascend.

    Lists of similar length are compared by the bitmap of a common word, or by marking positions in
    a stretch of memory: 38,000 among 138,000 take 0.1 or 0.6 ms, and binary search takes 2 ms.
    2,900 among 26,000 take 7, 61 and 43 us.
    """
    if word.common:
        # Positions begin and end a GAP away from the ends of the bitmap (leaf.py).
        # Bits are shifted, because a table of masks takes a quarter longer.
        bits = word.bits().take(wanted >> 3) >> (wanted & 7).astype(np.uint8)
        inside: NDArray[np.bool_] = (bits & 1).view(np.bool_)
        return inside
    positions = word.positions().positions
    if _FEWER * len(wanted) < len(positions):
        return look_up(wanted, positions)[1]
    kept = np.zeros(len(wanted), np.bool_)
    if FEW * len(positions) < len(wanted):
        rows, matching = look_up(positions, wanted)
        kept[rows[matching]] = True
        return kept
    marks = _marks()
    first = max(int(wanted[0]), int(positions[0]))
    last = min(int(wanted[-1]), int(positions[-1]))
    for low in range(first, last + 1, _STRETCH):
        edges = [low, min(low + _STRETCH, last + 1)]
        position_rows, wanted_rows = (
            np.searchsorted(positions, edges),
            np.searchsorted(wanted, edges),
        )
        marked = positions[position_rows[0] : position_rows[1]] - low
        marks[marked] = True
        kept[wanted_rows[0] : wanted_rows[1]] = marks[wanted[wanted_rows[0] : wanted_rows[1]] - low]
        marks[marked] = False
    return kept


_thread = threading.local()


def _marks() -> NDArray[np.bool_]:
    """Return this thread's stretch of memory, with nothing marked."""
    if not hasattr(_thread, "marks"):
        _thread.marks = np.zeros(_STRETCH, np.bool_)
    marks: NDArray[np.bool_] = _thread.marks
    return marks


def _documents_at(leaf: Leaf, positions: NDArray[np.int64]) -> Documents:
    """Return the document of each position."""
    return np.searchsorted(leaf.document_positions, positions, "right") - 1
