"""Watching folders: when the files at and below some paths have changed, and are at rest again.

The folders are looked at again and again, which also works where no events come, as on network
folders. Looking at 600 files takes 2 ms.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

__all__ = ["changes"]

PAUSE = 2.0
"""Seconds between two looks."""

_Look = dict[str, tuple[int, int, int]]


def changes(paths: Sequence[Path], wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yield at once, and then each time that files have changed; never ends.

    A change counts when two looks in a row are alike, so a file that is still being written is left
    to be finished. `wait` is called with the seconds to wait between two looks.
    """
    told: _Look | None = None
    before = _look(paths)
    while True:
        if told is None or before != told:
            told = before
            yield
        wait(PAUSE)
        now = _look(paths)
        while now != before:
            before = now
            wait(PAUSE)
            now = _look(paths)


def _look(paths: Sequence[Path]) -> _Look:
    """Return the times of change and the sizes of all files at and below the paths."""
    seen: _Look = {}
    for path in paths:
        _note(seen, str(path))
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                _note(seen, os.path.join(folder, name))
    return seen


def _note(seen: _Look, path: str) -> None:
    try:
        found = os.stat(path)
    except OSError:
        return  # it has just gone, or may not be looked at
    is_folder = os.path.isdir(path)
    seen[path] = (0, 0, 0) if is_folder else (found.st_mtime_ns, found.st_ctime_ns, found.st_size)
