"""The folder of an index: create it, open it, lock it; Whoosh's failures as ours."""

import contextlib
import os
import pickle
import re
import shutil
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from index.embedded import checksums
from index.embedded.schema import SCHEMA
from index.errors import CorruptIndex, EngineUnavailable, IndexLocked, IndexMissing

__all__ = [
    "abandon",
    "generation",
    "lock",
    "open_or_create",
    "open_snapshot",
    "seal",
    "size",
    "version",
]

T = TypeVar("T")

_OURS = re.compile(r"_?MAIN[_.]|overheard_\d+\.")  # the names of an index's files

# What opening an index that is not what was committed raises, ours and Whoosh's.
_DAMAGE = (
    checksums.Mismatch,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    whoosh_index.IndexError,
)


def open_snapshot(folder: Path) -> tuple[Any, int, str]:
    """Return a Whoosh searcher of the last commit in `folder`, its generation and version.

    A commit in between makes these two older than what the searcher sees, never newer.
    Raises `IndexMissing`, `CorruptIndex` or `EngineUnavailable`.
    """
    if not _is_index(folder):
        if os.path.isfile(folder):
            raise IndexMissing(
                f"no index at {folder}, which is a file; "
                "make one with: overheard index PATH -i FOLDER"
            )
        raise IndexMissing(f"no index at {folder}; make one with: overheard index PATH -i {folder}")

    def open_once() -> tuple[Any, int, str]:
        committed, named = generation(folder), version(folder)
        return _open_once(folder, committed).searcher(), committed, named

    return _despite_commits(folder, open_once)


def open_or_create(folder: Path) -> tuple[whoosh_index.FileIndex, bool]:
    """Return the Whoosh index in `folder`, new if it is empty or absent; and if we made it.

    Raises `IndexMissing` for a folder of other things, which an index would litter.
    """
    if _is_index(folder):
        found = _despite_commits(folder, lambda: _open_once(folder, generation(folder)))
        return found, False
    made = not os.path.lexists(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # What a writer that died in its first commit left does not count.
        others = [name for name in os.listdir(folder) if not _OURS.match(name)]
    except FileExistsError:
        others = [folder.name]
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise IndexMissing(
            f"no folder can be made at {folder!s:.200} ({why}); give -i a new or an empty folder"
        ) from error
    if others:
        raise IndexMissing(
            f"{folder} holds something else than an index; give -i a new or an empty folder"
        )
    return whoosh_index.create_in(folder, SCHEMA), made


def lock(found: whoosh_index.FileIndex) -> tuple[Any, Any]:
    """Return the Whoosh writer of an index, and the lock to release after it has ended.

    The lock is taken from the writer, which would release it before the commit is sealed.
    Raises `IndexLocked` if there is a writer already.
    """
    try:
        writer = found.writer(limitmb=256)
    except whoosh_index.LockError:
        raise IndexLocked(
            f"another process is writing to {found.storage.folder}; wait until it has finished"
        ) from None
    held, writer.writelock = writer.writelock, None
    return writer, held


def seal(folder: Path, committed: int) -> None:
    """Write the checksums of the files that a commit, by its generation, is made of."""
    toc = whoosh_index.TOC.read(FileStorage(folder), "MAIN", committed)
    names = [f"_MAIN_{committed}.toc", *(f"{one.segment_id()}." for one in toc.segments)]
    checksums.write(folder, committed, names)


def abandon(folder: Path, writer: Any, made: bool) -> None:
    """End a Whoosh writer without its changes, even one that failed while committing.

    Whoosh leaves the files of the index segment in the making, and an index that was
    never committed to; both go, and the folder too if we `made` it. What is published
    already is left as it is.
    """
    # What failed once may fail again on closing the same files.
    with contextlib.suppress(Exception):
        writer.cancel()
    if generation(folder) >= writer.generation:
        return
    leftovers = [*folder.glob(f"{writer.newsegment.segment_id()}.*"), folder / "MAIN.tmp"]
    if writer.generation == 1 and generation(folder) == 0:
        leftovers += [path for path in folder.iterdir() if _OURS.match(path.name)]
    for path in leftovers:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if made:
        with contextlib.suppress(OSError):  # it is not empty: somebody else uses it
            folder.rmdir()


def generation(folder: Path) -> int:
    """Return the number of the last commit in `folder`, -1 if there is no index."""
    try:
        names = os.listdir(folder)
    except PermissionError as error:
        raise EngineUnavailable(
            f"{folder} cannot be read: {error.strerror}; check its permissions"
        ) from error
    except (OSError, ValueError):
        # No such folder, no folder, or a name that no folder can have.
        return -1
    commits = (re.fullmatch(r"_MAIN_(\d+)\.toc", name) for name in names)
    return max((int(commit[1]) for commit in commits if commit), default=-1)


def version(folder: Path) -> str:
    """Return a name for the last commit that no other has; empty if there is no index."""
    committed = generation(folder)
    try:
        toc = (folder / f"_MAIN_{committed}.toc").stat()
    except FileNotFoundError:
        return ""
    return f"{committed}-{toc.st_mtime_ns:x}-{toc.st_ino:x}"


def size(folder: Path) -> int:
    """Return the bytes that the index takes on disk."""
    total = 0
    for path in folder.iterdir():
        # A commit in another process may take a file away meanwhile.
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def _despite_commits(folder: Path, open_once: Callable[[], T]) -> T:
    # A commit in another process deletes the files of the last one between our listing
    # the folder and opening them: look again.
    for _ in range(20):
        with contextlib.suppress(FileNotFoundError), _reporting_damage(folder):
            return open_once()
        time.sleep(0.01)
    with _reporting_damage(folder, FileNotFoundError):
        return open_once()


def _open_once(folder: Path, committed: int) -> whoosh_index.FileIndex:
    checksums.verify(folder, committed)
    found = whoosh_index.open_dir(folder)
    if set(found.schema.names()) != set(SCHEMA.names()):
        raise _foreign(folder)
    return found


def _foreign(folder: Path) -> IndexMissing:
    return IndexMissing(
        f"{folder} holds a Whoosh index that Overheard did not make; give -i another folder"
    )


@contextlib.contextmanager
def _reporting_damage(folder: Path, *more: type[Exception]) -> Iterator[None]:
    try:
        yield
    except ImportError:
        # Its schema names classes that only another program has.
        raise _foreign(folder) from None
    except (*_DAMAGE, *more) as error:
        what = " ".join(str(error).split())[:80] or type(error).__name__
        raise CorruptIndex(
            f"the index at {folder} is damaged ({what!a}); "
            "delete that folder and index the transcripts again"
        ) from error
    except FileNotFoundError:
        raise
    except OSError as error:
        raise EngineUnavailable(
            f"the index at {folder} cannot be used: {error.strerror}; check its permissions"
        ) from error


def _is_index(folder: Path) -> bool:
    return generation(folder) >= 0
