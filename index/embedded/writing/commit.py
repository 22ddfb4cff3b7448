"""Publishing a commit atomically: all its files are written first, then one is renamed."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from index.embedded.bridge.toc import table_of_contents
from index.embedded.codec import codec_for
from index.embedded.format import manifest
from index.embedded.format.manifest import Committed
from index.embedded.format.sections import FORMAT_VERSION
from index.embedded.reading import folder as store
from index.embedded.reading.leaf import Leaf
from index.versions import Versions

__all__ = ["abandon", "publish"]


def publish(
    folder: Path,
    generation: int,
    leaves: Sequence[Leaf],
    synonyms: str = "",
    reading: int | None = None,
) -> None:
    """Publish `leaves` durably as the commit of this number, and remove files it does not need.

    `reading` is the oldest version by which a file was read (`Versions`). All terms are those of
    the present analysis. Readers see the commit once Whoosh's table of contents has its final name.
    """
    committed = [
        Committed(leaf.name, leaf.file.size, leaf.file.crc, tuple(sorted(leaf.dead_episodes)))
        for leaf in leaves
    ]
    toc = table_of_contents(codec_for(FORMAT_VERSION), generation, leaves)
    manifest.write_manifest(folder, generation, toc, committed, synonyms, Versions(reading=reading))
    partial = store.toc_of(folder, generation).with_suffix(".part")
    partial.write_bytes(toc)
    for path in (manifest.path_of(folder, generation), partial):
        _make_durable(path)
    partial.replace(store.toc_of(folder, generation))
    # The commit is published, so an error from here on is ignored.
    with contextlib.suppress(OSError):
        _make_durable(folder)
        _clean(folder, generation, committed)


def abandon(folder: Path, generation: int, *, new: bool, made: bool) -> None:
    """Remove the files of an unpublished commit after `generation`.

    Remove a `new` index too, which is empty, and its folder if that was `made` for it.
    """
    manifest.path_of(folder, generation + 1).unlink(missing_ok=True)
    store.toc_of(folder, generation + 1).with_suffix(".part").unlink(missing_ok=True)
    if new:
        for path in folder.iterdir():
            if store.OURS.match(path.name):
                path.unlink(missing_ok=True)
    if made:
        with contextlib.suppress(OSError):  # it is not empty: somebody else uses it
            folder.rmdir()


def _make_durable(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps a folder's entries itself and does not open one
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _clean(folder: Path, generation: int, committed: Sequence[Committed]) -> None:
    kept = {f"{segment.name}{manifest.SUFFIX}" for segment in committed}
    kept |= {manifest.path_of(folder, generation).name, store.toc_of(folder, generation).name}
    for path in folder.iterdir():
        if store.OURS.match(path.name) and path.name not in kept and path.name != store.LOCK:
            # Windows does not remove what another process has open; the next commit will.
            with contextlib.suppress(OSError):
                path.unlink()
