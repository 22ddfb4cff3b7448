"""From the words of documents to the documents of words, for many terms at a time.

Nothing is sorted as a whole: parts are, each by term, and what they hold of a term goes where
it belongs. Of 5.3 M words this takes 0.08 s, where one sort of all takes 0.2 s.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import starts
from index.embedded.format.postings import Postings

__all__ = ["gather", "places", "sorted_stably"]


def sorted_stably(numbers: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return the order that sorts numbers below `count` and keeps equal ones as they stand.

    Numpy sorts 16-bit numbers by their digits, in a third of the time of wider ones: two
    such sorts are still the faster way for more terms than that. What does not fit into the
    processor's cache takes three times as long an item.
    """
    order = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    if count > 1 << 16:
        high = (numbers >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def places(parts: Sequence[NDArray[np.int64]]) -> Iterator[NDArray[np.int64]]:
    """Yield where the items of each part go when parts sorted by term are put together.

    `parts[p][t]` is how many items of part p are of term t. All of a term stand together
    then, those of an earlier part first.
    """
    following = starts(np.sum(parts, axis=0, dtype=np.int64))[:-1]
    for sizes in parts:
        yield np.arange(sizes.sum()) + np.repeat(following - starts(sizes)[:-1], sizes)
        following += sizes


def gather(
    sizes: NDArray[np.int64], documents: NDArray[np.int32], positions: NDArray[np.int32]
) -> Postings:
    """Return the posting lists of terms that have `sizes[t]` occurrences each.

    These stand one after the other, those of a term sorted by document and position.
    """
    begins = starts(sizes)
    new = np.empty(len(documents) + 1, np.bool_)
    np.not_equal(documents[1:], documents[:-1], out=new[1:-1])
    # Of a term without any, this is where the next one begins.
    new[begins] = True
    at = np.flatnonzero(new)
    counts = np.diff(np.searchsorted(at, begins))
    return Postings(counts, documents[at[:-1]].astype(np.int64), np.diff(at), positions)
