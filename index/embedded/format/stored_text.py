"""The stored talk of an index segment: texts and anchors, compressed in small blocks.

    talk              the blocks, one after the other
    talk.documents    the number of documents of each block (counts.py)
    talk.sizes        the compressed bytes of each block (counts.py)
    talk.dictionary   the dictionary that they were compressed with, if any

A block holds consecutive documents, about 4 KiB of text, so showing a document takes one small
decompression. Before compression it is

    documents n, anchors a, width of offsets, width of times      u32 u32 u8 u8, 6 zeros
    (n + 1) ends of texts, bytes; (n + 1) ends of anchors         u32 each, from 0
    a times, each a step from the one before in the document      i16, i32 or f64
    a offsets, each a step from the one before in the document    u8, u16 or u32
    the texts, UTF-8

Times are steps in milliseconds if every time of the block is a whole number of them; the first
step of a document begins at its start. Otherwise they are f64, and each is the second itself.
Compression is Zstandard (RFC 8878). From 1 MB of text on it uses a dictionary trained on the talk,
which saves a fifth in small blocks: 28.7 MB of talk take 10.2 MB. With zlib at its best they
take 12.8 MB and three times as long to read, with LZ4 20.3 MB.
"""

import contextlib
import functools
import struct
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.embedded.format.counts import append_counts, ranges, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.storage.damage import Damaged
from index.model import Anchor

__all__ = ["Blocks", "Talk", "TalkWriter"]

