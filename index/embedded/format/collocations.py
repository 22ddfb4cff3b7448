"""Pairs of words that stand side by side more often than chance would have it: `data science`.

They are counted while an index segment is written, because only then the talk is one array of
numbers in its order, and complete what somebody types (completion.py). Lists sorted by the first
word, then by the second, in these sections, which an index of before has not:

    pairs          how many pairs begin with each term (counts.py)
    pair.seconds   the number of the second term of each pair, u32
    pair.counts    how often each pair is said (counts.py)

Sorting is what counting costs, so it is kept small: the commonest words are part of no pair, and of
much talk only a part is read. That makes counts of pairs in a large index an estimate; 11,000 pairs
of 5.3 M words take 0.09 MB.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import append_counts, read_counts
from index.embedded.format.sections import SectionFile, SectionWriter

__all__ = [
    "Collocations",
    "append_collocations",
    "count_collocations",
    "joined_collocations",
    "read_collocations",
    "runs",
    "said_in",
]

_LIFT = 10.0
"""How many times as often as by chance a pair stands together. At 5 `want to` and `code that` are
among them, at 20 `python community` and `flask app` are not."""

_LEAST = 3
"""A pair is met three times at least."""

_COUNTED = 1_500_000
_RUN = 1 << 12
"""Of more words of talk than that, one run in two is counted, or one in three and so on: 25 ms
for 5.3 M words, where counting all takes 100, and building the index 1,500."""

_COMMON = 0.007
"""The share of all words from which on one (`the`, `and`, `like`) is part of no pair. What a show
is about is common too, and the first that is asked for: `open source`, `lightning network`. With
a bound of .002 for both words, or of .001 for one of them, neither was a pair, and counting took
23 ms instead of 24."""

_FEW = 100
"""However little talk there is, a word said so often is not too common."""

_MOST = (1 << 16) - 1
"""Words, the most said, that can be part of a pair: so a pair is a number of 32 bits, sorted in
half the time."""


class Collocations(NamedTuple):
    """Pairs by the numbers of their terms, ascending by `first`, then `second` (all int64)."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    counts: NDArray[np.int64]


def runs(episodes: Sequence[NDArray[np.int32]], tokens: int) -> Iterator[NDArray[np.int32]]:
    """Yield what is counted of episodes of so many tokens, in their order.

    That is all of little talk, and of much runs that lie throughout it.
    """
    share = max(1, -(-tokens // _COUNTED))
    for number, terms in enumerate(episodes):
        if share == 1:
            yield terms
        else:
            for at in range(number % share * _RUN, len(terms), share * _RUN):
                yield terms[at : at + _RUN]


def count_collocations(
    said: Sequence[NDArray[np.int32]], occurrences: NDArray[np.int64]
) -> Collocations:
    """Return the telling pairs of talk, of which `said` are runs: terms in their order.

    `occurrences[t]` is how often term t is said in all of it; counts of pairs are estimated if
    the runs are not all. How telling a pair is is (count - discount) * tokens / (occurrences of
    one * of the other): T. Mikolov and others, Distributed Representations of Words and Phrases
    (2013), section 4.
    """
    tokens = int(occurrences.sum())
    read = sum(map(len, said))
    share = tokens / max(read, 1)
    common = max(_FEW, tokens * _COMMON)
    words = np.flatnonzero((occurrences >= _LEAST) & (occurrences <= common))
    words = np.sort(words[np.argsort(-occurrences[words], kind="stable")[:_MOST]])
    codes = np.zeros(len(occurrences), np.uint16)  # from 1 on, in the order of the terms
    codes[words] = np.arange(1, len(words) + 1)
    coded = codes[np.concatenate([*said, np.empty(0, np.int32)])]
    one, other = coded[:-1], coded[1:]
    beside = (one > 0) & (other > 0)
    ends = np.cumsum([len(run) for run in said], dtype=np.int64)
    beside[ends[(ends > 0) & (ends < read)] - 1] = False  # nothing stands beside a run's end
    at = np.flatnonzero(beside)
    keys = one[at].astype(np.uint32) << 16 | other[at]
    keys.sort()
    begins = np.flatnonzero(np.diff(keys, prepend=np.uint32(0)))
    counts = np.diff(begins, append=len(keys))
    kept = counts >= _LEAST
    keys, counts = keys[begins[kept]], counts[kept]
    first, second = words[(keys >> 16) - 1], words[(keys & 0xFFFF) - 1]
    by_chance = occurrences[first] * occurrences[second] / max(tokens, 1)
    telling = share * (counts - _LEAST + 1) >= _LIFT * by_chance
    estimated = np.rint(share * counts[telling]).astype(np.int64)
    return Collocations(first[telling], second[telling], estimated)


def append_collocations(out: SectionWriter, pairs: Collocations, terms: int) -> None:
    """Add pairs to the file of an index segment with so many terms."""
    append_counts(out, "pairs", np.bincount(pairs.first, minlength=terms))
    out.append("pair.seconds", pairs.second.astype(np.uint32))
    append_counts(out, "pair.counts", pairs.counts)


def read_collocations(file: SectionFile) -> Collocations:
    """Return all pairs of an index segment; none of one that was written without them."""
    if "pairs" not in file:
        nothing = np.empty(0, np.int64)
        return Collocations(nothing, nothing, nothing)
    of = read_counts(file, "pairs")
    second = file.array("pair.seconds").astype(np.int64)
    return Collocations(np.repeat(np.arange(len(of)), of), second, read_counts(file, "pair.counts"))


def joined_collocations(parts: Sequence[Collocations]) -> Collocations:
    """Return the pairs of index segments made into one; their terms are numbered alike.

    What was too rare to be kept in one of them is not counted there. A term of no number, -1, is
    gone, with its pairs.
    """
    first, second, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    kept = (first >= 0) & (second >= 0) & (counts > 0)
    first, second, counts = _sorted(first[kept], second[kept], counts[kept])
    new = (np.diff(first, prepend=-1) != 0) | (np.diff(second, prepend=-1) != 0)
    begins = np.flatnonzero(new)
    sums = np.add.reduceat(counts, begins) if len(begins) else counts
    return Collocations(first[begins], second[begins], sums)


def said_in(pairs: Collocations, terms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how often each pair is said in one episode, of which these are the terms in order.

    -1 stands for a term that is in no pair: an older analysis did not know it.
    """
    size = 1 + max((int(part.max()) for part in (*pairs[:2], terms) if len(part)), default=0)
    keys = pairs.first * size + pairs.second
    known = (terms[:-1] >= 0) & (terms[1:] >= 0)
    said = (terms[:-1] * size + terms[1:])[known]
    at = np.searchsorted(keys, said)
    found = (
        keys[np.minimum(at, len(keys) - 1)] == said if len(keys) else np.zeros(len(at), np.bool_)
    )
    return np.bincount(at[found], minlength=len(keys))


def _sorted(
    first: NDArray[np.int64], second: NDArray[np.int64], counts: NDArray[np.int64]
) -> Collocations:
    order = np.lexsort((second, first))
    return Collocations(first[order], second[order], counts[order])
