"""File access: which files a run may open, and how it opens them.

The folders that are indexed may come from strangers. A run opens regular files alone, as a pipe
or a device may never answer; no link out of the folders that were given, as what it leads to is
not the stranger's to show; and no file or line that is larger than any transcript.

`bounded` says which folders were given, for all that is opened in its block. Outside of one, a
link may lead to files of its own folder only.
"""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError

__all__ = [
    "LARGEST",
    "LINK_OUT",
    "Bounds",
    "bounded",
    "bounds",
    "check_lines",
    "is_given",
    "read",
    "why_not",
    "within",
]

LARGEST = 64_000_000
"""The bytes of a file that is read. The largest of 3,000 real transcripts has 4 MB."""

_LONGEST = 16_000_000
"""The bytes of a line. A whole transcript in JSON may be one line."""

LINK_OUT = "a link out of the folders given; read with --follow-links"

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

# A pipe that takes the place of a file after it was looked at is opened without waiting for its
# writer, and a link is not followed. Windows has neither flag, and opens no text with O_BINARY.
_FLAGS = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_NOFOLLOW", "O_BINARY"):
    _FLAGS |= getattr(os, _flag, 0)


class Bounds(NamedTuple):
    """The folders and files that were given, by their real paths; links may lead out or not."""

    given: frozenset[str] = frozenset()
    follow_links: bool = False

    def hold(self, place: str) -> bool:
        """Return whether a real path was given, or is below a folder that was."""
        while place not in self.given:
            above = os.path.dirname(place)
            if above == place:
                return False
            place = above
        return True


_NONE = Bounds()
_BOUNDS: ContextVar[Bounds] = ContextVar("bounds", default=_NONE)


def bounds() -> Bounds:
    """Return the bounds that hold here, to be handed to another process."""
    return _BOUNDS.get()


@contextlib.contextmanager
def within(given: Bounds) -> Iterator[None]:
    """Let `given` hold for what is opened in the block."""
    token = _BOUNDS.set(given)
    try:
        yield
    finally:
        _BOUNDS.reset(token)


@contextlib.contextmanager
def bounded(paths: Iterable[Path], *, follow_links: bool = False) -> Iterator[None]:
    """Let links in the block lead into the folders and to the files `paths`, or anywhere.

    With a file its folder is given, which may hold facts about it.
    """
    given: set[str] = set()
    for path in paths:
        given.add(os.path.realpath(path))
        if not path.is_dir():
            given.add(os.path.realpath(path.parent))
    with within(Bounds(frozenset(given), follow_links)):
        yield


def is_given(folder: Path) -> bool:
    """Return whether a folder was given, or lies in one that was; outside of a block, it was."""
    here = _BOUNDS.get()
    return here.follow_links or not here.given or here.hold(os.path.realpath(folder))


def why_not(path: Path) -> str | None:
    """Return why the file `path` may not be opened, None for a regular file within the bounds."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            if not _may_follow(path):
                return LINK_OUT
            found = os.stat(path)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return _irregular(found)


def read(path: Path, largest: int = LARGEST) -> bytes:
    """Return the content of a file.

    Raises `TranscriptError` for a file that may not be opened, that cannot be read, or that has
    more than `largest` bytes.
    """
    if reason := why_not(path):
        raise TranscriptError(path, reason)
    try:
        # After a look at a link, what it leads to is opened, and no link that took its place.
        place = os.path.realpath(path) if path.is_symlink() else path
        with open(os.open(place, _FLAGS), "rb") as file:
            found = os.fstat(file.fileno())
            if reason := _irregular(found):
                raise TranscriptError(path, reason)
            data = b"" if found.st_size > largest else file.read(largest + 1)
    except OSError as error:
        raise TranscriptError(path, f"cannot be read: {error.strerror}") from None
    if found.st_size > largest or len(data) > largest:
        raise TranscriptError(path, f"larger than {largest:,} bytes, so not read")
    return data


def check_lines(path: Path, data: bytes) -> None:
    """Raise `TranscriptError` if `data`, the content of a file, has too long a line."""
    start = 0
    while len(data) - start > _LONGEST:
        end = start + _LONGEST + 1
        last = max(data.rfind(b"\n", start, end), data.rfind(b"\r", start, end))
        if last < 0:
            line = data.count(b"\n", 0, start) + 1
            raise TranscriptError(path, f"its line has more than {_LONGEST:,} bytes", line)
        start = last + 1


def _may_follow(link: Path) -> bool:
    here = _BOUNDS.get()
    if here.follow_links:
        return True
    own = os.path.realpath(link.parent)
    return Bounds(here.given | {own}).hold(os.path.realpath(link))


def _irregular(found: os.stat_result) -> str | None:
    if stat.S_ISREG(found.st_mode):
        return None
    kind = next((name for is_kind, name in _KINDS if is_kind(found.st_mode)), "something else")
    return f"{kind} and no regular file, so not opened"
