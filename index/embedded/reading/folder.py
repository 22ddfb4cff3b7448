"""The folder of an index: the names of its files, and the number of its last commit.

_MAIN_<generation>.toc           Whoosh's table of contents: publishes the commit
overheard_<generation>.commit    the commit's manifest (manifest.py)
MAIN_<name>.talk                 an index segment (sections.py)
MAIN_WRITELOCK                   Whoosh's lock, held by the one writer
"""

import contextlib
import os
import re
from pathlib import Path

from index.embedded.format import manifest
from index.errors import (
    EngineUnavailable,
)

__all__ = ["LOCK", "OURS", "generation", "has_segments", "is_index", "size", "toc_of"]

LOCK = "MAIN_WRITELOCK"
"""Whoosh's name for the lock of the one writer."""

OURS = re.compile(r"_?MAIN[_.]|overheard_\d+\.")
"""Matches the beginning of the name of an index's file."""


def generation(folder: Path) -> int:
    """Return the number of the last commit in `folder`, -1 if there is no index.

    Raises `EngineUnavailable` for a folder that cannot be read.
    """
    commits = (re.fullmatch(r"_MAIN_(\d+)\.toc", name) for name in _file_names(folder))
    return max((int(commit[1]) for commit in commits if commit), default=-1)


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


def size(folder: Path) -> int:
    """Return the size of the index on disk, in bytes."""
    total = 0
    for path in folder.iterdir():
        # A commit in another process may remove a file meanwhile.
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total
