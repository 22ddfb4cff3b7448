"""A number for each segment that is the same for segments that say nearly the same.

It is made of four min-hashes (Broder, "On the resemblance and containment of documents", 1997)
of its runs of three words: two segments that have a share J of all their runs in common have the
same four with a chance of about J to the fourth. Of 447 episodes, 5,764 of 107,145 segments share
one with another: of pairs that do, 1 % have less than 30 % of their runs in common.
"""

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import starts

__all__ = ["repeated", "signatures"]

_CHUNK = 1 << 15  # tokens at a time, so that all there is of them stays in the cache

# Odd, with bits as if at random: the increments and factors of splitmix64 and wyhash.
_FIRST, _SECOND, _THIRD, _OTHER, *_JOIN = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xBF58476D1CE4E5B9),
    np.uint64(0x94D049BB133111EB),
    np.uint64(0xD6E8FEB86659FD93),
    np.uint64(0xA0761D6478BD642F),
    np.uint64(0xE7037ED1A0B428DB),
    np.uint64(0x8EBC6AF09C88C6E3),
)


def signatures(
    names: Sequence[str], terms: Sequence[NDArray[np.int32]], lengths: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Return the number of each document, 0 for one without words.

    `names` are the terms by their number, `terms` the numbers of all tokens in parts that end
    with a document, `lengths` the tokens of each document.
    """
    hashes = _hashes(names)
    found = np.zeros(len(lengths), np.uint32)
    for first, end, tokens in _chunks(terms, lengths):
        sizes = lengths[first:end]
        spoken = np.flatnonzero(sizes)
        if not len(spoken):
            continue
        begins = starts(sizes)[:-1][spoken]
        runs = _runs(hashes.take(tokens), begins)
        joined = np.minimum.reduceat(runs, begins)
        joined += _JOIN[0] * np.maximum.reduceat(runs, begins)
        runs *= _OTHER
        joined += _JOIN[1] * np.minimum.reduceat(runs, begins)
        joined += _JOIN[2] * np.maximum.reduceat(runs, begins)
        found[first + spoken] = np.maximum(joined >> np.uint64(32), np.uint64(1))
    return found


def repeated(found: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return which documents, ascending, share their signature, which is not 0, with another."""
    ordered = np.sort(found)
    several = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    several = several[several > 0]
    # By 16 of their bits nearly all others are told without a search.
    maybe = np.zeros(1 << 16, np.bool_)
    maybe[several & 0xFFFF] = True
    documents = np.flatnonzero(maybe[found & 0xFFFF])
    return documents[np.isin(found[documents], several)]


def _hashes(names: Sequence[str]) -> NDArray[np.uint64]:
    """Return 64 bits for each term, the same in every index."""
    sums = (zlib.crc32(name.encode()) for name in names)
    hashes = np.fromiter(sums, np.uint64, len(names)) * _FIRST
    hashes ^= hashes >> np.uint64(32)
    return hashes * _FIRST


def _chunks(
    terms: Sequence[NDArray[np.int32]], lengths: NDArray[np.int64]
) -> Iterator[tuple[int, int, NDArray[np.int32]]]:
    """Yield ranges of documents, and their tokens."""
    ends = np.cumsum(lengths)
    first = done = 0
    held: list[NDArray[np.int32]] = []
    for part in terms:
        held.append(part)
        size = sum(map(len, held))
        if size >= _CHUNK:
            end = int(np.searchsorted(ends, done + size, "right"))
            yield first, end, np.concatenate(held)
            first, done, held = end, done + size, []
    if held:
        yield first, len(lengths), np.concatenate(held)


def _runs(words: NDArray[np.uint64], begins: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return a number for the run of three words from each on, shorter where a document ends."""
    last = np.append(begins[1:], len(words)) - 1
    second = words[1:] * _SECOND
    second[last[:-1]] = 0
    third = words[2:] * _THIRD
    beyond = np.concatenate([last, last - 1])
    third[beyond[(beyond >= 0) & (beyond < len(third))]] = 0
    runs = words.copy()
    runs[:-1] += second
    runs[:-2] += third
    return runs
