"""Collocations: pairs of words that follow each other more often than by chance: `data science`.

They complete what somebody types (completion.py). They are counted while an index segment is
written, because only then the talk is one array of term numbers in its order (Decision 0026). They
are sorted by the first term, then by the second, in sections that an older index segment lacks:

    pairs          the number of collocations that begin with each term (counts.py)
    pair.seconds   u32: the number of the second term of each collocation
    pair.counts    the number of occurrences of each collocation (counts.py)

The fact `pairs` is their checksum, for merging keeps estimates that no talk makes anew.

Counting costs what its sorting costs. To keep that small, the commonest words are part of no
collocation, and only a sample of much talk is read. The counts of a large index are therefore
estimates. 11,000 collocations of 5.3 M words take 0.09 MB.
"""

import zlib
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
    "occurrences_in",
    "read_collocations",
    "runs",
    "sum_of",
]

_LIFT = 10.0
"""The least ratio of a pair's occurrences to those expected by chance. At 5 `want to` and
`code that` are collocations; at 20 `python community` and `flask app` are not."""

_LEAST = 3
"""The fewest times that a pair is counted."""

_COUNTED = 1_500_000
_RUN = 1 << 12
"""The most words of talk that are all counted, and the words of a run. Of more talk every second
run is counted, or every third and so on. That takes 25 ms for 5.3 M words; counting all takes
100 ms, and building the index 1,500 ms."""

_COMMON = 0.007
"""The largest share of all words that a word of a collocation may have; that of `the`, `and` and
`like` is larger. The subject of a show is common too, and is asked for first: `open source`,
`lightning network`. With a bound of .002 for both words, or of .001 for one of them, neither of
these two was a collocation, and counting took 23 ms instead of 24."""

_FEW = 100
"""The occurrences up to which no word is too common, however little talk there is."""

_MOST = (1 << 16) - 1
"""The number of words, the commonest of those left, that can be part of a collocation. A pair of
them is a number of 32 bits, which is sorted in half the time."""


