"""Strings of an index segment, and the number of each: its place among them.

    <name>.bytes   the strings in UTF-8, one after the other
    <name>.sizes   how many bytes each has (counts.py)

Terms, stems and humps ascend, so that one can be found; speakers and records are only numbered.
"""

import functools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import append_counts, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter

__all__ = ["Dictionary", "append_strings"]

_KEPT = 1024  # strings whose number is remembered: finding one halves 16 times, 10 us


def append_strings(out: SectionWriter, name: str, strings: Sequence[bytes]) -> None:
    """Add strings to the dictionary of this name; they go on ascending if any is to be found."""
    out.append(f"{name}.bytes", np.frombuffer(b"".join(strings), np.uint8))
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    append_counts(out, f"{name}.sizes", sizes)


class Dictionary:
    """Strings in UTF-8 by their number; `find` returns that of a string, if they ascend."""

    def __init__(self, file: SectionFile, name: str) -> None:
        self._bytes = file.bytes(f"{name}.bytes")
        self._starts: NDArray[np.int64] = starts(read_counts(file, f"{name}.sizes"))
        # Of the strings and not of `self`, which would then hold itself.
        find = functools.partial(_find, self._bytes, self._starts)
        self.find = functools.lru_cache(_KEPT)(find)
        """Returns the number of a string, -1 if it is not there."""

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._bytes[self._starts[number] : self._starts[number + 1]]

    def __iter__(self) -> Iterator[bytes]:
        begins = self._starts.tolist()
        for at in range(len(begins) - 1):
            yield self._bytes[begins[at] : begins[at + 1]]

    def after(self, string: bytes) -> int:
        """Return the number of the first string that is not less than `string`."""
        return _after(self._bytes, self._starts, string)

    def lines(self, first: int, end: int) -> str:
        """Return the strings of the numbers `[first, end)`, a line's end between them."""
        begins = self._starts[first : end + 1]
        letters = np.frombuffer(self._bytes[begins[0] : begins[-1]], np.uint8)
        return np.insert(letters, begins[1:-1] - begins[0], ord("\n")).tobytes().decode()

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Return the numbers `[first, end)` of the strings that begin with `prefix`."""
        # No UTF-8 byte is 255, so this is past every string that begins so.
        return self.after(prefix), self.after(prefix + b"\xff")


def _find(strings: bytes, begins: NDArray[np.int64], string: bytes) -> int:
    number = _after(strings, begins, string)
    there = number < len(begins) - 1 and strings[begins[number] : begins[number + 1]] == string
    return number if there else -1


def _after(strings: bytes, begins: NDArray[np.int64], string: bytes) -> int:
    low, high = 0, len(begins) - 1
    while low < high:
        middle = (low + high) >> 1
        if strings[begins[middle] : begins[middle + 1]] < string:
            low = middle + 1
        else:
            high = middle
    return low
