"""The engine that all requests share, replaced after each commit."""

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import index

__all__ = ["EngineLender"]


class EngineLender:
    """A lender of the engine of the newest commit at a location; safe to share between threads.

    The engine of an older commit is closed when its last request ends, so that files which a
    commit has deleted do not stay open.
    """

    def __init__(self, location: str | Path) -> None:
        self._location = location
        self._lock = threading.Lock()
        self._engine: index.Engine | None = None
        self._users = Counter[index.Engine]()

    @contextlib.contextmanager
    def engine(self) -> Iterator[index.Engine]:
        """Lend the engine for the `with` block; raises the errors of `index.open_index`."""
        with self._lock:
            engine = self._newest()
            self._users[engine] += 1
        try:
            yield engine
        finally:
            with self._lock:
                self._users[engine] -= 1
                self._close_unused(engine)

    def _newest(self) -> index.Engine:
        if self._engine is None or not self._engine.is_current():
            before, self._engine = self._engine, index.open_index(self._location)
            if before is not None:
                self._close_unused(before)
        return self._engine

    def _close_unused(self, engine: index.Engine) -> None:
        if not self._users[engine]:
            del self._users[engine]
            if engine is not self._engine:
                engine.close()
