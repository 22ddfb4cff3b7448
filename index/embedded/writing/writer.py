"""The next commit of an embedded index in the making."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from index.embedded.bridge.lock import acquire_lock
from index.embedded.format import manifest
from index.embedded.format.sections import Damaged
from index.embedded.reading import folder as store
from index.embedded.reading import opening
from index.embedded.reading.leaf import Leaf
from index.embedded.writing import merge_policies
from index.embedded.writing.batch import Batch
from index.embedded.writing.commit import abandon, publish
from index.embedded.writing.merge_policies import MergePolicy
from index.embedded.writing.merging import merge
from index.embedded.writing.prepared import PreparedEpisode, prepare
from index.errors import EngineUnavailable, IndexMissing
from index.model import Episode, Segment
from index.query.synonyms import parse_synonyms

__all__ = ["EmbeddedWriter"]

_BATCH = 6_000_000
"""Words collected in memory before they become an index segment: about 200 MB."""


class EmbeddedWriter:
    """Holds the lock of an index, which is made if need be, until it commits or rolls back.

    Raises what opening an index raises, `IndexLocked` if there is a writer already, and
    `EngineUnavailable` when it is asked for more after it has ended.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = _prepare(folder)
        self._lock = acquire_lock(folder)
        self._leaves: list[Leaf] = []
        try:
            self._new = not store.is_index(folder)
            if self._new:
                publish(folder, 0, [])
            self._before = store.generation(folder)
            # Nobody else commits now: what is missing was not taken away by a newer commit.
            with opening.reporting_damage(folder, missing=True):
                self._leaves, self._synonyms = opening.open_commit(folder, self._before)
                # Where each episode is: its index segment, None for the batch, and its number.
                self._places: dict[str, tuple[Leaf | None, int]] = {
                    id_: (leaf, number) for leaf in self._leaves for id_, number in leaf.ids.items()
                }
                self._committed = {
                    id_: leaf.episode(n) for id_, (leaf, n) in self._places.items() if leaf
                }
        except BaseException:
            for leaf in self._leaves:
                leaf.close()
            self._lock.release()
            raise
        self._to_close = list(self._leaves)
        self._batch = Batch()
        self._dead: dict[Leaf | None, set[int]] = {leaf: set(leaf.dead) for leaf in self._leaves}
        self._dead[None] = set()
        self._added: set[str] = set()
        self._written: list[Path] = []
        self._open = True

    def episodes(self) -> dict[str, Episode]:
        """Return the episodes of the last commit, by id."""
        return dict(self._committed)

    def add(self, episode: Episode, segments: Sequence[Segment]) -> int:
        """Add an episode, in place of one with the same id; return how many words it has.

        Raises `ValueError` for an id already added to this commit, and what `prepare` does,
        before anything has changed.
        """
        return self.add_prepared(prepare(episode, segments))

    @property
    def prepare(self) -> Callable[[Episode, Sequence[Segment]], PreparedEpisode]:
        """The function that makes an episode ready for `add_prepared`."""
        return prepare

    def add_prepared(self, prepared: object) -> int:
        """Add an episode that `prepare` returned, as `add` does."""
        self._require_open()
        if not isinstance(prepared, PreparedEpisode):
            raise TypeError(f"{type(prepared).__name__} was not made ready for this engine")
        if prepared.id in self._added:
            raise ValueError(f"episode {prepared.id!r} is already part of this commit")
        self.remove(prepared.id)
        words = self._batch.add(prepared)
        self._places[prepared.id] = None, self._batch.episodes - 1
        self._added.add(prepared.id)
        if self._batch.tokens >= _BATCH:
            with self._writing():
                self._flush()
        return words

    def remove(self, episode_id: str) -> None:
        """Take an episode out of the next commit; no matter if it is not there."""
        self._require_open()
        self._added.discard(episode_id)
        place = self._places.pop(episode_id, None)
        if place is not None:
            leaf, number = place
            self._dead[leaf].add(number)

    def set_synonyms(self, text: str, name: str = "synonyms") -> bool:
        """Keep the synonyms of a file's text; return whether they are others than before.

        Raises `SynonymsError`.
        """
        self._require_open()
        parse_synonyms(text, name)
        before, self._synonyms = self._synonyms, text
        return text != before

    def commit(self, mergetype: MergePolicy | None = None, optimize: bool = False) -> int:
        """Publish everything added and removed, in one step, and end the writer.

        Returns the bytes that the index takes on disk. `mergetype` chooses the index
        segments to merge (merge_policies.py); `optimize` merges all.
        """
        self._require_open()
        policy = mergetype or (merge_policies.OPTIMIZE if optimize else merge_policies.MERGE_SMALL)
        with self._writing():
            self._flush()
            living = [self._as_dead(leaf) for leaf in self._leaves]
            self._leaves = policy(self, [leaf for leaf in living if len(leaf.dead) < leaf.episodes])
            publish(self._folder, self._before + 1, self._leaves, self._synonyms)
        self._end()
        return store.size(self._folder)

    def merge(self, leaves: Sequence[Leaf]) -> Leaf:
        """Return one index segment made of several: what merge policies call."""
        path = self._new_path()
        merge(path, leaves)
        return self._opened(path)

    def rollback(self) -> int:
        """Forget everything added and removed, and end the writer.

        Returns the bytes that the index takes on disk, 0 where none is left.
        """
        if self._open:
            if store.generation(self._folder) <= self._before:
                for path in self._written:
                    path.unlink(missing_ok=True)
                abandon(self._folder, self._before, new=self._new, made=self._made)
            self._end()
        return store.size(self._folder) if store.is_index(self._folder) else 0

    def _require_open(self) -> None:
        # Without the lock it would publish over what another writer has committed since.
        if not self._open:
            raise EngineUnavailable(
                f"this writer of {self._folder} has committed or rolled back; open another"
            )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Roll back what fails, and say what helps."""
        try:
            yield
        except Damaged as error:
            self.rollback()
            raise opening.corrupt(self._folder, error) from error
        except OSError as error:
            self.rollback()
            raise EngineUnavailable(
                f"the index at {self._folder} cannot be written: {error.strerror}; "
                "make room and try again, nothing has changed"
            ) from error
        except BaseException:
            self.rollback()
            raise

    def _flush(self) -> None:
        """Make the batch an index segment."""
        if not self._batch.episodes:
            return
        path = self._new_path()
        self._batch.write(path)
        leaf = self._opened(path)
        self._leaves.append(leaf)
        self._dead[leaf] = self._dead[None]
        self._dead[None] = set()
        for id_, (place, number) in self._places.items():
            if place is None:
                self._places[id_] = leaf, number
        self._batch = Batch()

    def _as_dead(self, leaf: Leaf) -> Leaf:
        """Return the index segment without the episodes that are removed from it."""
        dead = sorted(self._dead[leaf])
        return leaf if len(dead) == len(leaf.dead) else self._opened(leaf.file.path, dead)

    def _opened(self, path: Path, dead: Sequence[int] = ()) -> Leaf:
        leaf = Leaf(path, dead)
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


def _prepare(folder: Path) -> bool:
    """Make the folder of an index if need be; return whether it was made.

    Raises `IndexMissing` for a folder of other things, which an index would litter.
    """
    if store.is_index(folder):
        return False
    opening.refuse_headless(folder)
    made = not os.path.lexists(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # What a writer that died in its first commit left does not count.
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
