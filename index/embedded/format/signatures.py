"""Near-duplicate signatures: a number for each document, equal for near-duplicates.

A signature joins four min-hashes (A. Broder, "On the resemblance and containment of documents",
1997) of the document's shingles, its runs of three words. Two documents that share a fraction J of
all their shingles have the same four with a probability of about J to the fourth. Of 447
episodes, 5,764 of 107,145 segments share a signature with another; of the pairs that share one, 1 %
have less than 30 % of their shingles in common. Decision 0024.
"""

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import starts

__all__ = ["repeated", "signatures"]

_CHUNK = 1 << 15  # tokens at a time, so that all arrays about them fit into the processor's cache

# Odd numbers with random-looking bits: the increments and factors of splitmix64 and wyhash.
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
    vocabulary: Sequence[str], terms: Sequence[NDArray[np.int32]], lengths: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Return the signature of each document (uint32), 0 for a document without words.

    `vocabulary` are the terms by their number. `terms` are the term numbers of all tokens, in parts
    that each end with a document. `lengths` is the number of tokens of each document.
    """
    hashes = _hashes(vocabulary)
    signed = np.zeros(len(lengths), np.uint32)
    for first, end, tokens in _chunks(terms, lengths):
        sizes = lengths[first:end]
        nonempty = np.flatnonzero(sizes)
        if not len(nonempty):
            continue
        begins = starts(sizes)[:-1][nonempty]
        shingles = _shingles(hashes.take(tokens), begins)
        joined = np.minimum.reduceat(shingles, begins)
        joined += _JOIN[0] * np.maximum.reduceat(shingles, begins)
        shingles *= _OTHER
        joined += _JOIN[1] * np.minimum.reduceat(shingles, begins)
        joined += _JOIN[2] * np.maximum.reduceat(shingles, begins)
        signed[first + nonempty] = np.maximum(joined >> np.uint64(32), np.uint64(1))
    return signed


def repeated(hashes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the documents whose signature, other than 0, another document has too: ascending.

    `hashes` has the signature of each document.
    """
    ordered = np.sort(hashes)
    equal = ordered[1:][ordered[1:] == ordered[:-1]]
    several = equal[np.flatnonzero(np.diff(equal, prepend=np.uint32(0)))]
    # A table of 16 of their bits rules out nearly all other documents without a search.
    maybe = np.zeros(1 << 16, np.bool_)
    maybe[several & 0xFFFF] = True
    documents = np.flatnonzero(maybe[hashes & 0xFFFF])
    return documents[np.isin(hashes[documents], several)]


def _hashes(vocabulary: Sequence[str]) -> NDArray[np.uint64]:
    """Return a hash of 64 bits for each term, the same in every index."""
    sums = (zlib.crc32(name.encode()) for name in vocabulary)
    hashes = np.fromiter(sums, np.uint64, len(vocabulary)) * _FIRST
    hashes ^= hashes >> np.uint64(32)
    return hashes * _FIRST


def _chunks(
    terms: Sequence[NDArray[np.int32]], lengths: NDArray[np.int64]
) -> Iterator[tuple[int, int, NDArray[np.int32]]]:
    """Yield ranges of documents, `[first, end)`, and the term numbers of their tokens."""
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


def _shingles(words: NDArray[np.uint64], begins: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the hash of the shingle that begins at each word.

    A shingle is three words, or fewer where the document ends. `begins` has the first word of
    each document.
    """
    last = np.append(begins[1:], len(words)) - 1
    second = words[1:] * _SECOND
    second[last[:-1]] = 0
    third = words[2:] * _THIRD
    beyond = np.concatenate([last, last - 1])
    third[beyond[(beyond >= 0) & (beyond < len(third))]] = 0
    shingles = words.copy()
    shingles[:-1] += second
    shingles[:-2] += third
    return shingles
