"""Copying a commit: a snapshot of an index in another folder, while a writer may commit.

The files are held open while they are copied, so a commit that removes them meanwhile takes
nothing away. The copy is written in the order of a commit (commit.py), and its checksums are read
again before it is published.
"""

import contextlib
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from index.embedded.format import manifest
from index.embedded.reading import folder as store
from index.embedded.reading import opening
from index.embedded.reading.leaf import Leaf
from index.embedded.storage import files
from index.embedded.storage.damage import Damaged
from index.errors import EngineUnavailable, IndexMissing
from index.results.upkeep import Copied

__all__ = ["copy"]

_MOST_TRIES = 20
_LARGEST = 1 << 30  # bytes of a table of contents


def copy(folder: Path, to: Path, on_progress: Callable[[int, int], None] | None = None) -> Copied:
    """Copy the newest commit of the index in `folder` to the folder `to`, durably.

    `to` must not be there yet, or be empty. `on_progress` gets the bytes copied and their total.
    Raises what opening the index raises, `IndexMissing` for a `to` that holds something, and
    `EngineUnavailable` for one that cannot be written; nothing is left there then.
    """
    opening.raise_if_missing(folder)
    made = _prepared(to)
    try:
        with _writing(to):
            return _copied(folder, to, on_progress or (lambda done, total: None))
    except BaseException:
        with contextlib.suppress(OSError):
            for path in sorted(to.iterdir()):
                if store.OURS.match(path.name):
                    files.remove(path)
            if made:
                files.remove_folder(to)
        raise


def _prepared(to: Path) -> bool:
    """Make the folder, or see that it is empty; return whether it was made."""
    try:
        made = files.make_folders(to)
        empty = made or not os.listdir(to)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise IndexMissing(f"no folder can be made at {to!s:.200} ({why}); give another") from error
    if not empty:
        raise IndexMissing(f"{to} holds something; give a new or an empty folder")
    return made


@contextlib.contextmanager
def _writing(to: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EngineUnavailable(
            f"the copy at {to} cannot be written: {error.strerror}; make room and try again"
        ) from error


def _copied(folder: Path, to: Path, on_progress: Callable[[int, int], None]) -> Copied:
    opened, toc, listing = _opened(folder)
    try:
        total = sum(leaf.file.size for leaf in opened.leaves)
        done = 0
        for leaf in opened.leaves:
            path = to / leaf.file.path.name
            with files.create(path) as file:
                for piece in _pieces(folder, leaf):
                    file.write(piece)
                    done += len(piece)
                    on_progress(done, total)
                files.sync(file)
            _verify(folder, leaf, path)
    finally:
        _close(opened)
    partial = store.partial_toc_of(to, opened.generation)
    for path, content in (
        (partial, toc),
        (manifest.path_of(to, opened.generation), listing),
    ):
        with files.create(path) as file:
            file.write(content)
            files.sync(file)
    files.sync_folder(to)
    files.rename(partial, store.toc_of(to, opened.generation))
    files.sync_folder(to)
    return Copied(store.size(to), opened.generation, opened.warning)


def _opened(folder: Path) -> tuple[opening.OpenCommit, bytes, bytes]:
    """Return the open commit, its table of contents and its manifest."""
    for _ in range(_MOST_TRIES):
        opened = opening.open_newest(folder)
        try:
            with opening.reporting_damage(folder):
                toc = files.read(store.toc_of(folder, opened.generation), _LARGEST)
                listing = files.read(manifest.path_of(folder, opened.generation), _LARGEST)
                if opened.contents.toc == (len(toc), zlib.crc32(toc)):
                    return opened, toc, listing
        except FileNotFoundError:
            pass  # two commits came meanwhile
        except BaseException:
            _close(opened)
            raise
        _close(opened)
    raise EngineUnavailable(f"the index at {folder} changes all the time; try again")


def _close(opened: opening.OpenCommit) -> None:
    for leaf in opened.leaves:
        leaf.close()


def _pieces(folder: Path, leaf: Leaf) -> Iterator[bytearray]:
    with opening.reporting_damage(folder, missing=True):
        yield from leaf.file.pieces()


def _verify(folder: Path, leaf: Leaf, path: Path) -> None:
    """Read the checksums of a copied file; raises `CorruptIndex`."""
    with opening.reporting_damage(folder, missing=True):
        copied = Leaf(path, mapped=True)
        try:
            if copied.file.crc != leaf.file.crc:
                raise Damaged(f"{path.name} is not the file that was committed")
            copied.file.check_all()
        finally:
            copied.close()
