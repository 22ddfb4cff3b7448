"""How far the place reaches that begins in a document: for the few that a page shows.

Evaluation says where a place begins and forgets where it ends, for of thousands of places
ten are shown.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.matching import phrases
from index.embedded.matching.extents import extents
from index.embedded.reading.leaf import GAP
from index.embedded.reading.snapshot import Snapshot
from index.query.tree import And, Boost, Near, Or, Phrase, Query, Window

__all__ = ["last_documents"]


def last_documents(snapshot: Snapshot, tree: Query, documents: Sequence[int]) -> list[int]:
    """Return the last document of the place that begins in each of `documents`.

    That is mostly the document itself: where it holds all by itself, or where no place that
    `tree` asks for begins. Of several phrases the one that ends first counts, of several windows
    the shortest. Documents may come in any order.
    """
    if not documents:
        return []
    asked, where = np.unique(np.array(documents), return_inverse=True)
    lasts: list[int] = _last(snapshot, tree, asked)[where].tolist()
    return lasts


def _last(snapshot: Snapshot, tree: Query, documents: Documents) -> Documents:
    match tree:
        case Window(children, window):
            apart = _apart(snapshot, children, window, documents)
            parts = [_last(snapshot, child, documents) for child in children]
            return _furthest([apart, *parts])
        case And(children) | Or(children):
            return _furthest([_last(snapshot, child, documents) for child in children])
        case Boost(child):
            return _last(snapshot, child, documents)
        case Phrase() | Near() if len(tree.terms) > 1:
            ends = [phrases.first_end(snapshot, tree, number) for number in documents.tolist()]
            return np.maximum(documents, _holders(snapshot, np.array(ends)))
    return documents


def _apart(
    snapshot: Snapshot, children: Sequence[Query], window: int, documents: Documents
) -> Documents:
    """Return the last document of the shortest window of all children that begins in each."""
    extents_of_each = [extents(snapshot, child) for child in children]
    if not all(map(len, extents_of_each)):
        return documents
    # A window across documents begins with the last place of a child in the first of them.
    lasts = [one.lasts_in(documents) for one in extents_of_each]
    held = np.array([there for there, _ in lasts])
    begins = np.array([positions for _, positions in lasts])
    beside = [one.beside(begins) for one in extents_of_each]
    ends = np.max([np.where(at == begins, at, later) for at, later in beside], axis=0)
    lengths = np.where(held, ends - begins, GAP)
    # Of windows as short the first one counts, as in windows.py.
    order = np.lexsort((begins, lengths), axis=0)[0]
    best = order, np.arange(len(documents))
    across = ~held.all(axis=0) & (lengths[best] < min(window, GAP))
    return np.where(across, _holders(snapshot, ends[best]), documents)


def _furthest(lasts: Sequence[Documents]) -> Documents:
    furthest: Documents = np.max(lasts, axis=0)
    return furthest


def _holders(snapshot: Snapshot, positions: NDArray[np.int64]) -> Documents:
    return np.searchsorted(snapshot.document_positions, positions.astype(np.int64), "right") - 1
