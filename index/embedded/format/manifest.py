"""What a commit is made of: a small file beside Whoosh's own table of contents.

    overheard_<generation>.commit:
    the CRC-32 of the next line, 8 hexadecimal digits
    {"format": 1, "toc": [bytes, CRC-32], "segments": [{"name", "bytes", "crc", "dead"}, ...],
     "synonyms": the text of a synonyms file, if somebody gave one}

`name` is an index segment's without its ending, `crc` its directory's, and `dead` the numbers of
the episodes removed from it. Overheard reads this and never Whoosh's table of contents, a
pickle, which could run code and takes the import of Whoosh to open: a third of a search's
start-up.
"""

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.embedded.format.sections import VERSION, Damaged, Foreign

__all__ = ["SUFFIX", "Committed", "Manifest", "path_of", "read_manifest", "write_manifest"]

SUFFIX = ".talk"
"""The ending of an index segment's file."""


class Committed(NamedTuple):
    """An index segment in a commit."""

    name: str
    bytes: int
    crc: int
    dead: tuple[int, ...]


class Manifest(NamedTuple):
    """The size and CRC-32 of Whoosh's table of contents, the index segments in order, synonyms."""

    toc: tuple[int, int]
    segments: tuple[Committed, ...]
    synonyms: str = ""


def path_of(folder: Path, generation: int) -> Path:
    """Return where the manifest of a commit is."""
    return folder / f"overheard_{generation}.commit"


def write_manifest(
    folder: Path, generation: int, toc: bytes, segments: Sequence[Committed], synonyms: str = ""
) -> None:
    """Write the manifest of a commit with this table of contents."""
    values: dict[str, Any] = {
        "format": VERSION,
        "toc": [len(toc), zlib.crc32(toc)],
        "segments": [
            {"name": one.name, "bytes": one.bytes, "crc": one.crc, "dead": list(one.dead)}
            for one in segments
        ],
    }
    if synonyms:
        values["synonyms"] = synonyms
    line = json.dumps(values).encode()
    path_of(folder, generation).write_bytes(b"%08x\n%s\n" % (zlib.crc32(line), line))


def read_manifest(folder: Path, generation: int) -> Manifest:
    """Return what a commit is made of.

    Raises `Damaged`, `Foreign` for another format, and `FileNotFoundError`.
    """
    path = path_of(folder, generation)
    checked, _, line = path.read_bytes().removesuffix(b"\n").partition(b"\n")
    if checked != b"%08x" % zlib.crc32(line):
        raise Damaged(f"{path.name} has changed since it was written")
    values: dict[str, Any] = json.loads(line)
    if values["format"] != VERSION:
        raise Foreign(path.name, values["format"])
    length, crc = values["toc"]
    segments = [
        Committed(one["name"], one["bytes"], one["crc"], tuple(one["dead"]))
        for one in values["segments"]
    ]
    return Manifest((length, crc), tuple(segments), values.get("synonyms", ""))
