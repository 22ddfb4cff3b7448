"""Phonetic skeletons: checksums of the skeletons of terms and of collocations (phonetic.py).

    skeletons?        u16: the checksum of the skeleton of each term
    pair.skeletons?   u16: of each collocation, that of its two skeletons in a row

A checksum is the low half of a CRC-32. To find the terms that sound alike all checksums are
compared: of 35,000 terms in 6 us. As some other skeletons have the same, those of the few terms
found are made and compared. Making all of them takes 50 ms, which the first question would wait
for; stored they take 0.09 MB of 27. The fact `skeletons` holds the checksum of the rules they were
made by; by other rules, as in an index segment without the sections, they are made anew.
"""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import phonetic
from index.embedded.format.collocations import Collocations
from index.embedded.format.sections import SectionFile, SectionWriter

__all__ = [
    "Checksums",
    "append_skeletons",
    "checksum",
    "make_checksums",
    "read_checksums",
    "skeletons_of",
]

Checksums = NDArray[np.uint16]

_LETTER_NAMES = {letter.encode(): name.encode() for letter, name in phonetic.NAMES.items()}


def append_skeletons(out: SectionWriter, terms: Sequence[bytes], pairs: Collocations) -> None:
    """Add the checksums of all terms of an index segment and of its collocations."""
    of_terms, of_pairs = make_checksums(terms, pairs)
    out.append("skeletons", of_terms)
    out.append("pair.skeletons", of_pairs)
    out.facts(skeletons=phonetic.RULES)


def read_checksums(
    file: SectionFile, terms: Iterable[bytes], pairs: Collocations
) -> tuple[Checksums, Checksums]:
    """Return the checksums of all terms, and of all collocations; raises `Damaged`."""
    if file.facts.get("skeletons") != phonetic.RULES:
        return make_checksums(list(terms), pairs)
    return file.array("skeletons"), file.array("pair.skeletons")


def skeletons_of(terms: Sequence[bytes]) -> list[bytes]:
    """Return the skeleton of each term; that of a letter is that of its name."""
    if not terms:
        return []
    return phonetic.skeletons(b"\n".join([_LETTER_NAMES.get(term, term) for term in terms])).split(
        b"\n"
    )


def checksum(skeleton: bytes) -> int:
    """Return the checksum of a skeleton."""
    return zlib.crc32(skeleton) & 0xFFFF


def make_checksums(terms: Sequence[bytes], pairs: Collocations) -> tuple[Checksums, Checksums]:
    """Return the checksums of all terms, and of all collocations, by today's rules."""
    skeletons = skeletons_of(terms)
    numbered = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    return _checksums(skeletons), _checksums(
        [skeletons[first] + skeletons[second] for first, second in numbered]
    )


def _checksums(skeletons: Sequence[bytes]) -> Checksums:
    return np.fromiter(map(checksum, skeletons), np.uint16, len(skeletons))
