"""A disk that records what an index asks of it, fails at a call, or loses its power.

It stands in the place of the functions of `index.embedded.storage.files`, and does their work on
the real file system beside. After a power cut the disk has every file as it was last synced and
any part of what was written since, and of the names in each folder those of its last sync and any
of the changes since: that is what POSIX promises, and less than any file system loses.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest

from index.embedded.storage import files

__all__ = ["Call", "Disk", "attached", "cut"]


class Call(NamedTuple):
    """One call: its name, the path, and what it wrote or the new path."""

    name: str
    path: Path
    what: Any = None


class Disk:
    """Records calls; `before` is called with the number of each call and may raise or kill."""

    def __init__(self, before: Callable[[int, Call], None] = lambda number, call: None) -> None:
        self.calls: list[Call] = []
        self._begun = 0
        self._before = before

    def note(self, name: str, path: Path, what: object = None) -> None:
        """Count a call before it is made, and record it."""
        call = Call(name, path, what)
        self._begun += 1
        self._before(self._begun - 1, call)
        self.calls.append(call)


class _File:
    """A file that is open for writing."""

    def __init__(self, disk: Disk, path: Path, file: Any) -> None:  # noqa: ANN401  # binary
        self.path = path
        self._disk = disk
        self._file = file

    def write(self, data: bytes) -> int:
        self._disk.note("write", self.path, bytes(data))
        written: int = self._file.write(data)
        return written

    def sync(self) -> None:
        self._disk.note("sync", self.path)
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def attached(disk: Disk) -> Iterator[Disk]:
    """Let the index use the disk."""
    real = {name: getattr(files, name) for name in ("remove", "rename", "remove_folder")}
    opened = files.open_regular

    def create(path: Path) -> _File:
        if path.exists():
            remove(path)
        disk.note("create", path)
        return _File(disk, path, path.open("xb"))

    def remove(path: Path) -> None:
        if path.exists():
            disk.note("remove", path)
            real["remove"](path)

    def rename(old: Path, new: Path) -> None:
        disk.note("rename", old, new)
        real["rename"](old, new)

    def remove_folder(folder: Path) -> None:
        disk.note("remove_folder", folder)
        real["remove_folder"](folder)

    def make_folders(folder: Path) -> bool:
        if folder.is_dir():
            return False
        if not folder.parent.is_dir():
            make_folders(folder.parent)
        disk.note("make_folder", folder)
        os.mkdir(folder)
        files.sync_folder(folder.parent)
        return True

    def open_regular(path: Path) -> int:
        disk.note("open", path)
        return opened(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "create", create)
        patch.setattr(files, "sync", lambda file: file.sync())
        patch.setattr(files, "sync_folder", lambda folder: disk.note("sync_folder", folder))
        patch.setattr(files, "remove", remove)
        patch.setattr(files, "rename", rename)
        patch.setattr(files, "remove_folder", remove_folder)
        patch.setattr(files, "make_folders", make_folders)
        patch.setattr(files, "open_regular", open_regular)
        yield disk


class _Content:
    """The content of a file: what is on disk, and what was written since."""

    def __init__(self, synced: bytes = b"") -> None:
        self.synced = synced
        self.written = b""

    def after_a_cut(self, dice: random.Random) -> bytes:
        """Return the content that a power cut may leave."""
        lost = self.written
        kind = dice.randrange(5)
        if kind == 0:
            lost = b""
        elif kind == 1:
            lost = lost[: dice.randrange(len(lost) + 1)]
        elif kind == 2:
            lost = bytes(len(lost))
        elif kind == 3:
            blocks = [lost[at : at + 512] for at in range(0, len(lost), 512)]
            lost = b"".join(dice.choice([block, bytes(len(block))]) for block in blocks)
        return self.synced + lost


_Names = dict[Path, _Content | None]
"""The content by name, None for a folder."""


def cut(
    calls: list[Call], before: dict[Path, bytes], root: Path, to: Path, dice: random.Random
) -> None:
    """Write to `to` what is left of `root` when the power fails after these calls.

    `before` are the files that were there and synced at first, and `root` itself.
    """
    names: _Names = {path: _Content(content) for path, content in before.items()}
    seen: _Names = dict(names)
    pending: list[tuple[Path, list[tuple[Path, _Content | None, bool]]]] = []
    for call in calls:
        path, content = call.path, seen.get(call.path)
        if call.name == "create":
            seen[path] = _Content()
            pending.append((path.parent, [(path, seen[path], True)]))
        elif call.name == "make_folder":
            seen[path] = None
            pending.append((path.parent, [(path, None, True)]))
        elif call.name == "write" and content is not None:
            content.written += call.what
        elif call.name == "sync" and content is not None:
            content.synced, content.written = content.synced + content.written, b""
        elif call.name == "rename":
            seen[call.what] = seen.pop(path)
            # In one step: no file system has both names or neither.
            changes = [(path, None, False), (call.what, seen[call.what], True)]
            pending.append((path.parent, changes))
        elif call.name in ("remove", "remove_folder"):
            seen.pop(path)
            pending.append((path.parent, [(path, None, False)]))
        elif call.name == "sync_folder":
            for folder, changes in pending:
                if folder == path:
                    _apply(names, changes)
            pending = [(folder, changes) for folder, changes in pending if folder != path]
    share = dice.choice([0.0, 0.2, 0.5, 0.8, 1.0])
    for _, changes in pending:
        if dice.random() < share:
            _apply(names, changes)
    _write(names, root, to, dice)


def _apply(names: _Names, changes: list[tuple[Path, _Content | None, bool]]) -> None:
    for path, content, there in changes:
        if there:
            names[path] = content
        else:
            names.pop(path, None)


def _write(names: _Names, root: Path, to: Path, dice: random.Random) -> None:
    to.mkdir()
    folders = {root, *(path for path, content in names.items() if content is None)}
    for path in sorted(names):
        parents = [parent for parent in path.parents if parent.is_relative_to(root)]
        if not folders.issuperset(parents):
            continue  # a folder that it is in was lost
        content = names[path]
        place = to / path.relative_to(root)
        if content is None:
            place.mkdir()
        else:
            place.write_bytes(content.after_a_cut(dice))
