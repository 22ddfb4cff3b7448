"""Scored lengths: the length of a document, in tokens, that its BM25 score uses.

Whoosh keeps the length of a document in a byte, exact up to 10 and ever coarser after that. The
section `scored.lengths` (u32) holds the scored length for each length from 0 to the longest, so
that a document has the same score here and under Whoosh's own codec. Only writing asks Whoosh for
it.
"""

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.embedded.format.sections import SectionWriter

__all__ = ["append_scored_lengths"]


def append_scored_lengths(out: SectionWriter, lengths: NDArray[np.int64]) -> None:
    """Add the scored length of each length from 0 to the longest of `lengths`."""
    longest = int(lengths.max(initial=0))
    scored = [byte_to_length(length_to_byte(length)) for length in range(longest + 1)]
    out.append("scored.lengths", np.array(scored, np.uint32))
