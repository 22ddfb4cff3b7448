"""Opening a commit, or the one before it, and the error for an index that cannot be read."""

import contextlib
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from index.embedded.format import manifest
from index.embedded.format.sections import FORMAT_VERSION
from index.embedded.reading.folder import (
    generation,
    generations,
    has_segments,
    is_index,
    lost_commit,
    toc_of,
)
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot
from index.embedded.storage import files
from index.embedded.storage.damage import Damaged, Foreign
from index.errors import (
    CorruptIndex,
    EngineUnavailable,
    FormatTooNew,
    FormatTooOld,
    IndexMissing,
    OverheardError,
)

__all__ = [
    "DAMAGE",
    "OpenCommit",
    "corrupt",
    "open_commit",
    "open_newest",
    "open_snapshot",
    "raise_if_headless",
    "raise_if_missing",
    "reporting_damage",
    "version",
]

T = TypeVar("T")

_COUNTS = frozenset({"|u1", "<u2", "<u4"})
_SECONDS = frozenset({"begins", "ends"})
"""The dtypes of sections, and the sections that may have seconds (f8) in their place."""

_PIECE = 1 << 20  # bytes that are read at a time


class OpenCommit(NamedTuple):
    """An open commit: its index segments, manifest and number, and a warning if it is not the last.

    `warning` is one line, None for the last commit.
    """

    leaves: list[Leaf]
    contents: manifest.Manifest
    generation: int
    warning: str | None = None


