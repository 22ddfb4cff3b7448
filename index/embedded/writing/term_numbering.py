"""Term numbering: the words of texts as numbers, without a Python object for each word.

No token of `index.analysis` contains a space. A text is therefore a sequence of chunks, the
runs of characters between spaces, and a chunk always has the same terms. Each distinct chunk is
tokenised once, by the analyzer itself, and after that it is a number. Numpy finds and recognises
the chunks of a whole episode at once in its UTF-8 bytes.

Measured on 28.7 MB of talk (5.3 M chunks, 81,000 distinct): 0.42 s, of which 0.2 s are spent on new
chunks; `str.split` and a dict take 1.2 s; `analysis.terms` takes 3.5 s. Decision 0029.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import subwords, tokenizer
from index.embedded.format.camel_case import CamelCaseWord
from index.embedded.format.counts import starts

__all__ = ["Numbered", "Numbering"]

_WORD = 8
_LONGEST = 3 * _WORD  # bytes of a chunk that is recognised by numpy: three words of 8 bytes
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
_PROBES = 4
_ROOM = 3  # the fewest slots of the hash table for each chunk

# The last separator of chunks: a space, after the ASCII control characters, which no token holds.
_SPACE = 32

# The bits of an 8-byte word that belong to a chunk of which `n` bytes are left.
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)


class Numbered(NamedTuple):
    """The tokens of texts: the term number of each (int32), and how many each text has (int64).

    `camel_case` are the camel-case words (`subwords.camel_case_words`), by the number of the text.
    """

    terms: NDArray[np.int32]
    counts: NDArray[np.int64]
    camel_case: list[CamelCaseWord]


class Numbering:
    """Numbers terms from 0 on in the order of their first occurrence, for a batch of documents."""

    def __init__(self) -> None:
        # A term that is looked up for the first time gets the next number.
        self.terms: dict[str, int] = defaultdict(count().__next__)
        self._spellings: dict[int, list[str]] = {}  # by chunk
        self._has_camel_case = _Growing(np.bool_)
        # Number 0 stands for no chunk: its words are zeros, which no chunk has.
        self._chunks: dict[bytes, int] = defaultdict(count(1).__next__)
        self._words = [_Growing(np.uint64) for _ in _MIX]
        # The only term of chunk c; or -1, and its terms are _flat[_begins[c] :][: _counts[c]].
        self._only = _Growing(np.int32)
        self._begins = _Growing(np.int64)
        self._counts = _Growing(np.int64)
        self._flat = _Growing(np.int32)
        for column in (*self._words, self._only, self._begins, self._counts, self._has_camel_case):
            column.extend(np.zeros(1, np.int64))
        self._table = np.zeros(1 << 14, np.int32)

    def number(self, text: bytes, sizes: NDArray[np.int64]) -> Numbered:
        """Return the tokens of texts.

        `text` is all texts in UTF-8, one after the other; `sizes` is the number of bytes of each.
        """
        bounds = starts(sizes)
        begins, ends = _chunks(text, bounds)
        chunks = self._recognise(text, begins, ends - begins)
        edges = np.searchsorted(begins, bounds)
        camel_case = self._camel_case(chunks, edges)
        terms = self._only.items.take(chunks)
        odd = np.flatnonzero(terms < 0)
        if not len(odd):
            return Numbered(terms, np.diff(edges), camel_case)
        counts = np.ones(len(chunks), np.int64)
        counts[odd] = self._counts.items[chunks[odd]]
        tokens = starts(counts)
        terms = np.repeat(terms, counts)
        within, of = _numbers_in_parts(counts[odd])
        terms[tokens[odd][of] + within] = self._flat.items[
            self._begins.items[chunks[odd]][of] + within
        ]
        return Numbered(terms, np.diff(tokens[edges]), camel_case)

    def _camel_case(
        self, chunks: NDArray[np.int32], edges: NDArray[np.int64]
    ) -> list[CamelCaseWord]:
        """Return the camel-case words; `edges` are the first chunks of the texts."""
        rows = np.flatnonzero(self._has_camel_case.items[chunks])
        texts = np.searchsorted(edges, rows, "right") - 1
        occurrences = zip(chunks[rows].tolist(), texts.tolist(), strict=True)
        return [
            CamelCaseWord(word, text)
            for chunk, text in occurrences
            for word in self._spellings[chunk]
        ]

    def _recognise(
        self, text: bytes, begins: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """Return the number of each chunk; new ones are tokenised and entered into the table."""
        words = _words_of_bytes(text, begins, sizes)
        numbers = self._look_up(words, sizes)
        unknown = np.flatnonzero(numbers == 0)
        if not len(unknown):
            return numbers
        ranges = zip(begins[unknown].tolist(), sizes[unknown].tolist(), strict=True)
        spelled = [text[begin : begin + size] for begin, size in ranges]
        met = len(self._only.items)
        known = np.fromiter(map(self._chunks.__getitem__, spelled), np.int32, len(spelled))
        numbers[unknown] = known
        # Chunks are numbered as they are met, so a new one has a larger number than all before.
        new = np.flatnonzero(np.diff(np.maximum.accumulate(np.append(met - 1, known))))
        if len(new):
            self._learn([spelled[row] for row in new.tolist()])
            rows = unknown[new]
            # A chunk too long for the table is always looked up by its bytes.
            short = sizes[rows] <= _LONGEST
            for kept, word in zip(self._words, words, strict=True):
                kept.extend(np.where(short, word[rows], 0))
            self._enter(met)
        return numbers

    def _look_up(
        self, words: Sequence[NDArray[np.uint64]], sizes: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """Return the number of each chunk that is in the hash table, else 0."""
        slots = self._slots(words)
        numbers: NDArray[np.int32] = self._table.take(slots)
        unknown = self._others(numbers, words, sizes)
        for probe in range(1, _PROBES):
            # If a slot is free, no later one can hold the chunk.
            taken = numbers[unknown] > 0
            numbers[unknown] = 0
            unknown = unknown[taken]
            if not len(unknown):
                break
            numbers[unknown] = self._table.take(slots[unknown] + probe, mode="wrap")
            parts = [word[unknown] for word in words]
            unknown = unknown[self._others(numbers[unknown], parts, sizes[unknown])]
        numbers[unknown] = 0
        return numbers

    def _others(
        self,
        numbers: NDArray[np.int32],
        words: Sequence[NDArray[np.uint64]],
        sizes: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Return the rows at which a number is not that of the chunk with these words."""
        first, *others = [kept.items for kept in self._words]
        differ = first.take(numbers) != words[0]
        # A chunk of less than 8 bytes is known by its first word, because it ends inside it.
        long = np.flatnonzero(sizes >= _WORD)
        for word, kept in zip(words[1:], others, strict=True):
            differ[long] |= kept.take(numbers[long]) != word[long]
        differ[long[sizes[long] > _LONGEST]] = True
        return np.flatnonzero(differ)

    def _learn(self, chunks: Sequence[bytes]) -> None:
        """Tokenise new chunks, and keep their terms and camel-case words."""
        spelled = b"\n".join(chunks).decode().split("\n")
        humped = subwords.camel_case_words(spelled)
        first = len(self._only.items)
        self._spellings |= {first + row: words for row, words in humped.items()}
        self._has_camel_case.extend(np.isin(np.arange(len(chunks)), list(humped)))
        terms, counted = tokenizer.terms_of_each(spelled)
        numbers = np.fromiter(map(self.terms.__getitem__, terms), np.int32, len(terms))
        counts = np.array(counted, np.int64)
        begins = starts(counts)[:-1]
        only = np.full(len(chunks), -1, np.int32)
        only[counts == 1] = numbers[begins[counts == 1]]
        self._only.extend(only)
        self._begins.extend(begins + len(self._flat.items))
        self._counts.extend(counts)
        self._flat.extend(numbers)

    def _enter(self, first: int) -> None:
        """Enter the chunks from number `first` on into the hash table, which grows if need be."""
        room = len(self._table)
        met = len(self._only.items)
        while _ROOM * met > room:
            room *= 4
        if room > len(self._table):
            self._table = np.zeros(room, np.int32)
            first = 1
        pending = np.arange(first, met, dtype=np.int32)
        slots = self._slots([kept.items[first:] for kept in self._words])
        for probe in range(_PROBES):
            probed = (slots[pending - first] + probe) % len(self._table)
            free = self._table[probed] == 0
            self._table[probed[free]] = pending[free]
            # Two chunks may have met in one slot: the last one has it.
            pending = pending[self._table[probed] != pending]
            if not len(pending):
                break

    def _slots(self, words: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
        """Return the first slot of the hash table for each chunk."""
        mixed = words[0] * _MIX[0]
        for word, factor in zip(words[1:], _MIX[1:], strict=True):
            mixed ^= word * factor
        # The highest bits depend on all bytes.
        mixed >>= np.uint64(65 - len(self._table).bit_length())
        slots: NDArray[np.int64] = mixed.view(np.int64)
        return slots


def _numbers_in_parts(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each item of parts of these sizes its number in its part, and its part's."""
    of = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(of)) - starts(counts)[of], of


class _Growing:
    """An array that grows at its end; `items` is a view of its items, valid until it grows."""

    def __init__(self, dtype: type[np.generic]) -> None:
        self._array: NDArray[Any] = np.empty(1 << 10, dtype)
        self.items = self._array[:0]

    def extend(self, items: NDArray[Any]) -> None:
        before, size = len(self.items), len(self.items) + len(items)
        if size > len(self._array):
            larger = np.empty(2 * size, self._array.dtype)
            larger[:before] = self.items
            self._array = larger
        self._array[before:size] = items
        self.items = self._array[:size]


def _chunks(text: bytes, bounds: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the begins and ends of chunks, in bytes; `bounds` are those of the texts."""
    inside = np.zeros(len(text) + 2, np.bool_)
    np.greater(np.frombuffer(text, np.uint8), _SPACE, out=inside[1:-1])
    begins, ends = inside[1:] > inside[:-1], inside[:-1] > inside[1:]
    # Between two texts one chunk may end and another begin.
    begins[bounds] = inside[1:][bounds]
    ends[bounds] = inside[:-1][bounds]
    return np.flatnonzero(begins), np.flatnonzero(ends)


def _words_of_bytes(
    text: bytes, begins: NDArray[np.int64], sizes: NDArray[np.int64]
) -> list[NDArray[np.uint64]]:
    """Return the bytes of each chunk as numbers of 8 bytes, zeros after its end."""
    padded = text + b"\0" * (_LONGEST + _WORD)
    # An overlapping view: each byte begins an 8-byte word.
    word_at = np.ndarray(len(padded) - _WORD + 1, np.dtype("<u8"), padded, strides=(1,))
    words = [word_at[begins] & _MASKS.take(sizes, mode="clip")]
    long = np.flatnonzero(sizes > _WORD)
    for offset in range(_WORD, _LONGEST, _WORD):
        word = np.zeros(len(begins), np.uint64)
        word[long] = word_at[begins[long] + offset] & _MASKS.take(sizes[long] - offset, mode="clip")
        words.append(word)
    return words
