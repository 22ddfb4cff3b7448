"""Publishing a commit atomically and durably: Decision 0045.

1. The files of new index segments are synced, then the table of contents under another name, then
   the manifest.
2. The folder is synced: all their names are on disk.
3. The table of contents gets its final name. Readers see the commit.
4. The folder is synced again. The commit is acknowledged.
5. Files that neither it nor the commit before it needs are removed.

An error before 5 fails the commit and takes back 3; one in 5 does not, for the next commit does it.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from index.embedded.bridge.toc import table_of_contents
from index.embedded.codec import codec_for
from index.embedded.format import manifest
from index.embedded.format.manifest import Committed
from index.embedded.format.sections import FORMAT_VERSION
from index.embedded.reading import folder as store
from index.embedded.reading.leaf import Leaf
from index.embedded.storage import files
from index.versions import Versions

__all__ = ["abandon", "digest_of_commit", "files_of", "publish"]


def publish(
    folder: Path,
    generation: int,
    leaves: Sequence[Leaf],
    synonyms: str = "",
    reading: int | None = None,
    *,
    kept: Collection[str] = (),
    check: Callable[[], None] = lambda: None,
) -> None:
    """Publish `leaves` durably as the commit of this number, and remove files it does not need.

    `reading` is the oldest version by which a file was read (`Versions`). All terms are those of
    the present analysis. Readers see the commit once Whoosh's table of contents has its final name;
    `check` is called just before, and before any file is written; it may raise. `kept` are the
    names of other files that stay.
    """
    committed = [
        Committed(leaf.name, leaf.file.size, leaf.file.crc, tuple(sorted(leaf.dead_episodes)))
        for leaf in leaves
    ]
    toc = table_of_contents(codec_for(FORMAT_VERSION), generation, leaves)
    partial = store.partial_toc_of(folder, generation)
    final = store.toc_of(folder, generation)
    check()
    # Before the manifest: one without a table of contents is a commit that was lost.
    with files.create(partial) as file:
        file.write(toc)
        files.sync(file)
    versions = Versions(reading=reading)
    ids = [id_ for leaf in leaves for id_ in leaf.ids]
    digest = digest_of_commit(ids, synonyms, versions)
    manifest.write_manifest(folder, generation, toc, committed, synonyms, versions, digest)
    files.sync_folder(folder)
    check()
    files.rename(partial, final)
    try:
        files.sync_folder(folder)
    except BaseException:
        # It is not acknowledged, so nobody may see it.
        files.rename(final, partial)
        raise
    with contextlib.suppress(OSError):
        _clean(folder, {*files_of(folder, generation, leaves), *kept})


def digest_of_commit(ids: Iterable[str], synonyms: str, versions: Versions) -> str:
    """Return the digest of what a commit says itself: its episodes in order, synonyms, versions."""
    said = json.dumps([list(ids), synonyms, versions]).encode()
    return hashlib.blake2b(said, digest_size=8).hexdigest()


def abandon(folder: Path, generation: int, *, new: bool, made: bool) -> None:
    """Remove the files of an unpublished commit after `generation`.

    Remove a `new` index too, which is empty, and its folder if that was `made` for it.
    """
    files.remove(manifest.path_of(folder, generation + 1))
    files.remove(store.partial_toc_of(folder, generation + 1))
    if new:
        # Each is gone from the disk before what it tells of goes, or else an index looks damaged.
        files.sync_folder(folder)
        files.remove(store.toc_of(folder, generation))
        files.sync_folder(folder)
        _clean(folder, ())
        with contextlib.suppress(OSError):
            files.remove(folder / store.LOCK)
    if made:
        with contextlib.suppress(OSError):  # it is not empty: somebody else uses it
            files.remove_folder(folder)


def files_of(folder: Path, generation: int, leaves: Sequence[Leaf]) -> set[str]:
    """Return the names of the files of a commit."""
    names = {f"{leaf.name}{manifest.SUFFIX}" for leaf in leaves}
    return {
        *names,
        manifest.path_of(folder, generation).name,
        store.toc_of(folder, generation).name,
    }


def _clean(folder: Path, kept: Collection[str]) -> None:
    # The table of contents first: a commit is whole as long as it has one.
    for path in sorted(folder.iterdir(), key=lambda path: (path.suffix != ".toc", path.name)):
        if store.OURS.match(path.name) and path.name not in kept and path.name != store.LOCK:
            # Windows does not remove what another process has open; the next commit will.
            with contextlib.suppress(OSError):
                files.remove(path)
