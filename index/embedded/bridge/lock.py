"""The lock of the one writer: the file that Whoosh's own writers lock, and the folder itself.

The folder is locked too, because a lock file can be removed under the writer that holds it, and the
next one then locks another file of that name. Windows removes no file that is open, and has no lock
of folders. The system releases both locks when the process of a writer dies.
"""

import contextlib
import os
import time
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from index.embedded.reading import folder as store
from index.embedded.storage import files
from index.errors import CorruptIndex, EngineUnavailable, IndexLocked

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module elsewhere

__all__ = ["WriterLock", "acquire_lock"]

_PAUSE = 0.05
"""Seconds between two tries."""


class WriterLock:
    """The lock of the index in `folder`, until `release()`.

    `file` is Whoosh's lock, `descriptor` that of the folder, None if folders have no locks here.
    """

    def __init__(self, folder: Path, file: Any, descriptor: int | None) -> None:
        self._folder = folder
        self._file = file
        self._descriptor = descriptor

    def require_last(self, generation: int) -> None:
        """Raise `IndexLocked` unless the last commit is of this number and the lock is held.

        Somebody may have removed the lock file or the folder, and another writer made them anew.
        """
        if store.generation(self._folder) != generation or not self.is_whole():
            raise IndexLocked(
                f"another process has written to {self._folder}, or removed its lock, meanwhile; "
                "run it again, nothing has changed"
            )

    def is_whole(self) -> bool:
        """Return whether what is locked is still in its place."""
        with contextlib.suppress(OSError):
            mine = os.fstat(self._file.fd)
            if not os.path.samestat(mine, os.stat(self._folder / store.LOCK)):
                return False
            if self._descriptor is None:
                return True
            return os.path.samestat(os.fstat(self._descriptor), os.stat(self._folder))
        return False

    def release(self) -> None:
        """Release the lock."""
        self._file.release()
        if self._descriptor is not None:
            os.close(self._descriptor)


def acquire_lock(folder: Path, wait: float = 0) -> WriterLock:
    """Acquire and return the lock of the index in `folder`, waiting for `wait` seconds at most.

    Raises `IndexLocked` if another writer has it, `EngineUnavailable` if it cannot be made.
    """
    until = time.monotonic() + wait
    while True:
        try:
            lock = _acquired(folder)
        except OSError as error:
            raise EngineUnavailable(
                f"the index at {folder} cannot be written: {error.strerror}; check its permissions"
            ) from error
        if lock is not None and lock.is_whole():
            return lock
        if lock is not None:
            lock.release()  # of a file that was removed before it was locked
        if time.monotonic() >= until:
            raise IndexLocked(f"another process is writing to {folder}; wait until it has finished")
        time.sleep(min(_PAUSE, max(0, until - time.monotonic())))


def _acquired(folder: Path) -> WriterLock | None:
    """Return the lock, None if another writer has it."""
    path = folder / store.LOCK
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
        raise CorruptIndex(
            f"the index at {folder} has something else than a lock in {path.name}; remove that"
        )
    descriptor = None
    if fcntl is not None:
        descriptor = files.folder_descriptor(folder)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:
            # A network folder may not know such locks: the file and the generation are left.
            os.close(descriptor)
            descriptor = None
    lock = FileStorage(folder).lock(store.LOCK)
    try:
        taken = lock.acquire()
    except BaseException:
        if descriptor is not None:
            os.close(descriptor)
        raise
    if taken:
        return WriterLock(folder, lock, descriptor)
    if descriptor is not None:
        os.close(descriptor)
    return None