class Collocations(NamedTuple):
    """Collocations by the numbers of their two terms, and how often each occurs (all int64).

    They ascend by `first`, then by `second`.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    counts: NDArray[np.int64]


def runs(episodes: Sequence[NDArray[np.int32]], tokens: int) -> Iterator[NDArray[np.int32]]:
    """Yield the runs of talk in which pairs are counted.

    `episodes` are the term numbers of each episode in order, `tokens` is the number of all of
    them. Little talk is yielded whole, and much talk as a sample of runs that lie throughout it.
    """
    share = max(1, -(-tokens // _COUNTED))
    for number, terms in enumerate(episodes):
        if share == 1:
            yield terms
        else:
            for first in range(number % share * _RUN, len(terms), share * _RUN):
                yield terms[first : first + _RUN]


def count_collocations(
    sampled: Sequence[NDArray[np.int32]], occurrences: NDArray[np.int64]
) -> Collocations:
    """Return the collocations of talk.

    `sampled` are runs of the talk, the term numbers of its tokens in order. `occurrences[t]` is
    the number of occurrences of term t in all of the talk; counts of pairs are estimated if the
    runs are not all of it. The score of a pair is (count - discount) * tokens / (occurrences of
    the first * occurrences of the second): T. Mikolov and others, Distributed Representations of
    Words and Phrases (2013), section 4.
    """
    tokens = int(occurrences.sum())
    read = sum(map(len, sampled))
    share = tokens / max(read, 1)
    common = max(_FEW, tokens * _COMMON)
    words = np.flatnonzero((occurrences >= _LEAST) & (occurrences <= common))
    words = np.sort(words[np.argsort(-occurrences[words], kind="stable")[:_MOST]])
    codes = np.zeros(len(occurrences), np.uint16)  # from 1 on, in the order of the terms
    codes[words] = np.arange(1, len(words) + 1)
    coded = codes[np.concatenate([*sampled, np.empty(0, np.int32)])]
    left, right = coded[:-1], coded[1:]
    beside = (left > 0) & (right > 0)
    ends = np.cumsum([len(run) for run in sampled], dtype=np.int64)
    beside[ends[(ends > 0) & (ends < read)] - 1] = False  # the end of a run has no neighbour
    adjacent = np.flatnonzero(beside)
    keys = left[adjacent].astype(np.uint32) << 16 | right[adjacent]
    keys.sort()
    begins = np.flatnonzero(np.diff(keys, prepend=np.uint32(0)))
    counts = np.diff(begins, append=len(keys))
    kept = counts >= _LEAST
    keys, counts = keys[begins[kept]], counts[kept]
    first, second = words[(keys >> 16) - 1], words[(keys & 0xFFFF) - 1]
    by_chance = occurrences[first] * occurrences[second] / max(tokens, 1)
    collocated = share * (counts - _LEAST + 1) >= _LIFT * by_chance
    estimated = np.rint(share * counts[collocated]).astype(np.int64)
    return Collocations(first[collocated], second[collocated], estimated)


def append_collocations(out: SectionWriter, pairs: Collocations, terms: int) -> None:
    """Add collocations to the file of an index segment that has `terms` terms."""
    append_counts(out, "pairs", np.bincount(pairs.first, minlength=terms))
    out.append("pair.seconds", pairs.second.astype(np.uint32))
    append_counts(out, "pair.counts", pairs.counts)
    out.facts(pairs=sum_of(pairs))


def read_collocations(file: SectionFile) -> Collocations:
    """Return all collocations of an index segment, none of one without the sections."""
    if "pairs" not in file:
        nothing = np.empty(0, np.int64)
        return Collocations(nothing, nothing, nothing)
    of = read_counts(file, "pairs")
    second = file.array("pair.seconds").astype(np.int64)
    return Collocations(np.repeat(np.arange(len(of)), of), second, read_counts(file, "pair.counts"))


def sum_of(pairs: Collocations) -> int:
    """Return the CRC-32 of all collocations."""
    checked = 0
    for column in pairs:
        checked = zlib.crc32(np.ascontiguousarray(column, "<i8").tobytes(), checked)
    return checked


def joined_collocations(parts: Sequence[Collocations]) -> Collocations:
    """Return the collocations of several index segments, whose terms have the same numbers.

    A pair that was too rare in one of them is not counted there. The term number -1 stands for a
    term that is gone; its collocations are dropped.
    """
    first, second, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    kept = (first >= 0) & (second >= 0) & (counts > 0)
    first, second, counts = _sorted(first[kept], second[kept], counts[kept])
    new = (np.diff(first, prepend=-1) != 0) | (np.diff(second, prepend=-1) != 0)
    begins = np.flatnonzero(new)
    sums = np.add.reduceat(counts, begins) if len(begins) else counts
    return Collocations(first[begins], second[begins], sums)


def occurrences_in(pairs: Collocations, terms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of occurrences of each collocation in one episode (int64).

    `terms` are the term numbers of the episode in order. -1 stands for a term that an older
    analysis did not know, which is in no collocation.
    """
    size = 1 + max((int(part.max()) for part in (*pairs[:2], terms) if len(part)), default=0)
    keys = pairs.first * size + pairs.second
    known = (terms[:-1] >= 0) & (terms[1:] >= 0)
    neighbours = (terms[:-1] * size + terms[1:])[known]
    rows = np.searchsorted(keys, neighbours)
    matching = (
        keys[np.minimum(rows, len(keys) - 1)] == neighbours
        if len(keys)
        else np.zeros(len(rows), np.bool_)
    )
    return np.bincount(rows[matching], minlength=len(keys))


def _sorted(
    first: NDArray[np.int64], second: NDArray[np.int64], counts: NDArray[np.int64]
) -> Collocations:
    order = np.lexsort((second, first))
    return Collocations(first[order], second[order], counts[order])
