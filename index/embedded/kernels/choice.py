"""The choice of the implementation, made at import: compiled where that was built, else numpy."""

import os
from collections.abc import Callable

from index.embedded.format.postings import Lists
from index.embedded.kernels.interface import PostingLists, Sections
from index.embedded.kernels.numpy_lists import NumpyLists

try:
    from index.embedded.kernels import compiled
except ImportError:  # the extension was not built
    compiled = None  # type: ignore[assignment]

__all__ = ["IMPLEMENTATION", "IS_BUILT", "posting_lists"]

IS_BUILT = compiled is not None
"""Whether the extension was built."""

IMPLEMENTATION = (
    "numpy" if not IS_BUILT or os.environ.get("OVERHEARD_KERNELS") == "numpy" else "compiled"
)
"""The implementation in use: `compiled` or `numpy`."""


def posting_lists(file: Sections, documents: int, decoder: Callable[[], Lists]) -> PostingLists:
    """Return the posting lists of an index segment that has `documents` documents.

    `decoder` gives the lists as numpy decodes them, and is called only where numpy does the work.
    Raises `Damaged` or `ValueError` for lists that leave their sections.
    """
    if IMPLEMENTATION == "compiled":
        return compiled.CompiledLists(file, documents)
    return NumpyLists(decoder(), documents)
