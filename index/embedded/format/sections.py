"""A file of named arrays with checksums: an index segment on disk. Decision 0019.

    b"OVERHEAR" version u32, 0 u32                        16 bytes
    the arrays, each from a multiple of 8 bytes on
    the CRC-32 of each page of 64 KiB of the bytes above  u32 each
    the directory, JSON: {"sections": {name: [dtype, offset, items]}, "facts": {...}}
    length of the directory u32, CRC-32 of page sums and directory u32,
    offset of the page sums u64, b"OVERHEAR"              24 bytes

Everything is little-endian. A page is copied into memory and checked when it is first read.
Opening therefore costs the same for an index of any size, no unchecked byte is ever returned, and
whatever happens to the file later harms nobody (Decision 0044). Reading and checking all of 27 MB
takes 18 ms, once. An array is a view of that memory, never another copy.
"""

import contextlib
import io
import json
import mmap
import os
import struct
import tempfile
import threading
import weakref
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from index.embedded.storage import files
from index.embedded.storage.damage import Damaged, Foreign, parse_json

__all__ = ["FORMAT_VERSION", "Damaged", "Foreign", "SectionFile", "SectionWriter"]

FORMAT_VERSION = 1

_MAGIC = b"OVERHEAR"
_HEAD = struct.Struct("<8sII")
_TAIL = struct.Struct("<IIQ8s")
_PAGE = 1 << 16
_SPOOL = 1 << 20  # bytes of an unfinished section that are kept in memory
_LARGEST = 1 << 28  # bytes of a directory
_DTYPES = frozenset({"|u1", "|i1", *(f"<{kind}{width}" for kind in "uif" for width in (2, 4, 8))})


