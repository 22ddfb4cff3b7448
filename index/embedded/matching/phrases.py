"""Positions of words, of phrases and of words near each other.

Every token has a global position, which runs on through the index segment with a gap between
episodes. Words that follow each other in the talk therefore have positions that do, wherever
segments are cut. A phrase has the position of its first word and belongs to the document in which
it begins. Decision 0017.
"""

from collections.abc import Callable, Sequence, Set
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.reading.leaf import GAP, Leaf, TermPositions, merged
from index.embedded.reading.matches import Positions
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.tree import Near, Phrase, Span

__all__ = ["any_term", "first_end", "positions_of", "term", "word"]

_NEVER = 1 << 62
"""A position after all others."""


_NOWHERE = Positions(np.empty(0, np.int64), np.empty(0, np.int64))


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
    words = [numbers[term] for term in tree.terms]
    if tree.slop or len(words) > GAP:
        # No episode may be long enough for so many words, and the kernels need not look.
        if not tree.slop and not len(_in_a_row(snapshot, leaf, words[:GAP]).positions):
            return _NOWHERE
        return _in_order(snapshot, leaf, words, tree.slop + 1)
    return _in_a_row(snapshot, leaf, words)


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
    ends = _within_range(_positions(snapshot, leaf, numbers[0]), positions[0], positions[-1] + 1)
    reach = min(tree.slop + 1, GAP)
    for number in numbers[1:]:
        if not len(ends):
            break
        ahead = _positions(snapshot, leaf, number)
        ahead = _within_range(ahead, ends[0] + 1, ends[-1] + reach + 1)
        before = ends[np.searchsorted(ends, ahead) - 1]
        ends = ahead[ahead - before <= reach]
    return ends


def _within_range(positions: NDArray[np.int64], first: int, end: int) -> NDArray[np.int64]:
    """Return the `positions` in `[first, end)`."""
    low, high = np.searchsorted(positions, [first, end])
    return positions[low:high]


def _positions(snapshot: Snapshot, leaf: Leaf, term: int) -> NDArray[np.int64]:
    """Return the global positions of a term, ascending; cached."""
    return snapshot.cache.get(
        ("positions of term", leaf.name, term),
        lambda: leaf.global_positions(term).positions,
        lambda positions: positions.nbytes,
    )


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


def _in_a_row(snapshot: Snapshot, leaf: Leaf, words: Sequence[int]) -> Positions:
    """Return where terms with consecutive positions begin."""
    return Positions(*leaf.postings.phrase(words, leaf.document_positions, snapshot.cache))


def _in_order(snapshot: Snapshot, leaf: Leaf, words: Sequence[int], reach: int) -> Positions:
    """Return where words begin that each follow the one before within `reach` positions."""
    # From the last word back, so that all positions are left at which a match begins.
    begins = _positions(snapshot, leaf, words[-1])
    for word in reversed(words[:-1]):
        if not len(begins):
            break
        positions = _positions(snapshot, leaf, word)
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


def _documents_at(leaf: Leaf, positions: NDArray[np.int64]) -> Documents:
    """Return the document of each position."""
    return np.searchsorted(leaf.document_positions, positions, "right") - 1