DAMAGE = (
    *(Damaged, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(TypeError, ValueError, struct.error),
)
"""The exceptions that reading a damaged file raises."""


def open_snapshot(folder: Path) -> tuple[Snapshot, str]:
    """Return the last commit in `folder`, or the one before it with a warning, and its version.

    If another process commits meanwhile, the version may be older than the snapshot, but never
    newer. Raises `IndexMissing`, `CorruptIndex`, `FormatTooOld`, `FormatTooNew` or
    `EngineUnavailable`.
    """
    raise_if_missing(folder)
    named = version(folder)
    opened = open_newest(folder)
    snapshot = Snapshot(
        opened.leaves,
        opened.contents.synonyms,
        opened.contents.versions,
        generation=opened.generation,
        warning=opened.warning,
    )
    return snapshot, named


def raise_if_missing(folder: Path) -> None:
    """Raise `IndexMissing` if there is no index in `folder`, `CorruptIndex` for parts of one."""
    if not is_index(folder):
        raise_if_headless(folder)
        if os.path.isfile(folder):
            raise IndexMissing(
                f"no index at {folder}, which is a file; "
                "make one with: overheard index PATH -i FOLDER"
            )
        raise IndexMissing(f"no index at {folder}; make one with: overheard index PATH -i {folder}")


def open_newest(folder: Path, *, mapped: bool = False) -> OpenCommit:
    """Return the last commit in `folder`; where that is damaged, the last one that is not.

    Raises the error of the last commit if no other can be opened.
    """

    def open_once() -> OpenCommit:
        committed = generation(folder)
        leaves, contents = open_commit(folder, committed, mapped=mapped)
        # Of a writer that publishes just now, a second look finds the table of contents.
        lost = lost_commit(folder) and lost_commit(folder)
        warning = None if lost is None else _warning(folder, f"commit {lost} was not finished")
        return OpenCommit(leaves, contents, committed, warning)

    try:
        return _despite_commits(folder, open_once)
    except CorruptIndex as error:
        for committed in generations(folder)[1:]:
            with contextlib.suppress(OverheardError, FileNotFoundError):
                leaves, contents = open_commit(folder, committed, mapped=mapped)
                reason = _reason(error.__cause__ or error)
                return OpenCommit(leaves, contents, committed, _warning(folder, reason))
        raise


def _warning(folder: Path, reason: str) -> str:
    return (
        f"the newest commit of {folder} is damaged ({reason}); answers are of the one before it. "
        "Give the transcripts to `overheard index` again"
    )


def open_commit(
    folder: Path, committed: int, *, mapped: bool = False
) -> tuple[list[Leaf], manifest.Manifest]:
    """Return the open index segments of a commit, and its manifest.

    A writer's index segments are read `mapped`. Raises what `open_snapshot` raises, and
    `FileNotFoundError` for a file that is gone.
    """
    leaves: list[Leaf] = []
    try:
        with reporting_damage(folder):
            contents = _verified(folder, committed)
            for segment in contents.segments:
                path = folder / f"{segment.name}{manifest.SUFFIX}"
                leaf = Leaf(path, segment.dead_episodes, mapped=mapped)
                leaves.append(leaf)
                _require_dtypes(leaf)
                if leaf.file.size != segment.bytes or leaf.file.crc != segment.crc:
                    raise Damaged(f"{path.name} is not the file that was committed")
                episodes = leaf.file.length("episode.documents")
                if any(number >= episodes for number in segment.dead_episodes):
                    raise Damaged(f"{path.name} has fewer episodes than were removed")
    except BaseException:
        for leaf in leaves:
            leaf.close()
        raise
    return leaves, contents


def _require_dtypes(leaf: Leaf) -> None:
    """Raise `Damaged` for a section with items of another kind than any that is written."""
    for section in leaf.file.names:
        dtype = leaf.file.dtype(section)
        if dtype not in _COUNTS and not (dtype == "<f8" and section in _SECONDS):
            raise Damaged(f"{leaf.file.path.name} has a section {section[:20]} of another kind")


def _verified(folder: Path, committed: int) -> manifest.Manifest:
    try:
        contents = manifest.read_manifest(folder, committed)
    except FileNotFoundError:
        if generation(folder) != committed:
            raise
        raise _error_without_manifest(folder) from None
    if contents.toc != _size_and_sum(toc_of(folder, committed)):
        raise Damaged(f"{toc_of(folder, committed).name} has changed since it was written")
    return contents


def _size_and_sum(path: Path) -> tuple[int, int]:
    size = checked = 0
    with os.fdopen(files.open_regular(path), "rb") as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            checked = zlib.crc32(piece, checked)
    return size, checked


def _error_without_manifest(folder: Path) -> Exception:
    """Return the exception for a Whoosh index whose last commit has no manifest."""
    if any(folder.glob("overheard_*.sums")):
        return FormatTooOld(
            f"the index at {folder} was made by an older Overheard; "
            "delete that folder and index the transcripts again"
        )
    if any(folder.glob("overheard_*.commit")) or has_segments(folder):
        return Damaged("another program has written to it, or a file is missing")
    return IndexMissing(
        f"{folder} holds a Whoosh index that Overheard did not make; give -i another folder"
    )


def raise_if_headless(folder: Path) -> None:
    """Raise `CorruptIndex` for index segments whose table of contents is gone.

    No interrupted writer leaves a folder like that: it makes an empty commit first.
    """
    if has_segments(folder):
        raise corrupt(folder, Damaged("its table of contents is missing"))


def version(folder: Path) -> str:
    """Return the version of the last commit, unique to it; empty if there is no index."""

    def look() -> str:
        committed = generation(folder)
        if committed < 0:
            return ""
        toc = toc_of(folder, committed).stat()
        return f"{committed}-{toc.st_mtime_ns:x}-{toc.st_ino:x}"

    return _despite_commits(folder, look)


@contextlib.contextmanager
def reporting_damage(folder: Path, missing: bool = False) -> Iterator[None]:
    """Turn the exceptions of a damaged file into errors that say what to do.

    A `FileNotFoundError` passes through, because a commit in another process may have removed the
    file; with `missing` it is damage too.
    """
    try:
        yield
    except Foreign as error:
        if error.version > FORMAT_VERSION:
            raise FormatTooNew(
                f"the index at {folder} was made by a newer Overheard; update this one"
            ) from error
        raise FormatTooOld(
            f"the index at {folder} was made by an older Overheard; "
            "delete that folder and index the transcripts again"
        ) from error
    except FileNotFoundError as error:
        if not missing:
            raise
        raise corrupt(folder, error) from error
    except DAMAGE as error:
        raise corrupt(folder, error) from error
    except OSError as error:
        raise EngineUnavailable(
            f"the index at {folder} cannot be used: {error.strerror}; check its permissions"
        ) from error


def corrupt(folder: Path, error: Exception) -> CorruptIndex:
    """Return the exception for an index whose reading raised `error`."""
    return CorruptIndex(
        f"the index at {folder} is damaged ({_reason(error)}); "
        "delete that folder and index the transcripts again"
    )


def _reason(error: BaseException) -> str:
    return ascii(" ".join(str(error).split())[:80] or type(error).__name__)


def _despite_commits(folder: Path, open_once: Callable[[], T]) -> T:
    # A commit in another process may delete the files of the one before it after we have listed the
    # folder and before we open them: try again.
    for _ in range(20):
        with contextlib.suppress(FileNotFoundError):
            return open_once()
        time.sleep(0.01)
    with reporting_damage(folder, missing=True):
        return open_once()
