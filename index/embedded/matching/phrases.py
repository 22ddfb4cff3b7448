"""Where words are spoken: alone, one after the other, or near each other.

Every token has a place that runs on through the index segment, with a gap between
episodes, so words that follow each other in the talk have places that do, wherever the
segments are cut. A phrase has the place of its first word, and belongs to the document it
begins in.
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
from index.query.tree import Near, Phrase

__all__ = ["any_term", "first_end", "positions_of", "word"]

_NEVER = 1 << 62
"""A place after all others."""


class _Term:
    """A term of an index segment; where it is spoken is read when it is asked for."""

    def __init__(self, snapshot: Snapshot, leaf: Leaf, number: int) -> None:
        self._memory = snapshot.cache
        self._leaf = leaf
        self._number = number
        self.occurrences = int(leaf.lists.occurrences[number])

    @property
    def common(self) -> bool:
        """Whether a bit for every place is worth its memory, four times that of the places at most.

        So are the 80 commonest of 35,000 words; `"talk python to me"` takes .14 ms instead of .26.
        """
        return 512 * self.occurrences > self._leaf.extent

    def positions(self) -> TermPositions:
        """Return where it is spoken; remembered."""
        key = "places", self._leaf.name, self._number
        return self._memory.get(
            key,
            partial(self._leaf.global_positions, self._number),
            lambda found: sum(x.nbytes for x in found),
        )

    @property
    def in_documents(self) -> NDArray[Any]:
        """Where it stands in the document that holds each place, from 0 on."""
        return self._leaf.lists.positions(self._number)

    def bits(self) -> NDArray[np.uint8]:
        """Return a bit for every place; remembered."""
        key = "bits", self._leaf.name, self._number
        return self._memory.get(
            key, partial(self._leaf.bits, self._number), lambda found: found.nbytes
        )


_NOWHERE = Positions(np.empty(0, np.int64), np.empty(0, np.int64))

_FEWER = 8
"""Places are looked up by halving in so many times as many."""

_STRETCH = 1 << 22
"""Places are marked in so many bytes at a time."""


def positions_of(snapshot: Snapshot, tree: Phrase | Near) -> Positions:
    """Return where words stand in order or near each other: where the first of them does."""
    if isinstance(tree, Phrase):
        return snapshot.positions_of(partial(_phrase, snapshot, tree))
    return snapshot.positions_of(partial(_near, snapshot, tree))


def first_end(snapshot: Snapshot, tree: Phrase | Near, document: int) -> int:
    """Return the place where, of what `tree` asks for and begins in a document, the first ends.

    -1 if nothing of it begins there.
    """
    leaf, number = snapshot.locate(document)
    begin = int(leaf.document_positions[number])
    positions = np.arange(begin, begin + int(leaf.lengths[number]))
    ends = _ends(snapshot, leaf, tree, positions)
    return int(ends[0] + snapshot.document_positions[document] - begin) if len(ends) else -1


def word(snapshot: Snapshot, term: str) -> Positions:
    """Return where a word is spoken in any of its forms."""

    def within(leaf: Leaf) -> Positions:
        return Positions(*_of_stems(leaf, snapshot.stemmed(term)))

    return snapshot.positions_of(within)


def any_term(snapshot: Snapshot, terms: Callable[[Leaf], Sequence[int]]) -> Positions:
    """Return where any of the terms is spoken that have these numbers in an index segment."""

    def within(leaf: Leaf) -> Positions:
        return Positions(*leaf.global_positions_of_any(terms(leaf)))

    return snapshot.positions_of(within)


def _phrase(snapshot: Snapshot, tree: Phrase, leaf: Leaf) -> Positions:
    """Return where the terms follow each other, each at most `slop` + 1 places on."""
    numbers = {term: leaf.terms.find(encoded(term)) for term in tree.terms}
    if not numbers or -1 in numbers.values():
        return _NOWHERE
    found = {term: _Term(snapshot, leaf, number) for term, number in numbers.items()}
    words = [found[term] for term in tree.terms]
    return _in_order(leaf, words, tree.slop + 1) if tree.slop else _in_a_row(leaf, words)


def _near(snapshot: Snapshot, tree: Near, leaf: Leaf) -> Positions:
    """Return where `window` places in a row begin that hold all the words, in any form and order.

    There stands one of them.
    """
    words = [_spoken(snapshot, leaf, word) for word in dict.fromkeys(tree.terms)]
    return _near_each_other(leaf, words, tree.window)


def _ends(
    snapshot: Snapshot, leaf: Leaf, tree: Phrase | Near, positions: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return where what begins at one of some consecutive places ends, the first of all first."""
    if isinstance(tree, Near):
        words = [_spoken(snapshot, leaf, word) for word in tree.terms]
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


def _spoken(snapshot: Snapshot, leaf: Leaf, word: str) -> NDArray[np.int64]:
    """Return the places of a word in any of its forms, ascending; remembered."""
    return snapshot.cache.get(
        ("spoken", leaf.name, word),
        lambda: _of_stems(leaf, snapshot.stemmed(word)).positions,
        lambda found: found.nbytes,
    )


