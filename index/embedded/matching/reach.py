"""The reach of a match: the document in which a match ends that begins in another one.

Evaluation gives only the documents in which matches begin. Their ends are looked up for the few
matches that a page shows.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Documents
from index.embedded.matching import phrases
from index.embedded.matching.executor import Search
from index.embedded.reading.snapshot import Snapshot
from index.query.tree import And, Boost, Or, Query, Span, Window

__all__ = ["last_documents"]


def last_documents(snapshot: Snapshot, tree: Query, documents: Sequence[int]) -> list[int]:
    """Return the last document of the match that begins in each of `documents`.

    That is the document itself if it holds the whole match, or if no match of `tree` begins in it.
    Of several phrases the one that ends first counts, and a window only if it is a match. Documents
    may come in any order.
    """
    if not documents:
        return []
    # Not by `np.unique`, whose first call imports all of `numpy.ma`, in 20 ms.
    ascending = sorted(set(documents))
    lasts = _last(snapshot, tree, np.array(ascending)).tolist()
    last_of = dict(zip(ascending, lasts, strict=True))
    return [last_of[document] for document in documents]


def _last(snapshot: Snapshot, tree: Query, documents: Documents) -> Documents:
    match tree:
        case Window(children):
            window_end = _ends_of_windows(snapshot, tree, documents)
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


def _ends_of_windows(snapshot: Snapshot, tree: Window, documents: Documents) -> Documents:
    """Return the last document of the window that begins in each one, or else the one itself."""
    across = Search(snapshot).across(tree)
    begun = np.append(across.matches.documents, -1)
    rows = np.searchsorted(across.matches.documents, documents)
    lasts = np.append(across.last_documents, -1)[rows]
    return np.where(begun[rows] == documents, lasts, documents)


def _latest(lasts: Sequence[Documents]) -> Documents:
    latest: Documents = np.max(lasts, axis=0)
    return latest


def _documents_at(snapshot: Snapshot, positions: NDArray[np.int64]) -> Documents:
    return np.searchsorted(snapshot.document_positions, positions.astype(np.int64), "right") - 1
