"""The folder of an index: create it, open it, lock it; Whoosh's failures as ours."""

import contextlib
import pickle
import struct
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from index.embedded.schema import SCHEMA
from index.errors import CorruptIndex, EngineUnavailable, IndexLocked, IndexMissing

__all__ = ["discard", "lock", "open_or_create", "open_snapshot", "reading", "size"]

# What reading bytes that are not what they should be raises, in Whoosh and below it.
_DAMAGE = (
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    FileNotFoundError,
    LookupError,
    OverflowError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    whoosh_index.IndexError,
    zlib.error,
)


def open_snapshot(folder: Path) -> whoosh_index.FileIndex:
    """Return the Whoosh index in `folder`; raises `IndexMissing` or `CorruptIndex`."""
    if not _is_index(folder):
        raise IndexMissing(f"no index at {folder}; make one with: overheard index PATH -i {folder}")
    with reading(folder):
        found = _open(folder)
    if set(found.schema.names()) != set(SCHEMA.names()):
        raise IndexMissing(
            f"{folder} holds a Whoosh index that Overheard did not make; give -i another folder"
        )
    return found


def open_or_create(folder: Path) -> whoosh_index.FileIndex:
    """Return the Whoosh index in `folder`, a new empty one if the folder is empty or absent.

    Raises `IndexMissing` for a folder of other things, which an index would litter.
    """
    if _is_index(folder):
        return open_snapshot(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise IndexMissing(
            f"{folder} holds something else than an index; give -i a new or an empty folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    return whoosh_index.create_in(folder, SCHEMA)


def lock(found: whoosh_index.FileIndex) -> Any:
    """Return the Whoosh writer of an index; raises `IndexLocked` if there is one already."""
    try:
        with reading(Path(found.storage.folder)):
            return found.writer(limitmb=256)
    except whoosh_index.LockError:
        raise IndexLocked(
            f"another process is writing to {found.storage.folder}; wait until it has finished"
        ) from None


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn whatever damaged files make Whoosh raise into `CorruptIndex`."""
    try:
        yield
    except _DAMAGE as error:
        raise CorruptIndex(
            f"the index at {folder} is damaged ({type(error).__name__}: {error}); "
            "delete that folder and index the transcripts again"
        ) from error
    except OSError as error:
        raise EngineUnavailable(
            f"the index at {folder} cannot be used: {error.strerror}; check its permissions"
        ) from error


def discard(folder: Path) -> None:
    """Remove an index that was never committed to."""
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def size(folder: Path) -> int:
    """Return the bytes that the index takes on disk."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _open(folder: Path) -> whoosh_index.FileIndex:
    # A commit in another process deletes the old table of contents between Whoosh's
    # listing the folder and opening the file: look again.
    for _ in range(10):
        with contextlib.suppress(FileNotFoundError):
            return whoosh_index.open_dir(folder)
        time.sleep(0.01)
    return whoosh_index.open_dir(folder)


def _is_index(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("_MAIN_*.toc"))
