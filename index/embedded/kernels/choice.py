"""The choice of the implementation, made at import: compiled where that was built, else numpy."""

import os
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.postings import Lists
from index.embedded.kernels import numpy_windows
from index.embedded.kernels.interface import Budget, Cache, Extents, PostingLists, Sections, Windows
from index.embedded.kernels.numpy_lists import NumpyLists

try:
    from index.embedded.kernels import compiled
except ImportError:
    compiled = None  # type: ignore[assignment]  # the extension was not built

__all__ = ["IMPLEMENTATION", "IS_BUILT", "posting_lists", "windows"]

IS_BUILT = compiled is not None
"""Whether the extension was built."""

IMPLEMENTATION = (
    "numpy" if not IS_BUILT or os.environ.get("OVERHEARD_KERNELS") == "numpy" else "compiled"
)
"""The implementation in use: `compiled` or `numpy`."""


def posting_lists(
    file: Sections, documents: int, decoder: Callable[[], Lists], cache: Cache
) -> PostingLists:
    """Return the posting lists of an index segment that has `documents` documents.

    `decoder` gives the lists as numpy decodes them, and `cache` keeps them by the number of the
    term; both are used only where numpy does the work.
    Raises `Damaged` or `ValueError` for lists that leave their sections.
    """
    if IMPLEMENTATION == "compiled":
        return compiled.CompiledLists(file, documents)
    return NumpyLists(decoder(), documents, cache)


def windows(
    extents_of_each: Iterator[Extents],
    holding: NDArray[np.int64],
    begins: NDArray[np.int64],
    size: int,
    budget: Budget | None = None,
) -> Windows:
    """Return the windows of at most `size` words across documents; their documents ascend.

    `extents_of_each` gives the extents of each child, rarest first, in positions of one dtype. It
    is read only as long as a window is possible. `holding` are the documents that hold all
    children by themselves, ascending, and `begins` the position of the first token of each
    document (both int64). No window is longer than `GAP`. Raises `Unfinished`.
    """
    find = compiled.windows if IMPLEMENTATION == "compiled" else numpy_windows.windows
    return find(extents_of_each, holding, begins, size, budget)
