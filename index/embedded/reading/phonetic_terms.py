"""Look-up of terms and collocations of an index segment by phonetic skeleton."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.collocations import Collocations
from index.embedded.format.sections import SectionFile
from index.embedded.format.skeletons import checksum, read_checksums, skeletons_of
from index.embedded.format.strings import Dictionary

__all__ = ["Skeletons"]


class Skeletons:
    """The skeletons of the terms and collocations of an index segment; raises `Damaged`."""

    def __init__(self, file: SectionFile, terms: Dictionary, pairs: Collocations) -> None:
        self._terms = terms
        self._pairs = pairs
        self._of_terms, self._of_pairs = read_checksums(file, terms, pairs)

    def having(self, skeleton: str) -> list[bytes]:
        """Return the terms with a skeleton, ascending."""
        wanted = skeleton.encode()
        numbers = np.flatnonzero(self._of_terms == checksum(wanted)).tolist()
        terms = [self._terms[number] for number in numbers]
        skeletons = zip(terms, skeletons_of(terms), strict=True)
        return [term for term, own in skeletons if own == wanted]

    def pairs_having(self, skeleton: str) -> list[tuple[bytes, bytes]]:
        """Return the collocations whose skeletons, none of them empty, make a skeleton in a row."""
        wanted = skeleton.encode()
        rows = np.flatnonzero(self._of_pairs == checksum(wanted))
        first, second = self._named(self._pairs.first[rows]), self._named(self._pairs.second[rows])
        both = zip(first, second, skeletons_of(first), skeletons_of(second), strict=True)
        return [
            (one, other)
            for one, other, begin, end in both
            if begin and end and begin + end == wanted
        ]

    def _named(self, numbers: NDArray[np.int64]) -> Sequence[bytes]:
        return [self._terms[number] for number in numbers.tolist()]