_BLOCK = 4096  # bytes of text
_LEVEL = 3
_TRAINED = 1 << 20  # bytes of text from which on a dictionary saves more than it takes
_DICTIONARY = 1 << 15
_SAMPLES = 100
_SAMPLE = 16  # documents
_PART = 1 << 20  # bytes of text that are compressed between two writes
_COPIED = 1 << 12  # documents whose blocks are copied between two writes
# The k and d of zstandard's dictionary training: the length of the pieces of a dictionary, and
# the bytes that they share. Without them zstandard tries several, in 45 ms and not 15, and finds
# these for all transcripts tried.
_PIECE = 50
_SHARED = 8
_HEAD = struct.Struct("<IIBB6x")
_ENDS = struct.Struct("<II")
_FAR = 1 << 40  # milliseconds; a block with a later time stores its times as seconds
_LARGEST = 1 << 28  # bytes of a block, four times the text of the largest file that is read
_KEPT = 64  # cached blocks, for segments that are read in a row: about 0.6 MB
_TIMES: dict[int, np.dtype[Any]] = {2: np.dtype("<i2"), 4: np.dtype("<i4"), 8: np.dtype("<f8")}
_OFFSETS: dict[int, np.dtype[Any]] = {1: np.dtype("u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}


class Talk(NamedTuple):
    """The texts and anchors of consecutive documents.

    `text` is the texts of all documents one after the other in UTF-8. `sizes` is the number of
    its bytes for each document, `anchored` the number of anchors of each (both int64).
    `offsets` (int64, code points) and `seconds` (float64) have one item an anchor.
    """

    text: bytes
    sizes: NDArray[np.int64]
    anchored: NDArray[np.int64]
    offsets: NDArray[np.int64]
    seconds: NDArray[np.float64]


class TalkWriter:
    """Writes the talk of an index segment."""

    def __init__(self, out: SectionWriter) -> None:
        self._out = out
        self._compressor: zstandard.ZstdCompressor | None = None

    def append(self, parts: Sequence[Talk], begins: NDArray[np.float64]) -> None:
        """Add the next documents; `begins` are their start seconds, NaN where unknown.

        The documents of the first call decide whether there is a dictionary, which is trained on
        them.
        """
        if not len(begins):
            return
        if self._compressor is None:
            self._compressor = self._trained(parts)
        first = 0
        # Pieces that fit into the processor's cache.
        for start, end in ranges(np.fromiter((len(p.text) for p in parts), np.int64), _PART):
            talk = _joined_talk(parts[start:end])
            documents = len(talk.sizes)
            self._append(self._compressor, talk, begins[first : first + documents])
            first += documents

    def copy(self, blocks: "Blocks", sample: Callable[[], Talk]) -> None:
        """Add all documents of another index segment, block by block.

        Blocks keep their contents and are only compressed anew: the talk of 429,000 documents takes
        3 s, where taking blocks apart takes 9. If nothing was added before, a dictionary is trained
        on what `sample` returns.
        """
        if self._compressor is None:
            self._compressor = self._trained([sample()])
        for first, end in ranges(blocks.documents, _COPIED):
            packed = [
                self._compressor.compress(blocks.data(number)) for number in range(first, end)
            ]
            self._write(packed, blocks.documents[first:end])
            blocks.forget()

    def _append(
        self, compressor: zstandard.ZstdCompressor, talk: Talk, begins: NDArray[np.float64]
    ) -> None:
        if not len(begins):
            return
        text_starts = starts(talk.sizes)
        # A block ends with the document that fills it.
        edges = np.append(
            np.flatnonzero(np.diff(text_starts[:-1] // _BLOCK, prepend=-1)), len(talk.sizes)
        )
        packed = [
            compressor.compress(b"".join([*head, talk.text[begin:end]]))
            for (begin, end), head in zip(
                pairwise(text_starts[edges].tolist()), _heads(talk, edges, begins), strict=True
            )
        ]
        self._write(packed, np.diff(edges))

    def _write(self, packed: Sequence[bytes], documents: NDArray[np.int64]) -> None:
        self._out.append("talk", np.frombuffer(b"".join(packed), np.uint8))
        append_counts(self._out, "talk.documents", documents)
        append_counts(self._out, "talk.sizes", np.fromiter(map(len, packed), np.int64, len(packed)))

    def _trained(self, parts: Sequence[Talk]) -> zstandard.ZstdCompressor:
        dictionary = None
        if sum(len(part.text) for part in parts) >= _TRAINED:
            chosen = list(_sampled_texts(parts))
            samples: list[Any] = [
                b" ".join(chosen[first : first + _SAMPLE])
                for first in range(0, len(chosen), _SAMPLE)
            ]
            # Training fails on a few texts, however long.
            with contextlib.suppress(zstandard.ZstdError):
                dictionary = zstandard.train_dictionary(_DICTIONARY, samples, k=_PIECE, d=_SHARED)
                self._out.append("talk.dictionary", np.frombuffer(dictionary.as_bytes(), np.uint8))
        return zstandard.ZstdCompressor(
            level=_LEVEL, dict_data=dictionary, write_checksum=False, write_dict_id=False
        )


def _sampled_texts(parts: Sequence[Talk]) -> Iterator[bytes]:
    """Yield the texts of a sample of documents, all equally far apart."""
    step = max(1, sum(len(part.sizes) for part in parts) // (_SAMPLES * _SAMPLE))
    skipped = 0
    for part in parts:
        text_starts = starts(part.sizes)
        for document in range(skipped, len(part.sizes), step):
            yield part.text[text_starts[document] : text_starts[document + 1]]
        skipped = (skipped - len(part.sizes)) % step


def _joined_talk(parts: Sequence[Talk]) -> Talk:
    return Talk(
        b"".join([part.text for part in parts]),
        np.concatenate([part.sizes for part in parts]),
        np.concatenate([part.anchored for part in parts]),
        np.concatenate([part.offsets for part in parts]),
        np.concatenate([part.seconds for part in parts]),
    )


def _heads(
    talk: Talk,
    edges: NDArray[np.int64],
    begins: NDArray[np.float64],
) -> Iterator[tuple[bytes | memoryview, ...]]:
    """Yield the bytes before the texts of each block, as slices of arrays for all blocks.

    `edges` are the first documents of the blocks and the number of documents.
    """
    anchor_starts = starts(talk.anchored)
    bounds = anchor_starts[edges]
    steps = _steps(talk.offsets, anchor_starts, np.zeros(len(begins), np.int64))
    # Milliseconds, where these are exact.
    whole = np.rint(talk.seconds * 1000)
    exact = (whole / 1000 == talk.seconds) & (np.abs(whole) < _FAR)
    milliseconds = _steps(
        np.where(exact, whole, 0).astype(np.int64), anchor_starts, _milliseconds(begins)
    )
    offset_widths = _widths(steps, bounds, {1: 0xFF, 2: 0xFFFF, 4: 0xFFFFFFFF})
    magnitudes = np.where(milliseconds < 0, ~milliseconds, milliseconds)
    magnitudes[~exact] = _FAR
    time_widths = _widths(magnitudes, bounds, {2: 0x7FFF, 4: 0x7FFFFFFF, 8: _FAR})
    text_ends, anchor_ends = _ends(starts(talk.sizes), edges), _ends(anchor_starts, edges)
    # In every width that some block has; a value that does not fit is in a block of another width.
    times = {
        width: _bytes((talk.seconds if width == 8 else milliseconds).astype(_TIMES[width]))
        for width in set(time_widths)
    }
    offsets = {width: _bytes(steps.astype(_OFFSETS[width])) for width in set(offset_widths)}
    ends = pairwise((4 * (edges + np.arange(len(edges)))).tolist())
    for documents, anchors, end, low, high, offset, time in zip(
        np.diff(edges).tolist(),
        np.diff(bounds).tolist(),
        ends,
        bounds[:-1].tolist(),
        bounds[1:].tolist(),
        offset_widths,
        time_widths,
        strict=True,
    ):
        yield (
            _HEAD.pack(documents, anchors, offset, time),
            text_ends[slice(*end)],
            anchor_ends[slice(*end)],
            times[time][time * low : time * high],
            offsets[offset][offset * low : offset * high],
        )


def _ends(begins: NDArray[np.int64], edges: NDArray[np.int64]) -> memoryview:
    """Return for each block 0 and the end of each of its documents in it, as u32.

    `begins` are the starts of all documents and the end of the last, in bytes or in anchors.
    """
    blocks = np.repeat(np.arange(len(edges) - 1), np.diff(edges) + 1)
    documents = np.arange(len(blocks)) - blocks
    return _bytes((begins[documents] - begins[edges[blocks]]).astype("<u4"))


def _bytes(items: NDArray[Any]) -> memoryview:
    return items.data.cast("B") if items.size else memoryview(b"")


def _steps(
    values: NDArray[np.int64], firsts: NDArray[np.int64], begins: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the step to each value from the one before in its document.

    The step to a document's first value is that from `begins`. `firsts` are the first values of
    the documents and the number of values.
    """
    steps = np.diff(values, prepend=0)
    some = firsts[:-1] < firsts[1:]
    steps[firsts[:-1][some]] = values[firsts[:-1][some]] - begins[some]
    return steps


def _milliseconds(seconds: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(np.nan_to_num(seconds) * 1000).clip(-_FAR, _FAR).astype(np.int64)


def _widths(
    values: NDArray[np.int64], bounds: NDArray[np.int64], limits: dict[int, int]
) -> list[int]:
    """Return for each block the narrowest width that fits its values.

    `limits` has the largest value that fits each width.
    """
    widths = list(limits)
    largest = np.zeros(len(bounds) - 1, np.int64)
    some = bounds[:-1] < bounds[1:]
    if some.any():
        largest[some] = np.maximum.reduceat(values, bounds[:-1][some])
    narrowest = np.searchsorted(np.array(list(limits.values())), largest)
    return [widths[min(width, len(widths) - 1)] for width in narrowest.tolist()]


class Blocks:
    """The stored talk of an index segment, by document; blocks are cached."""

    def __init__(self, file: SectionFile) -> None:
        self._file = file
        self.documents = read_counts(file, "talk.documents")
        """The number of documents of each block (int64)."""
        self._firsts: list[int] = starts(self.documents).tolist()
        packed = file.bytes("talk.dictionary")
        self.data = functools.partial(
            _data,
            file,
            starts(read_counts(file, "talk.sizes")),
            _Decompressor(zstandard.ZstdCompressionDict(packed) if packed else None),
        )
        """Returns the decompressed bytes of the block of a number; raises `Damaged`."""
        # Bound to the file and not to `self`, which would make a reference cycle.
        self._block = functools.lru_cache(_KEPT)(functools.partial(_read, self.data))

    def talk(self, document: int, begin: float | None) -> tuple[str, tuple[Anchor, ...]]:
        """Return the text and the anchors of a document that starts at the second `begin`."""
        block, within = self._find(document)
        return block.text(within), block.anchors(within, begin)

    def text(self, document: int) -> str:
        """Return the text of a document."""
        block, within = self._find(document)
        return block.text(within)

    def read(self, documents: NDArray[np.int64], begins: NDArray[np.float64]) -> Talk:
        """Return the talk of documents; `begins` are their start seconds, NaN where unknown."""
        texts: list[bytes] = []
        anchored: list[int] = []
        anchors: list[Anchor] = []
        for document, begin in zip(documents.tolist(), begins.tolist(), strict=True):
            block, within = self._find(document)
            texts.append(block.bytes(within))
            held = block.anchors(within, None if begin != begin else begin)
            anchored.append(len(held))
            anchors += held
        pairs = np.array(anchors, np.float64).reshape(-1, 2)
        return Talk(
            b"".join(texts),
            np.fromiter(map(len, texts), np.int64, len(texts)),
            np.array(anchored, np.int64),
            pairs[:, 0].astype(np.int64),
            pairs[:, 1].copy(),
        )

    def _find(self, document: int) -> tuple["_Block", int]:
        number = bisect_right(self._firsts, document) - 1
        return self._block(number), document - self._firsts[number]

    def forget(self) -> None:
        """Release the memory of the pages that were read."""
        self._file.forget()


def _read(data: Callable[[int], bytes], number: int) -> "_Block":
    return _Block(data(number))


class _Decompressor(threading.local):
    """A decompressor for each thread, as two threads cannot share one.

    Making one takes 35 us, which is three times as long as decompressing a block.
    """

    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None) -> None:
        self.decompress = zstandard.ZstdDecompressor(dict_data=dictionary).decompress


def _data(
    file: SectionFile,
    block_starts: NDArray[np.int64],
    decompressor: _Decompressor,
    number: int,
) -> bytes:
    packed = file.array("talk", int(block_starts[number]), int(block_starts[number + 1]))
    try:
        # A block of a hostile file could be of any size.
        if zstandard.frame_content_size(packed.data) <= _LARGEST:
            return decompressor.decompress(packed.data)
    except zstandard.ZstdError as error:
        raise Damaged(f"block {number} of {file.path.name} cannot be decompressed") from error
    raise Damaged(f"block {number} of {file.path.name} is larger than any that was written")


class _Block:
    """One block, decompressed; a document is decoded when it is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._documents, anchors, self._offset_width, time_width = _HEAD.unpack_from(data)
        # One more than documents, both of texts and of anchors.
        self._anchored_at = _HEAD.size + 4 * (self._documents + 1)
        self._times_at = self._anchored_at + 4 * (self._documents + 1)
        self._steps_at = self._times_at + anchors * time_width
        self._texts_at = self._steps_at + anchors * self._offset_width
        self._time_width = time_width

    def bytes(self, within: int) -> bytes:
        start, end = self._ends(_HEAD.size, within)
        return self._data[self._texts_at + start : self._texts_at + end]

    def text(self, within: int) -> str:
        return self.bytes(within).decode()

    def anchors(self, within: int, begin: float | None) -> tuple[Anchor, ...]:
        first, end = self._ends(self._anchored_at, within)
        width = self._time_width
        seconds: Iterable[float] = struct.unpack_from(
            f"<{end - first}{_TIMES[width].char}", self._data, self._times_at + first * width
        )
        if width < 8:
            milliseconds = accumulate(seconds, initial=min(round((begin or 0) * 1000), _FAR))
            next(milliseconds)
            seconds = [millisecond / 1000 for millisecond in milliseconds]
        width = self._offset_width
        steps = struct.unpack_from(
            f"<{end - first}{_OFFSETS[width].char}", self._data, self._steps_at + first * width
        )
        return tuple(map(Anchor, accumulate(steps), seconds))

    def _ends(self, at: int, within: int) -> tuple[int, int]:
        """Return where a document begins and ends, by the table of ends that begins at `at`."""
        if within >= self._documents:
            raise IndexError("a block has fewer documents than it should have")
        start, end = _ENDS.unpack_from(self._data, at + 4 * within)
        return start, max(start, end)
