"""The folder of an index: the names of its files, and the numbers of its commits.

_MAIN_<generation>.toc           Whoosh's table of contents: publishes the commit
overheard_<generation>.commit    the commit's manifest (manifest.py)
MAIN_<name>.talk                 an index segment (sections.py)
MAIN_WRITELOCK                   Whoosh's lock, held by the one writer
_MAIN_<generation>.part          a table of contents that is not published yet

The files of the commit before the last are kept too, while they take little room (Decision 0045).
"""

import contextlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from index.embedded.format import manifest
from index.errors import (
    EngineUnavailable,
)

__all__ = [
    "LOCK",
    "OURS",
    "generation",
    "generations",
    "has_segments",
    "is_index",
    "lost_commit",
    "partial_toc_of",
    "size",
    "toc_of",
]

LOCK = "MAIN_WRITELOCK"
"""Whoosh's name for the lock of the one writer."""

OURS = re.compile(r"_?MAIN[_.]|overheard_\d+\.")
"""Matches the beginning of the name of an index's file."""


def generation(folder: Path) -> int:
    """Return the number of the last commit in `folder`, -1 if there is no index.

    Raises `EngineUnavailable` for a folder that cannot be read.
    """
    return next(iter(generations(folder)), -1)


def generations(folder: Path) -> list[int]:
    """Return the numbers of the commits in `folder`, the last one first.

    Raises `EngineUnavailable` for a folder that cannot be read.
    """
    return _numbers(_TOC, _file_names(folder))


def lost_commit(folder: Path) -> int | None:
    """Return the number of a commit after the last that has lost its table of contents, or None.

    Its manifest is there, and its table of contents not even unpublished: a writer writes that
    first, and removes it last.
    """
    names = _file_names(folder)
    manifests = _numbers(_MANIFEST, names)
    known = {*_numbers(_TOC, names), *_numbers(_PARTIAL, names)}
    newer = [number for number in manifests if number not in known]
    return newer[0] if newer and newer[0] > max(known, default=-1) else None


_TOC = re.compile(r"_MAIN_(\d{1,18})\.toc")
_PARTIAL = re.compile(r"_MAIN_(\d{1,18})\.part")
_MANIFEST = re.compile(r"overheard_(\d{1,18})\.commit")


def _numbers(pattern: re.Pattern[str], names: Sequence[str]) -> list[int]:
    """Return the numbers in the names that match, the highest first."""
    found = (pattern.fullmatch(name) for name in names)
    return sorted((int(match[1]) for match in found if match), reverse=True)


def _file_names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except PermissionError as error:
        raise EngineUnavailable(
            f"{folder} cannot be read: {error.strerror}; check its permissions"
        ) from error
    except (OSError, ValueError):
        # No such folder, no folder, or a name that no folder can have.
        return []


def has_segments(folder: Path) -> bool:
    """Return whether `folder` holds index segments."""
    return any(
        name.startswith("MAIN_") and name.endswith(manifest.SUFFIX) for name in _file_names(folder)
    )


def is_index(folder: Path) -> bool:
    """Return whether `folder` holds an index of any format, or of another Whoosh program."""
    return generation(folder) >= 0


def toc_of(folder: Path, committed: int) -> Path:
    """Return the path of Whoosh's table of contents of a commit."""
    return folder / f"_MAIN_{committed}.toc"


def partial_toc_of(folder: Path, committed: int) -> Path:
    """Return the path of Whoosh's table of contents of a commit before it is published."""
    return folder / f"_MAIN_{committed}.part"


def size(folder: Path) -> int:
    """Return the size of the index on disk, in bytes."""
    total = 0
    for path in folder.iterdir():
        # A commit in another process may remove a file meanwhile.
        with contextlib.suppress(FileNotFoundError):
            total += path.lstat().st_size
    return total
