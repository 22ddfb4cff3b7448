"""The writer of an embedded index: collects changes, and publishes them as the next commit."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from index.embedded.bridge.lock import acquire_lock
from index.embedded.format import manifest
from index.embedded.reading import folder as store
from index.embedded.reading import opening
from index.embedded.reading.leaf import Leaf
from index.embedded.storage import files
from index.embedded.storage.damage import Damaged
from index.embedded.writing import merge_policies
from index.embedded.writing.batch import Batch
from index.embedded.writing.commit import abandon, files_of, publish
from index.embedded.writing.merge_policies import MergePolicy
from index.embedded.writing.merging import merge
from index.embedded.writing.prepared import PreparedEpisode, prepare
from index.errors import EngineUnavailable, IndexMissing
from index.model import Episode, Segment
from index.query.synonyms import parse_synonyms
from index.versions import Versions

__all__ = ["EmbeddedWriter"]

_BATCH = 6_000_000
"""The number of words that a batch collects before it is written: about 200 MB in memory."""

_MOST_TERMS = 100_000
"""The number of different terms at which a batch is written sooner: each takes about 1 KB then. Six
million words of talk have 40,000; random letters have one a word."""

_ROOM = 1 << 16
"""The bytes by which an index may be larger than twice its living talk, with the commit before."""


class EmbeddedWriter:
    """Implements `Writer`; holds the lock of an index until it commits or rolls back.

    Makes the index if there is none. Raises what opening an index raises, `IndexLocked` if there is
    another writer for longer than it may `wait`, in seconds, and `EngineUnavailable` for any call
    after it has ended.
    """

    def __init__(self, folder: Path, wait: float = 0) -> None:
        self._folder = folder
        self._made = _prepare_folder(folder)
        self._lock = acquire_lock(folder, wait)
        self._leaves: list[Leaf] = []
        try:
            self._new = not store.is_index(folder)
            if self._new:
                self._make_index()
            # The number of the newest commit, also where that is damaged and another one is open.
            self._before = store.generation(folder)
            with opening.reporting_damage(folder, missing=True):
                self._leaves, contents, self._opened, self.warning = opening.open_newest(
                    folder, mapped=True
                )
                # The index segment of each episode, or None for the batch, and its number there.
                self._addresses: dict[str, tuple[Leaf | None, int]] = {
                    id_: (leaf, number) for leaf in self._leaves for id_, number in leaf.ids.items()
                }
                self._committed = {
                    id_: leaf.episode(n) for id_, (leaf, n) in self._addresses.items() if leaf
                }
        except BaseException:
            for leaf in self._leaves:
                leaf.close()
            self._lock.release()
            raise
        self._old_leaves = tuple(self._leaves)
        self._synonyms, self._versions = contents.synonyms, contents.versions
        self._to_close = list(self._leaves)
        self._batch = Batch()
        self._dead_episodes: dict[Leaf | None, set[int]] = {
            leaf: set(leaf.dead_episodes) for leaf in self._leaves
        }
        self._dead_episodes[None] = set()
        self._added: set[str] = set()
        self._written: list[Path] = []
        self._open = True

    def _make_index(self) -> None:
        """Publish an empty commit, so that segments without one are always damage."""
        try:
            publish(self._folder, 0, [], check=lambda: self._lock.require_last(-1))
        except OSError as error:
            with contextlib.suppress(OSError):
                abandon(self._folder, -1, new=True, made=self._made)
            raise EngineUnavailable(
                f"the index at {self._folder} cannot be written: {error.strerror}; "
                "make room and try again"
            ) from error

    @property
    def versions(self) -> Versions:
        """The versions that made the last commit."""
        return self._versions

    def episodes(self) -> dict[str, Episode]:
        """Return the episodes of the last commit, by id."""
        return dict(self._committed)

    def add(self, episode: Episode, segments: Sequence[Segment]) -> int:
        """Add an episode, or replace the one with the same id; return its number of words.

        Raises `ValueError` for an id that was already added to this commit, and what `prepare`
        raises; nothing has changed then.
        """
        return self.add_prepared(prepare(episode, segments))

    @property
    def prepare(self) -> Callable[[Episode, Sequence[Segment]], PreparedEpisode]:
        """The function that prepares an episode for `add_prepared`, in any process."""
        return prepare

    def add_prepared(self, prepared: object) -> int:
        """Add an episode that `prepare` returned, as `add` does.

        Raises `TypeError` for what another engine prepared.
        """
        self._require_open()
        if not isinstance(prepared, PreparedEpisode):
            raise TypeError(f"{type(prepared).__name__} was not made ready for this engine")
        if prepared.id in self._added:
            raise ValueError(f"episode {prepared.id!r} is already part of this commit")
        self.remove(prepared.id)
        words = self._batch.add(prepared)
        self._addresses[prepared.id] = None, self._batch.episodes - 1
        self._added.add(prepared.id)
        if self._batch.tokens >= _BATCH or self._batch.terms >= _MOST_TERMS:
            with self._writing():
                self._flush()
        return words

    def remove(self, episode_id: str) -> None:
        """Remove an episode from the next commit, if it is there."""
        self._require_open()
        self._added.discard(episode_id)
        address = self._addresses.pop(episode_id, None)
        if address is not None:
            leaf, number = address
            self._dead_episodes[leaf].add(number)

    def set_synonyms(self, text: str, name: str = "synonyms") -> bool:
        """Set the synonyms to the text of a synonyms file; return whether the text is new.

        Raises `SynonymsError`, which names the file `name`.
        """
        self._require_open()
        parse_synonyms(text, name)
        before, self._synonyms = self._synonyms, text
        return text != before

    def commit(
        self,
        mergetype: MergePolicy | None = None,
        optimize: bool = False,
        *,
        purge: bool = False,
    ) -> int:
        """Publish all changes atomically, and end the writer.

        Returns the size of the index on disk, in bytes. `mergetype` chooses the index segments to
        merge (merge_policies.py); `optimize` merges all. `purge` also writes those anew that hold
        removed episodes, and keeps no commit before it, so that nothing of these stays on disk.
        """
        self._require_open()
        policy = mergetype or (merge_policies.OPTIMIZE if optimize else merge_policies.MERGE_SMALL)
        with self._writing():
            if not self._versions.is_analysis_current:
                with self._reading():
                    self._analyse_again()
            self._flush()
            living = [self._without_removed(leaf) for leaf in self._leaves]
            self._leaves = policy(
                self, [leaf for leaf in living if len(leaf.dead_episodes) < leaf.episodes]
            )
            if purge:
                self._leaves = merge_policies.PURGE(self, self._leaves)
            with self._reading():
                reading = self._oldest_reading()
                kept = () if purge else self._files_kept()
            publish(
                *(self._folder, self._before + 1, self._leaves, self._synonyms, reading),
                kept=kept,
                check=lambda: self._lock.require_last(self._before),
            )
        self._end()
        return store.size(self._folder)

    def merge(self, leaves: Sequence[Leaf]) -> Leaf:
        """Merge several index segments, and return the new one; called by merge policies."""
        path = self._new_path()
        with self._reading():
            merge(path, leaves)
        return self._open_segment(path)

    def rollback(self) -> int:
        """Discard all changes, and end the writer.

        Returns the size of the index on disk, in bytes, 0 if there is none.
        """
        if self._open:
            # The next commit removes what is left.
            with contextlib.suppress(OSError):
                self._take_back()
            self._end()
        return store.size(self._folder) if store.is_index(self._folder) else 0

    def _take_back(self) -> None:
        """Remove what was written, unless it was published or somebody else has published."""
        if store.generation(self._folder) <= self._before and self._lock.is_whole():
            for path in self._written:
                files.remove(path)
            abandon(self._folder, self._before, new=self._new, made=self._made)

    def _require_open(self) -> None:
        # Without the lock it could overwrite the commit of another writer.
        if not self._open:
            raise EngineUnavailable(
                f"this writer of {self._folder} has committed or rolled back; open another"
            )

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Report damage to what is read of the last commit."""
        try:
            yield
        except opening.DAMAGE as error:
            raise opening.corrupt(self._folder, error) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Roll back if an exception is raised, and say what to do about it."""
        try:
            yield
        except Damaged as error:
            self.rollback()
            raise opening.corrupt(self._folder, error) from error
        except OSError as error:
            self.rollback()
            changed = store.generation(self._folder) > self._before
            state = (
                "whether the changes are there is not known" if changed else "nothing has changed"
            )
            raise EngineUnavailable(
                f"the index at {self._folder} cannot be written: {error.strerror}; "
                f"make room and try again, {state}"
            ) from error
        except BaseException:
            self.rollback()
            raise

    def _flush(self) -> None:
        """Write the batch as an index segment, and begin another one."""
        if not self._batch.episodes:
            return
        path = self._new_path()
        self._batch.write(path)
        leaf = self._open_segment(path)
        self._leaves.append(leaf)
        self._dead_episodes[leaf] = self._dead_episodes[None]
        self._dead_episodes[None] = set()
        for id_, (holder, number) in self._addresses.items():
            if holder is None:
                self._addresses[id_] = leaf, number
        self._batch = Batch()

    def _analyse_again(self) -> None:
        """Add the episodes of the last commit again, so that all terms are of one analysis."""
        for leaf in list(self._leaves):
            for number in sorted(leaf.ids.values()):
                episode = leaf.episode(number)
                if episode.id in self._addresses and episode.id not in self._added:
                    documents = range(*leaf.firsts[number : number + 2].tolist())
                    self.add(episode, [leaf.segment(document) for document in documents])

    def _files_kept(self) -> set[str]:
        """Return the names of the files of the commit before this one, if that is kept.

        It is not if it holds nothing, or more than an index may take for it, or episodes that were
        removed: nobody shall find them again, in an index or on the disk.
        """
        new = {leaf.name for leaf in self._leaves}
        gone = [leaf for leaf in self._old_leaves if leaf.name not in new]
        removed = self._committed.keys() - self._addresses.keys()
        for leaf in gone:
            dead = (leaf.episode(number).id for number in leaf.dead_episodes)
            removed |= {id_ for id_ in dead if id_ not in self._addresses}
        living = sum(
            leaf.file.size * leaf.living_documents // (leaf.documents or 1) for leaf in self._leaves
        )
        taken = sum(leaf.file.size for leaf in (*self._leaves, *gone))
        if not self._old_leaves or removed or taken > 2 * living + _ROOM:
            return set()
        return files_of(self._folder, self._opened, self._old_leaves)

    def _oldest_reading(self) -> int | None:
        """Return the oldest version by which a file of the next commit was read."""
        episodes = (leaf.episode(number) for leaf in self._leaves for number in leaf.ids.values())
        return min((episode.reading for episode in episodes if episode.fingerprint), default=None)

    def _without_removed(self, leaf: Leaf) -> Leaf:
        """Return the index segment with its newly removed episodes dead."""
        dead_episodes = sorted(self._dead_episodes[leaf])
        if len(dead_episodes) == len(leaf.dead_episodes):
            return leaf
        return self._open_segment(leaf.file.path, dead_episodes)

    def _open_segment(self, path: Path, dead_episodes: Sequence[int] = ()) -> Leaf:
        leaf = Leaf(path, dead_episodes, mapped=True)
        self._to_close.append(leaf)
        return leaf

    def _new_path(self) -> Path:
        path = self._folder / f"MAIN_{secrets.token_hex(8)}{manifest.SUFFIX}"
        self._written.append(path)
        return path

    def _end(self) -> None:
        self._open = False
        for leaf in self._to_close:
            leaf.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.rollback()
        elif self._open:
            self.commit()


def _prepare_folder(folder: Path) -> bool:
    """Make the folder of an index if there is none; return whether it was made.

    Raises `IndexMissing` for a folder that holds other files, so that no index is mixed with them.
    """
    if store.is_index(folder):
        return False
    opening.raise_if_headless(folder)
    try:
        made = files.make_folders(folder)
        # Files that a writer left which died in its first commit do not count.
        others = [name for name in os.listdir(folder) if not store.OURS.match(name)]
    except FileExistsError:
        others = [folder.name]
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise IndexMissing(
            f"no folder can be made at {folder!s:.200} ({why}); give -i a new or an empty folder"
        ) from error
    if others:
        raise IndexMissing(
            f"{folder} holds something else than an index; give -i a new or an empty folder"
        )
    return made
