"""Opening a commit, and the error for an index that cannot be read."""

import contextlib
import os
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from index.embedded.format import manifest
from index.embedded.format.sections import FORMAT_VERSION, Damaged, Foreign
from index.embedded.reading.folder import generation, has_segments, is_index, toc_of
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot
from index.errors import (
    CorruptIndex,
    EngineUnavailable,
    FormatTooNew,
    FormatTooOld,
    IndexMissing,
)

__all__ = [
    "corrupt",
    "open_commit",
    "open_snapshot",
    "raise_if_headless",
    "reporting_damage",
    "version",
]

T = TypeVar("T")

# The exceptions that reading a damaged file raises.
_DAMAGE = (Damaged, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)


def open_snapshot(folder: Path) -> tuple[Snapshot, str]:
    """Return the last commit in `folder` and its version.

    If another process commits meanwhile, the version may be older than the snapshot, but never
    newer. Raises `IndexMissing`, `CorruptIndex`, `FormatTooOld`, `FormatTooNew` or
    `EngineUnavailable`.
    """
    if not is_index(folder):
        raise_if_headless(folder)
        if os.path.isfile(folder):
            raise IndexMissing(
                f"no index at {folder}, which is a file; "
                "make one with: overheard index PATH -i FOLDER"
            )
        raise IndexMissing(f"no index at {folder}; make one with: overheard index PATH -i {folder}")

    def open_once() -> tuple[Snapshot, str]:
        named = version(folder)
        leaves, contents = open_commit(folder, generation(folder))
        return Snapshot(leaves, contents.synonyms, contents.versions), named

    return _despite_commits(folder, open_once)


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
                if path.stat().st_size != segment.bytes:
                    raise Damaged(f"{path.name} has changed its size")
                leaves.append(Leaf(path, segment.dead_episodes, mapped=mapped))
                if leaves[-1].file.crc != segment.crc:
                    raise Damaged(f"{path.name} is not the file that was committed")
    except BaseException:
        for leaf in leaves:
            leaf.close()
        raise
    return leaves, contents


def _verified(folder: Path, committed: int) -> manifest.Manifest:
    try:
        contents = manifest.read_manifest(folder, committed)
    except FileNotFoundError:
        if generation(folder) != committed:
            raise
        raise _error_without_manifest(folder) from None
    toc = toc_of(folder, committed).read_bytes()
    if contents.toc != (len(toc), zlib.crc32(toc)):
        raise Damaged(f"{toc_of(folder, committed).name} has changed since it was written")
    return contents


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
    except _DAMAGE as error:
        raise corrupt(folder, error) from error
    except OSError as error:
        raise EngineUnavailable(
            f"the index at {folder} cannot be used: {error.strerror}; check its permissions"
        ) from error


def corrupt(folder: Path, error: Exception) -> CorruptIndex:
    """Return the exception for an index whose reading raised `error`."""
    what = " ".join(str(error).split())[:80] or type(error).__name__
    return CorruptIndex(
        f"the index at {folder} is damaged ({what!a}); "
        "delete that folder and index the transcripts again"
    )


def _despite_commits(folder: Path, open_once: Callable[[], T]) -> T:
    # A commit in another process may delete the files of the one before it after we have listed the
    # folder and before we open them: try again.
    for _ in range(20):
        with contextlib.suppress(FileNotFoundError):
            return open_once()
        time.sleep(0.01)
    with reporting_damage(folder, missing=True):
        return open_once()
