"""The lock of the one writer, as Whoosh's own writers take it."""

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from index.embedded.reading import folder as store
from index.errors import EngineUnavailable, IndexLocked

__all__ = ["acquire_lock"]


def acquire_lock(folder: Path) -> Any:  # Whoosh's, untyped
    """Acquire and return the lock of the index in `folder`; its `release()` releases it.

    Raises `IndexLocked` if another writer has it, `EngineUnavailable` if it cannot be made.
    """
    lock = FileStorage(folder).lock(store.LOCK)
    try:
        taken = lock.acquire()
    except OSError as error:
        raise EngineUnavailable(
            f"the index at {folder} cannot be written: {error.strerror}; check its permissions"
        ) from error
    if not taken:
        raise IndexLocked(f"another process is writing to {folder}; wait until it has finished")
    return lock
