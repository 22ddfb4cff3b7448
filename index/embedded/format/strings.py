"""String dictionaries of an index segment: strings numbered from 0 in their order.

    <name>.bytes   the strings in UTF-8, one after the other
    <name>.sizes   the number of bytes of each (counts.py)

Terms, stems and camel-case words ascend, which a look-up by string needs; speakers and records are
looked up only by number.
"""

import functools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import append_counts, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter

__all__ = ["Dictionary", "append_strings"]

_KEPT = 1024  # strings whose number is cached: a binary search takes 16 steps, 10 us


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
        find = functools.partial(_find, self._bytes, self._starts)
        self.find = functools.lru_cache(_KEPT)(find)
        """Returns the number of a string, -1 if the dictionary does not hold it; cached."""

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._bytes[self._starts[number] : self._starts[number + 1]]

    def __iter__(self) -> Iterator[bytes]:
        begins = self._starts.tolist()
        for number in range(len(begins) - 1):
            yield self._bytes[begins[number] : begins[number + 1]]

    def after(self, string: bytes) -> int:
        """Return the number of the first string that is at least `string`."""
        return _after(self._bytes, self._starts, string)

    def lines(self, first: int, end: int) -> str:
        """Return the strings of the numbers `[first, end)` joined by newlines."""
        begins = self._starts[first : end + 1]
        letters = np.frombuffer(self._bytes[begins[0] : begins[-1]], np.uint8)
        return np.insert(letters, begins[1:-1] - begins[0], ord("\n")).tobytes().decode()

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Return the numbers `[first, end)` of the strings that begin with `prefix`."""
        # No UTF-8 byte is 255, so this is past every string with that prefix.
        return self.after(prefix), self.after(prefix + b"\xff")


def _find(strings: bytes, begins: NDArray[np.int64], string: bytes) -> int:
    number = _after(strings, begins, string)
    matching = number < len(begins) - 1 and strings[begins[number] : begins[number + 1]] == string
    return number if matching else -1


def _after(strings: bytes, begins: NDArray[np.int64], string: bytes) -> int:
    low, high = 0, len(begins) - 1
    while low < high:
        middle = (low + high) >> 1
        if strings[begins[middle] : begins[middle + 1]] < string:
            low = middle + 1
        else:
            high = middle
    return low