def _of_stems(leaf: Leaf, stems: Sequence[tuple[str, Set[str]]]) -> TermPositions:
    numbers = [(leaf.stems.dictionary.find(encoded(stem)), spoken) for stem, spoken in stems]
    return merged(
        [leaf.global_positions_of_stem(number, spoken) for number, spoken in numbers if number >= 0]
    )


def _in_a_row(leaf: Leaf, words: list[_Term]) -> Positions:
    """Return where the words have places that follow each other, rarest words first."""
    if len(words) > GAP:
        begun = _in_a_row(leaf, words[:GAP])
        return _in_order(leaf, words, 1) if len(begun.positions) else begun
    largest, *others = sorted(range(len(words)), key=lambda at: words[at].occurrences)
    found = words[largest].positions()
    begins = found.positions - largest
    kept: NDArray[np.int64] | None = None
    for at in others:
        inside = np.flatnonzero(_among(begins + at, words[at]))
        begins = begins[inside]
        kept = inside if kept is None else kept[inside]
        if not len(begins):
            break
    holders = found.holders if kept is None else found.holders[kept]
    # The phrase may begin in a document before the one that holds its rarest word.
    in_documents = words[largest].in_documents
    early = np.flatnonzero((in_documents if kept is None else in_documents[kept]) < largest)
    if len(early):
        holders[early] = _holders(leaf, begins[early])
    return Positions(holders, begins)


def _in_order(leaf: Leaf, words: list[_Term], reach: int) -> Positions:
    """Return where each word has a place at most `reach` before one of the word after."""
    # From the last word back, so that what is left are all the places where one begins.
    begins = words[-1].positions().positions
    for word in reversed(words[:-1]):
        if not len(begins):
            break
        positions = word.positions().positions
        after = np.searchsorted(begins, positions, "right")
        kept = np.append(begins, _NEVER)[after] - positions <= min(reach, GAP)
        begins = positions[kept]
    return Positions(_holders(leaf, begins), begins)


def _near_each_other(leaf: Leaf, distinct: list[NDArray[np.int64]], window: int) -> Positions:
    """Return where a stretch of `window` places that holds one of each list begins."""
    window = min(window, GAP)
    if not all(map(len, distinct)):
        return _NOWHERE
    largest = min(distinct, key=len)
    close = [_close(positions, largest, window) for positions in distinct]
    begins = np.sort(np.concatenate(close))
    for positions in close:
        following = np.searchsorted(positions, begins)
        begins, following = (
            begins[following < len(positions)],
            following[following < len(positions)],
        )
        begins = begins[positions[following] < begins + window]
    return Positions(_holders(leaf, begins), begins)


def _close(
    positions: NDArray[np.int64], others: NDArray[np.int64], window: int
) -> NDArray[np.int64]:
    """Return those of `positions` that are less than `window` away from one of `others`."""
    following = np.searchsorted(others, positions)
    after = others[np.minimum(following, len(others) - 1)]
    before = others[np.maximum(following - 1, 0)]
    is_close: NDArray[np.bool_] = (
        np.minimum(abs(after - positions), abs(positions - before)) < window
    )
    return positions[is_close]


def _among(wanted: NDArray[np.int64], word: _Term) -> NDArray[np.bool_]:
    """Return which of `wanted` are places of a word; both ascend.

    Lists of like length are compared by bits of a common word, or by marking places in a
    stretch of memory: 38,000 among 138,000 take 0.1 or 0.6 ms, halving takes 2; but 2,900 among
    26,000 take 7, 61 and 43 us.
    """
    if word.common:
        # Places begin and end a GAP away from the ends of the bits (leaf.py).
        # Shifted, as a bit looked up in a table of masks takes a quarter longer.
        bits = word.bits().take(wanted >> 3) >> (wanted & 7).astype(np.uint8)
        inside: NDArray[np.bool_] = (bits & 1).view(np.bool_)
        return inside
    positions = word.positions().positions
    if _FEWER * len(wanted) < len(positions):
        return look_up(wanted, positions)[1]
    kept = np.zeros(len(wanted), np.bool_)
    if FEW * len(positions) < len(wanted):
        where, found = look_up(positions, wanted)
        kept[where[found]] = True
        return kept
    marks = _marks()
    first = max(int(wanted[0]), int(positions[0]))
    last = min(int(wanted[-1]), int(positions[-1]))
    for low in range(first, last + 1, _STRETCH):
        edges = [low, min(low + _STRETCH, last + 1)]
        there, those = np.searchsorted(positions, edges), np.searchsorted(wanted, edges)
        marked = positions[there[0] : there[1]] - low
        marks[marked] = True
        kept[those[0] : those[1]] = marks[wanted[those[0] : those[1]] - low]
        marks[marked] = False
    return kept


_mine = threading.local()


def _marks() -> NDArray[np.bool_]:
    """Return this thread's stretch of memory, unmarked."""
    if not hasattr(_mine, "marks"):
        _mine.marks = np.zeros(_STRETCH, np.bool_)
    marks: NDArray[np.bool_] = _mine.marks
    return marks


def _holders(leaf: Leaf, positions: NDArray[np.int64]) -> Documents:
    """Return the documents that places lie in."""
    return np.searchsorted(leaf.document_positions, positions, "right") - 1
