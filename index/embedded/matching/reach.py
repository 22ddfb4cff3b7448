"""The reach of a match: the document in which a match ends that begins in another one.

Evaluation gives only the documents in which matches begin. Their ends are looked up for the few
matches that a page shows.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.matching import phrases
from index.embedded.matching.extents import extents
from index.embedded.reading.leaf import GAP
from index.embedded.reading.snapshot import Snapshot
from index.query.tree import And, Boost, Or, Query, Span, Window

__all__ = ["last_documents"]


def last_documents(snapshot: Snapshot, tree: Query, documents: Sequence[int]) -> list[int]:
    """Return the last document of the match that begins in each of `documents`.

    That is the document itself if it holds the whole match, or if no match of `tree` begins in it.
    Of several phrases the one that ends first counts, of several windows the shortest. Documents
    may come in any order.
    """
    if not documents:
        return []
    distinct, rows = np.unique(np.array(documents), return_inverse=True)
    lasts: list[int] = _last(snapshot, tree, distinct)[rows].tolist()
    return lasts


def _last(snapshot: Snapshot, tree: Query, documents: Documents) -> Documents:
    match tree:
        case Window(children, window):
            window_end = _end_of_window(snapshot, children, window, documents)
            parts = [_last(snapshot, child, documents) for child in children]
            return _latest([window_end, *parts])
        case And(children) | Or(children):
            return _latest([_last(snapshot, child, documents) for child in children])
        case Boost(child):
            return _last(snapshot, child, documents)
        case _ if isinstance(tree, Span) and len(tree.terms) > 1:
            ends = [phrases.first_end(snapshot, tree, number) for number in documents.tolist()]
            return np.maximum(documents, _documents_at(snapshot, np.array(ends)))
    return documents


def _end_of_window(
    snapshot: Snapshot, children: Sequence[Query], window: int, documents: Documents
) -> Documents:
    """Return the last document of the shortest window of all children that begins in each one."""
    extents_of_each = [extents(snapshot, child) for child in children]
    if not all(map(len, extents_of_each)):
        return documents
    # A window across documents begins with the last position of a child in the first of them.
    lasts = [child.lasts_in(documents) for child in extents_of_each]
    holds = np.array([has for has, _ in lasts])
    begins = np.array([positions for _, positions in lasts])
    beside = [child.beside(begins) for child in extents_of_each]
    ends = np.max(
        [np.where(position == begins, position, later) for position, later in beside], axis=0
    )
    lengths = np.where(holds, ends - begins, GAP)
    # Of equally short windows the first one counts, as in windows.py.
    order = np.lexsort((begins, lengths), axis=0)[0]
    best = order, np.arange(len(documents))
    across = ~holds.all(axis=0) & (lengths[best] < min(window, GAP))
    return np.where(across, _documents_at(snapshot, ends[best]), documents)


def _latest(lasts: Sequence[Documents]) -> Documents:
    latest: Documents = np.max(lasts, axis=0)
    return latest


def _documents_at(snapshot: Snapshot, positions: NDArray[np.int64]) -> Documents:
    return np.searchsorted(snapshot.document_positions, positions.astype(np.int64), "right") - 1
