"""The folder of an index: create it, open it, lock it; Whoosh's failures as ours."""

import contextlib
import pickle
import re
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from index.embedded import checksums
from index.embedded.schema import SCHEMA
from index.errors import CorruptIndex, EngineUnavailable, IndexLocked, IndexMissing

__all__ = ["discard", "generation", "lock", "open_or_create", "open_snapshot", "seal", "size"]

# What opening an index that is not what was committed raises, ours and Whoosh's.
_DAMAGE = (
    checksums.Mismatch,
    AssertionError,
    AttributeError,
    EOFError,
    FileNotFoundError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    whoosh_index.IndexError,
)


def open_snapshot(folder: Path) -> whoosh_index.FileIndex:
    """Return the Whoosh index in `folder`; raises `IndexMissing` or `CorruptIndex`."""
    if not _is_index(folder):
        raise IndexMissing(f"no index at {folder}; make one with: overheard index PATH -i {folder}")
    with _reporting_damage(folder):
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
        return found.writer(limitmb=256)
    except whoosh_index.LockError:
        raise IndexLocked(
            f"another process is writing to {found.storage.folder}; wait until it has finished"
        ) from None


def seal(folder: Path, committed: int) -> None:
    """Write the checksums of the files that a commit, by its generation, is made of."""
    with contextlib.suppress(FileNotFoundError):  # a later commit is there already
        toc = whoosh_index.TOC.read(FileStorage(folder), "MAIN", committed)
        names = [f"_MAIN_{committed}.toc", *(f"{one.segment_id()}." for one in toc.segments)]
        checksums.write(folder, committed, names)


def discard(folder: Path) -> None:
    """Remove an index that was never committed to."""
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def generation(folder: Path) -> int:
    """Return the number of the last commit in `folder`, -1 if there is no index."""
    names = (re.fullmatch(r"_MAIN_(\d+)\.toc", path.name) for path in folder.glob("_MAIN_*.toc"))
    return max((int(name[1]) for name in names if name), default=-1)


def size(folder: Path) -> int:
    """Return the bytes that the index takes on disk."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _open(folder: Path) -> whoosh_index.FileIndex:
    # A commit in another process deletes the files of the last one between our listing
    # the folder and opening them: look again.
    for _ in range(10):
        with contextlib.suppress(FileNotFoundError):
            return _open_once(folder)
        time.sleep(0.01)
    return _open_once(folder)


def _open_once(folder: Path) -> whoosh_index.FileIndex:
    checksums.verify(folder, generation(folder))
    return whoosh_index.open_dir(folder)


@contextlib.contextmanager
def _reporting_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        what = " ".join(str(error).split())[:80] or type(error).__name__
        raise CorruptIndex(
            f"the index at {folder} is damaged ({what!a}); "
            "delete that folder and index the transcripts again"
        ) from error
    except OSError as error:
        raise EngineUnavailable(
            f"the index at {folder} cannot be used: {error.strerror}; check its permissions"
        ) from error


def _is_index(folder: Path) -> bool:
    return generation(folder) >= 0
