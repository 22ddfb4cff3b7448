"""How long a document counts as, when it is scored.

Whoosh keeps a document's length in a byte, exact up to 10 and ever coarser after that. So
that a document scores the same here and under the stock codec, `scored.lengths` holds what
each length from 0 to the longest counts as, u32. Only writing asks Whoosh for it.
"""

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.embedded.format.sections import SectionWriter

__all__ = ["append_scored_lengths"]


def append_scored_lengths(out: SectionWriter, lengths: NDArray[np.int64]) -> None:
    """Add for each length up to the longest what it counts as."""
    longest = int(lengths.max(initial=0))
    scored = [byte_to_length(length_to_byte(length)) for length in range(longest + 1)]
    out.append("scored.lengths", np.array(scored, np.uint32))
