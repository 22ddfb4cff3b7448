"""The manifest of a commit: a small file beside Whoosh's own table of contents.

    overheard_<generation>.commit:
    the CRC-32 of the next line, 8 hexadecimal digits
    {"format": 1, "toc": [bytes, CRC-32], "segments": [{"name", "bytes", "crc", "dead"}, ...],
     "analysis": 3, "reading": 5, "synonyms": the text of a synonyms file, if somebody gave one}

`name` is the name of an index segment's file without its ending, `crc` the CRC-32 of its page sums
and directory, and `dead` the numbers of the episodes that were removed from it. `analysis` and
`reading` are the versions that made the index (`index.versions`); an index from before they were
kept lacks them.

Overheard reads the manifest and never Whoosh's table of contents. That is a pickle, which could run
code, and opening it needs the import of Whoosh: a third of the start-up of a search. Decision 0016.
"""

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.embedded.format.sections import FORMAT_VERSION, Damaged, Foreign
from index.versions import Versions

__all__ = ["SUFFIX", "Committed", "Manifest", "path_of", "read_manifest", "write_manifest"]

SUFFIX = ".talk"
"""The ending of an index segment's file."""


class Committed(NamedTuple):
    """An index segment in a commit: file name, size in bytes, CRC-32, numbers of dead episodes."""

    name: str
    bytes: int
    crc: int
    dead_episodes: tuple[int, ...]


class Manifest(NamedTuple):
    """The contents of a manifest.

    `toc` is the size in bytes and the CRC-32 of Whoosh's table of contents, `segments` are the
    index segments in order, `synonyms` is the text of a synonyms file, empty without one, and
    `versions` are those that made the index.
    """

    toc: tuple[int, int]
    segments: tuple[Committed, ...]
    synonyms: str = ""
    versions: Versions = Versions()


def path_of(folder: Path, generation: int) -> Path:
    """Return the path of the manifest of a commit."""
    return folder / f"overheard_{generation}.commit"


def write_manifest(
    folder: Path,
    generation: int,
    toc: bytes,
    segments: Sequence[Committed],
    synonyms: str = "",
    versions: Versions = Versions(),  # noqa: B008  # a tuple
) -> None:
    """Write the manifest of a commit; `toc` are the bytes of its table of contents."""
    values: dict[str, Any] = {
        "format": FORMAT_VERSION,
        "toc": [len(toc), zlib.crc32(toc)],
        "segments": [
            {"name": part.name, "bytes": part.bytes, "crc": part.crc, "dead": [*part.dead_episodes]}
            for part in segments
        ],
        **versions._asdict(),
    }
    if synonyms:
        values["synonyms"] = synonyms
    line = json.dumps(values).encode()
    path_of(folder, generation).write_bytes(b"%08x\n%s\n" % (zlib.crc32(line), line))


def read_manifest(folder: Path, generation: int) -> Manifest:
    """Read the manifest of a commit.

    Raises `Damaged`, `Foreign` for another format, and `FileNotFoundError`.
    """
    path = path_of(folder, generation)
    checked, _, line = path.read_bytes().removesuffix(b"\n").partition(b"\n")
    if checked != b"%08x" % zlib.crc32(line):
        raise Damaged(f"{path.name} has changed since it was written")
    values: dict[str, Any] = json.loads(line)
    if values["format"] != FORMAT_VERSION:
        raise Foreign(path.name, values["format"])
    length, crc = values["toc"]
    segments = [
        Committed(part["name"], part["bytes"], part["crc"], tuple(part["dead"]))
        for part in values["segments"]
    ]
    versions = Versions(values.get("analysis", 0), values.get("reading", 0))
    return Manifest((length, crc), tuple(segments), values.get("synonyms", ""), versions)
