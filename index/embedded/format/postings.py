"""Posting lists as bytes, and back: documents, frequencies and positions of terms.

`index.embedded.format` describes the encodings, with one list decoded by hand. Lists are written
and read for many terms at once, in term order. Reading a single list takes time proportional to its
length.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedded.format.counts import append_counts, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter

__all__ = ["Documents", "Lists", "Postings", "append_lists"]

Documents = NDArray[np.int64]

_WIDTHS = (1, 2, 4)
_DTYPES = {1: np.uint8, 2: np.uint16, 4: np.uint32}
_BITS = 0  # the code of a bitmap; the code of width 1 is 1, of 2 is 2, of 4 is 3


class Postings(NamedTuple):
    """The posting lists of consecutive terms, one after the other.

    Term t has `counts[t]` documents. `documents` and `frequencies` have one item a posting,
    `positions` one an occurrence, in tokens from the start of its document. Documents ascend in a
    list, positions in a document. All are int64; positions may be integers of any width.
    """

    counts: NDArray[np.int64]
    documents: Documents
    frequencies: NDArray[np.int64]
    positions: NDArray[Any]

    @property
    def occurrences(self) -> NDArray[np.int64]:
        """The number of occurrences of each term (int64); each list must have a posting."""
        return np.add.reduceat(self.frequencies, starts(self.counts)[:-1])


def append_lists(out: SectionWriter, postings: Postings, documents: int) -> None:
    """Add the posting lists of the next terms of an index segment that has `documents` documents.

    Each list must have a posting.
    """
    counts, docs, frequencies, positions = postings
    begins = starts(counts)[:-1]
    gaps = np.diff(docs, prepend=0)
    gaps[begins] = docs[begins]
    codes, escapes = _cheapest(gaps, counts, begins, documents)
    _append_bitmaps(out, docs, counts, codes, documents)
    for code, width in enumerate(_WIDTHS, 1):
        chosen = np.repeat(codes == code, counts)
        out.append(f"docs.{width}", _escaped(gaps[chosen], width))
    many = np.flatnonzero(frequencies > 1)
    several = np.diff(np.searchsorted(many, starts(counts)))
    _append_flags(out, many, counts, several)
    occurrences = np.add.reduceat(frequencies, begins)
    frequency_codes = _append_values(out, "freqs", frequencies[many] - 2, several)
    position_codes = _append_values(out, "positions", positions, occurrences)
    out.append("kinds", (codes | position_codes << 2 | frequency_codes << 4).astype(np.uint8))
    append_counts(out, "documents", counts)
    append_counts(out, "more", occurrences - counts)
    append_counts(out, "several", several)
    append_counts(out, "escapes", escapes)


def _cheapest(
    gaps: NDArray[np.int64],
    counts: NDArray[np.int64],
    begins: NDArray[np.int64],
    documents: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each list the code of its smallest encoding, and the number of its escapes."""
    one = np.add.reduceat(gaps // 255, begins)
    two = np.add.reduceat(gaps // 65535, begins)
    four = np.zeros_like(one)
    sizes = np.stack(
        [
            np.full_like(counts, (documents + 7) // 8),
            counts + one,
            2 * (counts + two),
            4 * counts,
        ]
    )
    codes = np.argmin(sizes, axis=0)
    return codes, np.choose(codes, [four, one, two, four])


def _append_bitmaps(
    out: SectionWriter,
    docs: Documents,
    counts: NDArray[np.int64],
    codes: NDArray[np.int64],
    documents: int,
) -> None:
    out.append("docs.bits", np.empty(0, np.uint8))
    ends = np.cumsum(counts)
    for term in np.flatnonzero(codes == _BITS).tolist():
        present = np.zeros(documents, np.bool_)
        present[docs[ends[term] - counts[term] : ends[term]]] = True
        out.append("docs.bits", np.packbits(present))


def _escaped(gaps: NDArray[np.int64], width: int) -> NDArray[Any]:
    """Return gaps in `width` bytes; the largest number is an escape that only adds to the gap."""
    limit = (1 << 8 * width) - 1
    escaped = gaps.astype(_DTYPES[width])
    wide = np.flatnonzero(gaps >= limit)
    if not len(wide):
        return escaped
    jumps, escaped[wide] = np.divmod(gaps[wide], limit)
    return np.insert(escaped, np.repeat(wide, jumps), limit)


def _append_flags(
    out: SectionWriter,
    many: NDArray[np.int64],
    counts: NDArray[np.int64],
    several: NDArray[np.int64],
) -> None:
    """Add a bit for each posting of the lists in which a frequency is over 1.

    `many` are the postings with such a frequency, `several` their number in each list.
    """
    begins = starts(np.where(several > 0, (counts + 7) // 8, 0))
    bits = np.zeros(8 * begins[-1], np.bool_)
    bits[many + np.repeat(8 * begins[:-1] - starts(counts)[:-1], several)] = True
    out.append("many", np.packbits(bits))


def _append_values(
    out: SectionWriter, name: str, values: NDArray[Any], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Add `counts[t]` values for each list in the narrowest width; return the widths' codes."""
    largest = np.zeros(len(counts), np.int64)
    some = counts > 0
    if len(values):
        largest[some] = np.maximum.reduceat(values, starts(counts)[:-1][some])
    codes = (largest > 0xFF).astype(np.int64) + (largest > 0xFFFF)
    for code, width in enumerate(_WIDTHS):
        chosen = _values_of(values, codes == code, counts)
        out.append(f"{name}.{width}", chosen.astype(_DTYPES[width]))
    return codes


def _values_of(
    values: NDArray[Any], chosen: NDArray[np.bool_], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the values of the chosen lists; list t has `counts[t]` values."""
    if chosen.all():
        return values
    return values[np.repeat(chosen, counts)] if chosen.any() else values[:0]


class Lists:
    """The posting lists of an index segment, by the number of the term; raises `Damaged`.

    `counts` is the number of documents of each term, `occurrences` the number of its occurrences
    (both int64).
    """

    def __init__(self, file: SectionFile, documents: int) -> None:
        self._file = file
        self._documents = documents
        encodings = file.array("kinds")
        self._codes = encodings & 3
        self._position_codes = encodings >> 2 & 3
        self._frequency_codes = encodings >> 4 & 3
        self.counts = read_counts(file, "documents")
        self.occurrences = self.counts + read_counts(file, "more")
        self._several = read_counts(file, "several")
        bitmap = (documents + 7) // 8
        items = np.where(self._codes == _BITS, bitmap, self.counts + read_counts(file, "escapes"))
        self._docs_starts = _starts_by(self._codes, items)
        self._docs_items = items
        flags = np.where(self._several > 0, (self.counts + 7) // 8, 0)
        self._flag_starts = starts(flags)
        self._freq_starts = _starts_by(self._frequency_codes, self._several)
        self._position_starts = _starts_by(self._position_codes, self.occurrences)

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._file.path.name

    def raise_if_impossible(self) -> None:
        """Raise `ValueError` if the counts are not those of the sections.

        The counts of a hostile file would otherwise have gigabytes allocated.
        """
        stored = sum(self._file.length(f"positions.{width}") for width in _WIDTHS)
        several = sum(self._file.length(f"freqs.{width}") for width in _WIDTHS)
        if (
            int(self.occurrences.sum()) != stored
            or int(self._several.sum()) != several
            or (self.counts > self._documents).any()
        ):
            raise ValueError(f"the posting lists of {self.name} have other sizes than are stored")

    def items(self) -> dict[str, int]:
        """Return how many items the lists of all terms have in each section."""
        items = {"many": int(self._flag_starts[-1])}
        for code, name in enumerate(("docs.bits", "docs.1", "docs.2", "docs.4")):
            items[name] = int(self._docs_items[self._codes == code].sum())
        for code, width in enumerate(_WIDTHS):
            several = self._several[self._frequency_codes == code]
            items[f"freqs.{width}"] = int(several.sum())
            occurrences = self.occurrences[self._position_codes == code]
            items[f"positions.{width}"] = int(occurrences.sum())
        return items

    def documents(self, term: int) -> Documents:
        """Return the documents that hold a term, ascending (int64)."""
        code = int(self._codes[term])
        first = int(self._docs_starts[term])
        items = int(self._docs_items[term])
        if code == _BITS:
            bits = self._file.array("docs.bits", first, first + items)
            return np.flatnonzero(np.unpackbits(bits, count=self._documents))
        width = _WIDTHS[code - 1]
        gaps = self._file.array(f"docs.{width}", first, first + items)
        docs = np.cumsum(gaps, dtype=np.int64)
        if items > int(self.counts[term]):
            docs = docs[gaps != (1 << 8 * width) - 1]
        return docs

    def frequencies(self, term: int) -> NDArray[np.int64]:
        """Return the frequency of a term in each of its documents (int64)."""
        frequencies = np.ones(int(self.counts[term]), np.int64)
        several = int(self._several[term])
        if several:
            first = int(self._flag_starts[term])
            flags = self._file.array("many", first, int(self._flag_starts[term + 1]))
            width = _WIDTHS[int(self._frequency_codes[term])]
            first = int(self._freq_starts[term])
            less_two = self._file.array(f"freqs.{width}", first, first + several)
            which = np.flatnonzero(np.unpackbits(flags, count=len(frequencies)))
            frequencies[which] = less_two
            frequencies[which] += 2
        return frequencies

    def positions(self, term: int) -> NDArray[Any]:
        """Return the positions of a term in its documents, in integers of any width.

        A position is the number of tokens of the document before the occurrence.
        """
        width = _WIDTHS[int(self._position_codes[term])]
        first = int(self._position_starts[term])
        return self._file.array(f"positions.{width}", first, first + int(self.occurrences[term]))

    def range(self, first: int, end: int) -> Postings:
        """Return the posting lists of the terms `[first, end)`, decoded together."""
        counts, documents, frequencies = self.held(first, end)
        positions = self._values(
            "positions",
            first,
            end,
            self._position_codes,
            self._position_starts,
            self.occurrences[first:end],
        )
        return Postings(counts, documents, frequencies, positions)

    def held(self, first: int, end: int) -> tuple[NDArray[np.int64], Documents, NDArray[np.int64]]:
        """Return counts, documents and frequencies of the terms `[first, end)`, as `Postings` has.

        Positions are not read.
        """
        counts = self.counts[first:end]
        documents = np.empty(int(counts.sum()), np.int64)
        codes = self._codes[first:end]
        for code in range(4):
            chosen = codes == code
            if chosen.any():
                terms = np.flatnonzero(chosen) + first
                documents[np.repeat(chosen, counts)] = self._documents_of(terms, code)
        frequencies = np.ones(len(documents), np.int64)
        several = self._several[first:end]
        if several.any():
            flags = np.unpackbits(
                self._file.array("many", int(self._flag_starts[first]), int(self._flag_starts[end]))
            )
            owned = np.repeat(several > 0, counts)
            begins = np.repeat(
                8 * (self._flag_starts[first:end] - self._flag_starts[first]), counts
            )
            within = np.arange(len(documents)) - np.repeat(starts(counts)[:-1], counts)
            many = np.flatnonzero(owned)
            many = many[flags[(begins + within)[many]] > 0]
            more = self._values(
                "freqs", first, end, self._frequency_codes, self._freq_starts, several
            )
            frequencies[many] = more + 2
        return counts, documents, frequencies

    def _documents_of(self, terms: NDArray[np.int64], code: int) -> Documents:
        """Return the documents of terms whose lists have this code, and so lie side by side."""
        first = int(self._docs_starts[terms[0]])
        items = self._docs_items[terms]
        end = first + int(items.sum())
        if code == _BITS:
            bits = self._file.array("docs.bits", first, end).reshape(len(terms), -1)
            present = [
                np.flatnonzero(np.unpackbits(bitmap, count=self._documents)) for bitmap in bits
            ]
            return np.concatenate(present)
        width = _WIDTHS[code - 1]
        gaps = self._file.array(f"docs.{width}", first, end)
        sums = np.cumsum(gaps, dtype=np.int64)
        begins = starts(items)[:-1]
        before = sums[begins] - gaps[begins]
        documents: Documents = (sums - np.repeat(before, items))[gaps != (1 << 8 * width) - 1]
        return documents

    def _values(
        self,
        name: str,
        first: int,
        end: int,
        codes: NDArray[np.int64],
        begins: NDArray[np.int64],
        counts: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        values = np.empty(int(counts.sum()), np.int64)
        for code, width in enumerate(_WIDTHS):
            chosen = codes[first:end] == code
            if chosen.any():
                start = int(begins[first + int(np.argmax(chosen))])
                chosen_values = self._file.array(
                    f"{name}.{width}", start, start + int(counts[chosen].sum())
                )
                values[np.repeat(chosen, counts)] = chosen_values
        return values


def _starts_by(codes: NDArray[Any], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the start of each list among the lists of its own code."""
    if not codes.any():
        return starts(sizes)[:-1]
    begins = np.zeros(len(codes), np.int64)
    for code in range(4):
        own = np.flatnonzero(codes == code)
        begins[own] = starts(sizes[own])[:-1]
    return begins
