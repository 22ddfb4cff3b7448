"""Windows: stretches of talk that hold a match of every child, across segments. Decision 0008.

A passage of talk does not end where a segment ends. A document that holds all children is found by
intersecting posting lists. This module finds the windows across documents of which none holds all
children. The hit is the document in which a window begins.

A window goes from a position of one child to a position of another and contains no smaller window.
If it begins in one document and ends in another, it begins with the last position of a child in
the former and ends with the first position of a child in the latter. The first and the last
position of each child in each document are therefore enough (`Extents`). A window counts if

- it touches no document that holds all children, which is a hit by itself, and
- no window that shares a word with it is shorter, or equally short and earlier, so that one
  passage is one hit.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from index.embedded import kernels
from index.embedded.format.postings import Documents
from index.embedded.kernels.interface import GAP, Windows
from index.embedded.matching.extents import Extents
from index.embedded.reading.matches import Matches
from index.embedded.reading.snapshot import Snapshot
from index.ranking import bm25
from index.ranking.bm25 import Scores

__all__ = ["Windows", "scores", "windows"]


def windows(
    snapshot: Snapshot, extents_of_each: Iterator[Extents], holding: Documents, window: int
) -> Windows:
    """Return the windows of at most `window` words across documents; their documents ascend.

    `extents_of_each` gives the extents of each child, rarest first. It is read only as long as a
    window is possible, because a pasted paragraph has a hundred children. `holding` are the
    documents that hold all children by themselves.
    """
    begins = snapshot.document_positions
    return kernels.windows(extents_of_each, holding, begins, min(window, GAP))


def scores(
    snapshot: Snapshot, windows: Windows, children: Sequence[tuple[Extents, Matches]]
) -> Scores:
    """Return the BM25 scores of windows (float32).

    `children` are the extents of each child and its matches. The documents that a window touches
    are scored as one document in which each child occurs once.
    """
    documents, last_documents, _, ends = windows
    norms = snapshot.norms
    before = snapshot.document_positions[last_documents] - snapshot.document_positions[documents]
    whole = 1 + bm25.joined(norms[last_documents], before, snapshot.mean_length)
    total = np.zeros(len(documents), np.float32)
    for extents, child in children:
        holders = extents.held(ends)
        total += child.at(holders) * (1 + norms[holders]) / whole
    return total
