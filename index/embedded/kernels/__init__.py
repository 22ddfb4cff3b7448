"""Kernels: the few loops in which a question spends its time. Decision 0043.

Takes the sections of an index segment as buffers, and arrays; gives arrays. There are two
implementations of one interface (interface.py), with equal answers: `compiled` is an extension in
plain C (`native`), and `numpy` does the same work, slower, where no compiler built the extension.
Setting OVERHEARD_KERNELS=numpy in the environment chooses the latter. Imports format.
"""

from index.embedded.kernels.choice import IMPLEMENTATION, posting_lists, windows
from index.embedded.kernels.interface import Budget, PostingLists, Unfinished

__all__ = [
    "IMPLEMENTATION",
    "Budget",
    "PostingLists",
    "Unfinished",
    "posting_lists",
    "windows",
]
