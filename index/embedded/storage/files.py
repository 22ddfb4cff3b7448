"""Storage: the calls by which an index reaches the disk, and those that make it durable.

A file is on disk once it was synced, and so is its name once its folder was. Every error of a sync
is raised, because what it failed to write may be lost (Decision 0045). Files are opened only if
they are regular, and never through a link: a folder may come from a stranger. Tests put a file
system of their own in the place of these functions.
"""

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from index.embedded.storage.damage import Damaged

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module elsewhere

__all__ = [
    "create",
    "folder_descriptor",
    "make_folders",
    "open_regular",
    "read",
    "remove",
    "remove_folder",
    "rename",
    "sync",
    "sync_folder",
]

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY})
"""Errors of a file system that has no such call, as some network folders have none for folders."""


def create(path: Path) -> BinaryIO:
    """Return a new file, open for writing; one of that name, left by a dead writer, is removed."""
    remove(path)
    return path.open("xb")


def sync(file: BinaryIO) -> None:
    """Write what a file holds to the disk; raises `OSError`."""
    file.flush()
    _sync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Write the names in a folder to the disk; raises `OSError`.

    Windows keeps them itself, and does not open a folder.
    """
    if os.name == "nt":
        return
    descriptor = folder_descriptor(folder)
    try:
        _sync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def folder_descriptor(folder: Path) -> int:
    """Return a descriptor of a folder."""
    return os.open(folder, _READ | getattr(os, "O_DIRECTORY", 0))


def rename(old: Path, new: Path) -> None:
    """Give a file its final name, in one step; a file of that name is replaced."""
    os.replace(old, new)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    path.unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Remove an empty folder."""
    folder.rmdir()


def make_folders(folder: Path) -> bool:
    """Make a folder and those that it is in, each synced in the one it is in.

    Returns whether it was made. Raises `FileExistsError` for what is no folder.
    """
    if os.path.lexists(folder) and folder.is_dir():
        return False
    if folder.parent != folder and not folder.parent.is_dir():
        make_folders(folder.parent)
    os.mkdir(folder)
    sync_folder(folder.parent)
    return True


def open_regular(path: Path) -> int:
    """Return a descriptor of a regular file, for reading.

    Raises `Damaged` for anything else, a link too, and never waits for it. Raises `OSError`.
    """
    if not _PLAIN and path.is_symlink():
        raise _no_file(path)
    try:
        descriptor = os.open(path, _READ | _PLAIN)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO):
            raise _no_file(path) from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _no_file(path)
    return descriptor


def read(path: Path, most: int) -> bytes:
    """Return the content of a regular file of at most `most` bytes; raises as `open_regular`."""
    with os.fdopen(open_regular(path), "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Damaged(f"{path.name} is larger than any that was written")
    return content


def _sync(descriptor: int) -> None:
    # On macOS fsync leaves the data in the cache of the drive.
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        with contextlib.suppress(OSError):  # a drive that does not know it
            fcntl.fcntl(descriptor, full)
            return
    os.fsync(descriptor)


def _no_file(path: Path) -> Damaged:
    return Damaged(f"{path.name} is no regular file")
