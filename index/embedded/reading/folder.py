"""The folder of an index: the names of its files, and which commit it is at.

_MAIN_<generation>.toc           Whoosh's table of contents: publishes the commit
overheard_<generation>.commit    what it is made of (manifest.py)
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
"""How the names of an index's files begin."""


def generation(folder: Path) -> int:
    """Return the number of the last commit in `folder`, -1 if there is no index."""
    commits = (re.fullmatch(r"_MAIN_(\d+)\.toc", name) for name in _names(folder))
    return max((int(commit[1]) for commit in commits if commit), default=-1)


def _names(folder: Path) -> list[str]:
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
    """Return whether there are index segments in `folder`."""
    return any(
        name.startswith("MAIN_") and name.endswith(manifest.SUFFIX) for name in _names(folder)
    )


def is_index(folder: Path) -> bool:
    """Return whether there is an index in `folder`, of any format."""
    return generation(folder) >= 0


def toc_of(folder: Path, committed: int) -> Path:
    """Return where Whoosh's table of contents of a commit is."""
    return folder / f"_MAIN_{committed}.toc"


def size(folder: Path) -> int:
    """Return the bytes that the index takes on disk."""
    total = 0
    for path in folder.iterdir():
        # A commit in another process may take a file away meanwhile.
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total
