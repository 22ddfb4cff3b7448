"""The snapshot that requests share, opened again after a commit."""

import threading
from pathlib import Path

import index

__all__ = ["Snapshot"]


class Snapshot:
    """Hands out the engine of the newest commit at a location.

    The engine of the commit before is not closed but dropped: requests that still use it
    finish, and its files go with the last of them.
    """

    def __init__(self, location: str | Path) -> None:
        self._location = location
        self._lock = threading.Lock()
        self._engine: index.Engine | None = None

    def engine(self) -> index.Engine:
        """Return the engine; raises what `index.open_index` raises."""
        with self._lock:
            if self._engine is None or not self._engine.is_current():
                self._engine = index.open_index(self._location)
            return self._engine