class SectionWriter:
    """Writes a file of sections; a context manager that removes the file unless it was finished.

    Sections grow side by side, each in memory and then in a temporary file. The memory that
    merging takes therefore does not grow with the talk.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spools: dict[str, tuple[str, IO[bytes]]] = {}
        self._facts: dict[str, Any] = {}
        self._finished = False

    def append(self, name: str, items: NDArray[Any]) -> None:
        """Add items to the end of a section; the first items decide its dtype.

        Raises `TypeError` for items of another dtype.
        """
        data = np.ascontiguousarray(items, items.dtype.newbyteorder("<"))
        if name not in self._spools:
            spool = tempfile.SpooledTemporaryFile(_SPOOL, dir=str(self._path.parent))  # noqa: SIM115  # closed by `__exit__`
            self._spools[name] = data.dtype.str, spool
        dtype, spool_of = self._spools[name]
        if data.dtype.str != dtype:
            raise TypeError(f"section {name} holds {dtype}, not {data.dtype.str}")
        spool_of.write(data.data.cast("B") if data.size else b"")

    def facts(self, **facts: Any) -> None:  # noqa: ANN401  # JSON values
        """Add JSON values that are stored by name in the directory, beside the sections."""
        self._facts.update(facts)

    def finish(self) -> None:
        """Write the file and make it durable."""
        sums: list[int] = []
        directory: dict[str, tuple[str, int, int]] = {}
        with files.create(self._path) as file:
            pages = _Pages(file, sums)
            pages.write(_HEAD.pack(_MAGIC, FORMAT_VERSION, 0))
            for name, (dtype, spool) in self._spools.items():
                pages.write(b"\0" * (-pages.offset % 8))
                offset = pages.offset
                spool.seek(0)
                while piece := spool.read(_SPOOL):
                    pages.write(piece)
                directory[name] = dtype, offset, (pages.offset - offset) // np.dtype(dtype).itemsize
            pages.end()
            tables = np.array(sums, "<u4").tobytes()
            listing = json.dumps({"sections": directory, "facts": self._facts}).encode()
            file.write(tables + listing)
            checked = zlib.crc32(listing, zlib.crc32(tables))
            file.write(_TAIL.pack(len(listing), checked, pages.offset, _MAGIC))
            files.sync(file)
        self._finished = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for _dtype, spool in self._spools.values():
            spool.close()
        if not self._finished:
            files.remove(self._path)


class _Pages:
    """Writes bytes and collects the checksum of each page of them."""

    def __init__(self, file: BinaryIO, sums: list[int]) -> None:
        self.offset = 0
        self._file = file
        self._sums = sums
        self._sum = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        view = memoryview(data)
        while view:
            piece = view[: _PAGE - self.offset % _PAGE]
            self._sum = zlib.crc32(piece, self._sum)
            self.offset += len(piece)
            view = view[len(piece) :]
            if self.offset % _PAGE == 0:
                self._sums.append(self._sum)
                self._sum = 0

    def end(self) -> None:
        if self.offset % _PAGE:
            self._sums.append(self._sum)


class SectionFile:
    """Reads a file of sections, from any number of threads.

    `size` is its size in bytes. `crc` is the CRC-32 of its page sums and directory, which
    identifies the file. `facts` are the JSON values. Opening raises `Damaged`, `Foreign` and
    `FileNotFoundError`; reading a page raises `Damaged`.

    A writer reads its files `mapped`, because it reads them whole and can `forget` what it has
    read. A mapped file that another program cuts short ends the process.
    """

    def __init__(self, path: Path, *, mapped: bool = False) -> None:
        self.path = path
        self.crc: int = 0
        self._mapped = mapped
        self._lock = threading.Lock()
        descriptor = files.open_regular(path)
        # The descriptor is closed with this object, if not before.
        self._release = weakref.finalize(self, os.close, descriptor)
        self._file = io.FileIO(descriptor, closefd=False)
        try:
            self.size = os.fstat(descriptor).st_size
            if self.size < _HEAD.size + _TAIL.size:
                raise self._damaged("is cut short")
            self._sections, self.facts, self._sums = self._frame()
            if mapped:
                self._map = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
                self._release()
            else:
                # Memory of nobody else, which takes none before it is written to.
                self._map = mmap.mmap(-1, max(self._end, 1))
        except BaseException:
            self._release()
            raise
        self.memory: Any = self._map
        """The bytes of the file, as a buffer; a page of it is there when it was checked."""
        self._bytes = np.frombuffer(self._map, np.uint8)
        self._bytes.flags.writeable = False
        self.unchecked = bytearray(b"\1") * len(self._sums)
        """A byte for each page of `memory`: 1 until the page was checked."""

    def _frame(self) -> tuple[dict[str, tuple[str, int, int]], dict[str, Any], list[int]]:
        tail = self._read(self.size - _TAIL.size, _TAIL.size)
        length, checked, end, magic = _TAIL.unpack(tail)
        start, version, _ = _HEAD.unpack(self._read(0, _HEAD.size))
        if start != _MAGIC or magic != _MAGIC:
            raise self._damaged("does not begin and end as it should")
        # A frame of a hostile file's size would be read into memory.
        framed = self.size - _TAIL.size - end == 4 * -(-end // _PAGE) + length
        frame = self._read(end, 4 * -(-end // _PAGE) + length) if framed else bytearray()
        sums = frame[: len(frame) - length] if length < len(frame) else bytearray()
        whole = framed and zlib.crc32(frame) == checked and 0 < length <= _LARGEST
        if version != FORMAT_VERSION:
            # A bit of the version may have flipped: then the checksum of the first page is wrong.
            first = zlib.crc32(self._read(0, min(end, _PAGE, self.size)))
            if whole and first != int.from_bytes(sums[:4], "little"):
                raise self._damaged("has changed since it was written")
            raise Foreign(self.path.name, version)
        if not whole:
            raise self._damaged("has changed since it was written")
        listing = parse_json(bytes(frame[len(sums) :]), self.path.name)
        self._end = end
        self.crc = int(checked)
        facts = listing["facts"]
        if not isinstance(facts, dict):
            raise self._damaged("has facts without names")
        return self._directory(listing["sections"]), facts, np.frombuffer(sums, "<u4").tolist()

    def _directory(self, listed: dict[str, Any]) -> dict[str, tuple[str, int, int]]:
        """Return the sections; raises `Damaged` for one that is not within the file."""
        for name, (dtype, offset, items) in listed.items():
            if dtype not in _DTYPES or not isinstance(offset, int) or not isinstance(items, int):
                raise self._damaged(f"has a section {name[:20]} of another kind")
            if offset < 0 or items < 0 or offset + items * int(dtype[2:]) > self._end:
                raise self._damaged(f"has a section {name[:20]} that leaves it")
        return listed

    @property
    def names(self) -> list[str]:
        """The names of the sections."""
        return list(self._sections)

    def dtype(self, name: str) -> str:
        """Return the dtype of a section, as `<u4`."""
        return self._sections[name][0]

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def length(self, name: str) -> int:
        """Return the number of items of a section, 0 if there is no section of this name."""
        return self._sections[name][2] if name in self._sections else 0

    def array(self, name: str, start: int = 0, end: int | None = None) -> NDArray[Any]:
        """Return the items `[start, end)` of a section, read-only, in its dtype.

        Returns an empty array if there is no section of this name.
        """
        if name not in self._sections:
            return np.empty(0, np.uint8)
        dtype, offset, items = self._sections[name]
        width = int(dtype[2:])
        end = items if end is None else end
        if not 0 <= start <= end <= items:
            raise self._damaged(f"has fewer items in {name} than are counted")
        byte, byte_end = offset + start * width, offset + end * width
        first, last = byte // _PAGE, (byte_end - 1) // _PAGE
        if self.unchecked.find(1, first, last + 1) >= 0:
            self.check(first, last)
        part = self._bytes[byte:byte_end]
        return part if width == 1 else part.view(dtype)

    def bytes(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """Return a copy of the bytes of a section of bytes."""
        return self.array(name, start, end).tobytes()

    def forget(self) -> None:
        """Release the memory of a mapped file's pages, where the system supports it."""
        if self._mapped and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Close the file; its memory stays as long as an array or a kernel uses it."""
        self._file.close()
        self._release()
        self._bytes = np.empty(0, np.uint8)
        self.memory = b""
        # A caller's array may still refer to the map, which then closes with the last of them.
        with contextlib.suppress(BufferError):
            self._map.close()

    def place(self, name: str) -> tuple[int, int]:
        """Return the offset of a section in `memory` and its size in bytes; (0, 0) for none."""
        if name not in self._sections:
            return 0, 0
        dtype, offset, items = self._sections[name]
        return offset, items * int(dtype[2:])

    def pieces(self) -> Iterator[bytearray]:
        """Yield the bytes of the file as it is on disk, unchecked; of one that is not `mapped`."""
        for offset in range(0, self.size, _SPOOL):
            with self._lock:
                piece = self._read(offset, min(_SPOOL, self.size - offset))
            yield piece

    def check_all(self) -> None:
        """Compare the checksums of all pages; raises `Damaged`."""
        if self._sums:
            self.check(0, len(self._sums) - 1)

    def check(self, first: int, last: int) -> None:
        """Read the pages `[first, last]` and compare their checksums; raises `Damaged`."""
        # Under the lock, so that no page is written to once it was checked.
        with self._lock:
            page = self.unchecked.find(1, first, last + 1)
            while page >= 0:
                beyond = self.unchecked.find(0, page, last + 1)
                end = last + 1 if beyond < 0 else beyond
                self._load(page, end)
                page = self.unchecked.find(1, end, last + 1)

    def _load(self, first: int, end: int) -> None:
        """Read the pages `[first, end)`, none of which was checked."""
        begin, stop = first * _PAGE, min(end * _PAGE, self._end)
        with memoryview(self._map) as memory:
            if not self._mapped:
                with memory[begin:stop] as part:
                    self._read_into(begin, part)
            for page in range(first, end):
                with memory[page * _PAGE : min((page + 1) * _PAGE, self._end)] as piece:
                    if zlib.crc32(piece) != self._sums[page]:
                        raise self._damaged("has changed since it was written")
                self.unchecked[page] = 0

    def _read_into(self, offset: int, part: memoryview) -> None:
        done = 0
        if len(part):
            self._file.seek(offset)
        while done < len(part):
            read = self._file.readinto(part[done:])
            if not read:
                raise self._damaged("is cut short")
            done += read

    def _read(self, offset: int, size: int) -> bytearray:
        """Return bytes of the file; none for a size of 0, wherever that is."""
        content = bytearray(size)
        self._read_into(offset, memoryview(content))
        return content

    def _damaged(self, how: str) -> Damaged:
        return Damaged(f"{self.path.name} {how}")
