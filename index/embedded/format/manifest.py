"""The manifest of a commit: a small file beside Whoosh's own table of contents.

    overheard_<generation>.commit:
    the CRC-32 of the next line, 8 hexadecimal digits
    {"format": 1, "toc": [bytes, CRC-32], "segments": [{"name", "bytes", "crc", "dead"}, ...],
     "analysis": 3, "reading": 5, "synonyms": the text of a synonyms file, if somebody gave one,
     "digest": that of what the commit says (writing/commit.py)}

`name` is the name of an index segment's file without its ending, `crc` the CRC-32 of its page sums
and directory, and `dead` the numbers of the episodes that were removed from it. `analysis` and
`reading` are the versions that made the index (`index.versions`); an index from before they were
kept lacks them.

Overheard reads the manifest and never Whoosh's table of contents. That is a pickle, which could run
code, and opening it needs the import of Whoosh: a third of the start-up of a search. Decision 0016.
A name leads to a file of the same folder, whoever wrote the manifest.
"""

import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.embedded.format.sections import FORMAT_VERSION
from index.embedded.storage import files
from index.embedded.storage.damage import Damaged, Foreign, parse_json
from index.versions import Versions

__all__ = ["SUFFIX", "Committed", "Manifest", "path_of", "read_manifest", "write_manifest"]

SUFFIX = ".talk"
"""The ending of an index segment's file."""

_NAME = re.compile(r"MAIN_[0-9A-Za-z]{1,64}")
_LARGEST = 1 << 26
"""The most bytes of a manifest: the numbers of eight million removed episodes."""


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
    `versions` are those that made the index. `digest` is compared by a check only, and empty in an
    older manifest.
    """

    toc: tuple[int, int]
    segments: tuple[Committed, ...]
    synonyms: str = ""
    versions: Versions = Versions()
    digest: str = ""


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
    digest: str = "",
) -> None:
    """Write and sync the manifest of a commit; `toc` are the bytes of its table of contents."""
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
    if digest:
        values["digest"] = digest
    line = json.dumps(values).encode()
    with files.create(path_of(folder, generation)) as file:
        file.write(b"%08x\n%s\n" % (zlib.crc32(line), line))
        files.sync(file)


def read_manifest(folder: Path, generation: int) -> Manifest:
    """Read the manifest of a commit.

    Raises `Damaged`, `Foreign` for another format, `FileNotFoundError`, and `ValueError`,
    `TypeError` or `LookupError` for one that was never written by Overheard.
    """
    path = path_of(folder, generation)
    checked, _, line = files.read(path, _LARGEST).removesuffix(b"\n").partition(b"\n")
    if checked != b"%08x" % zlib.crc32(line):
        raise Damaged(f"{path.name} has changed since it was written")
    values: dict[str, Any] = parse_json(line, path.name)
    version = _number(values["format"])
    if version != FORMAT_VERSION:
        raise Foreign(path.name, version)
    length, crc = map(_number, values["toc"])
    segments = tuple(map(_committed, values["segments"]))
    if len({segment.name for segment in segments}) < len(segments):
        raise Damaged(f"{path.name} names a file twice")
    reading = values.get("reading", 0)
    versions = Versions(
        _number(values.get("analysis", 0)), None if reading is None else _number(reading)
    )
    synonyms = values.get("synonyms", "")
    if not isinstance(synonyms, str):
        raise Damaged(f"{path.name} has synonyms that are no text")
    digest = str(values.get("digest", ""))
    return Manifest((length, crc), segments, synonyms, versions, digest)


def _committed(part: dict[str, Any]) -> Committed:
    name = part["name"]
    if not _NAME.fullmatch(name):
        raise Damaged(f"a commit names a file {name!r} that no index has")
    dead = tuple(map(_number, part["dead"]))
    return Committed(name, _number(part["bytes"]), _number(part["crc"]), dead)


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise Damaged(f"a commit has {str(value)[:20]!r} in the place of a number")
    return value
