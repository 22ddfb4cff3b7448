"""String dictionaries of an index segment: strings numbered from 0 in their order.

    <name>.bytes   the strings in UTF-8, one after the other
    <name>.sizes   the number of bytes of each (counts.py)

Terms, stems and camel-case words ascend, which a look-up by string needs; speakers and records are
looked up only by number.
"""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import append_counts, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter

__all__ = ["Dictionary", "append_strings", "encoded"]

_BLOCK = 64
_KEPT = 512
"""The strings of a block, and the blocks that are cached as lists: 2 MB for the terms of talk.

A binary search in the bytes takes 16 steps in Python, 14 us. In the list of the first string of
each block, and in the list of one block, it takes 1.2 us, and 15 us where the block is not cached.
The first strings of 35,000 are listed in .15 ms.
"""


def encoded(term: str) -> bytes:
    """Return a term in UTF-8, as dictionaries have it.

    A lone surrogate, as a wrong file name or argument can hold, is encoded too; no term has one.
    """
    return term.encode("utf-8", "surrogatepass")


def append_strings(out: SectionWriter, name: str, strings: Sequence[bytes]) -> None:
    """Add strings to the dictionary of this name; they must ascend if `find` is to find them."""
    out.append(f"{name}.bytes", np.frombuffer(b"".join(strings), np.uint8))
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    append_counts(out, f"{name}.sizes", sizes)


class Dictionary:
    """Strings in UTF-8 by their number; `find` returns the number of a string if they ascend."""

    def __init__(self, file: SectionFile, name: str) -> None:
        self._bytes = file.bytes(f"{name}.bytes")
        self._starts: NDArray[np.int64] = starts(read_counts(file, f"{name}.sizes"))
        # Bound to the strings and not to `self`, which would make a reference cycle.
        self._block: Callable[[int], list[bytes]] = functools.lru_cache(_KEPT)(
            functools.partial(_block, self._bytes, self._starts)
        )

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._bytes[self._starts[number] : self._starts[number + 1]]

    def __iter__(self) -> Iterator[bytes]:
        begins = self._starts.tolist()
        for number in range(len(begins) - 1):
            yield self._bytes[begins[number] : begins[number + 1]]

    @functools.cached_property
    def _firsts(self) -> list[bytes]:
        """The first string of each block."""
        bounds = zip(
            self._starts[:-1:_BLOCK].tolist(), self._starts[1::_BLOCK].tolist(), strict=True
        )
        return [self._bytes[begin:end] for begin, end in bounds]

    def find(self, string: bytes) -> int:
        """Return the number of a string, -1 if the dictionary does not hold it."""
        number = bisect_right(self._firsts, string) - 1
        if number < 0:
            return -1
        strings = self._block(number)
        at = bisect_left(strings, string)
        return number * _BLOCK + at if at < len(strings) and strings[at] == string else -1

    def after(self, string: bytes) -> int:
        """Return the number of the first string that is at least `string`."""
        number = bisect_right(self._firsts, string) - 1
        return 0 if number < 0 else number * _BLOCK + bisect_left(self._block(number), string)

    def lines(self, first: int, end: int) -> str:
        """Return the strings of the numbers `[first, end)` joined by newlines."""
        begins = self._starts[first : end + 1]
        letters = np.frombuffer(self._bytes[begins[0] : begins[-1]], np.uint8)
        return np.insert(letters, begins[1:-1] - begins[0], ord("\n")).tobytes().decode()

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Return the numbers `[first, end)` of the strings that begin with `prefix`."""
        # No UTF-8 byte is 255, so this is past every string with that prefix.
        return self.after(prefix), self.after(prefix + b"\xff")


def _block(strings: bytes, begins: NDArray[np.int64], number: int) -> list[bytes]:
    """Return the strings of a block."""
    bounds = begins[number * _BLOCK : (number + 1) * _BLOCK + 1].tolist()
    return [strings[begin:end] for begin, end in pairwise(bounds)]
