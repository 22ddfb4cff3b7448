"""The work of a run on one recording: load its files, compare them with the index, read them."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from index import Episode, Segment
from indexer import file_access, memory, recording
from indexer.file_access import Bounds
from indexer.notes import Note
from indexer.recording import RawRecording
from indexer.report import Taken

__all__ = ["Loaded", "Outcome", "Task", "compare", "load", "read"]


class Loaded(NamedTuple):
    """A recording's files in memory, read and hashed; `unreadable` names those that failed."""

    raw: RawRecording
    unreadable: tuple[Note, ...]


class Task(NamedTuple):
    """A recording to be indexed: its id, its files and their bytes.

    `number` is its place in the run. `language` is the code that the caller says, None to detect
    it. `committed` is the episode that the index has under the id, None for a new one. `prepare`
    is the writer's function that makes an episode ready to be added. `loaded` holds the files
    where they were already read, None where `read` is to load them. `bounds` are those of the
    files that the run may open.
    """

    number: int
    episode_id: str
    files: tuple[Path, ...]
    size: int
    language: str | None
    committed: Episode | None
    prepare: Callable[[Episode, Sequence[Segment]], object]
    loaded: Loaded | None = None
    bounds: Bounds = Bounds()


class Outcome(NamedTuple):
    """The result of a task.

    A recording that was read has `taken`, its words not yet counted, and `prepared`, the episode
    ready for the index. One that could not be read has notes only; `empty` says that there is
    nothing in its files. `spellings` are those of the owner's spellings of people that it has.
    """

    skipped: Sequence[Note]
    doubts: Sequence[Note] = ()
    unchanged: bool = False
    taken: Taken | None = None
    prepared: object = None
    empty: bool = False
    spellings: frozenset[str] = frozenset()


def load(files: Sequence[Path], language: str | None) -> Loaded:
    """Read a recording's files and hash them. Raises nothing: a file may be unreadable."""
    unreadable: list[Note] = []
    raw = recording.load(files, unreadable, language)
    return Loaded(raw, tuple(unreadable))


def compare(committed: Episode | None, loaded: Loaded) -> Outcome | None:
    """Return the outcome if the index has these files already, None if they are to be read."""
    if committed is None or committed.fingerprint != loaded.raw.fingerprint:
        return None
    others = [
        Note(file, f"the same episode as {Path(committed.source).name}, which was taken")
        for file in loaded.raw.contents
        if not _is_at(file, committed.source)
    ]
    if len(others) == len(loaded.raw.contents):
        return None  # the same files at another place
    return Outcome([*loaded.unreadable, *others], unchanged=True)


def _is_at(file: Path, place: str) -> bool:
    """Return whether the real path of a file is `place`."""
    if os.path.basename(place) != file.name:
        return False
    # Following links takes ten times as long, and most paths have none.
    return os.path.abspath(file) == place or os.path.realpath(file) == place


def read(task: Task) -> Outcome:
    """Return the outcome of a task: unchanged, or read and prepared for the index."""
    with file_access.within(task.bounds):
        loaded = task.loaded or load(task.files, task.language)
        if unchanged := compare(task.committed, loaded):
            return unchanged
        while True:
            try:
                with memory.limited(memory.MOST_OF_TALK):
                    return _read(task, loaded)
            except MemoryError:
                loaded = _without_the_largest(loaded)


def _without_the_largest(loaded: Loaded) -> Loaded:
    """Return a recording without its largest file, which takes too much memory, with a note."""
    contents = dict(loaded.raw.contents)
    if not contents:
        raise MemoryError  # of what else?
    largest = max(contents, key=lambda file: len(contents[file]))
    del contents[largest]
    told = (*loaded.unreadable, Note(largest, memory.TOO_MUCH))
    return Loaded(loaded.raw._replace(contents=contents), told)


def _read(task: Task, loaded: Loaded) -> Outcome:
    skipped = list(loaded.unreadable)
    doubts: list[Note] = []
    read = recording.read(loaded.raw, skipped, doubts, task.language)
    if read is None:
        told = [data.strip() for data in loaded.raw.contents.values()]
        return Outcome(skipped, doubts, empty=bool(told) and not any(told))
    episode = read.episode(task.episode_id, loaded.raw.fingerprint)
    return Outcome(
        skipped,
        doubts,
        taken=read.taken(task.episode_id, words=0),
        prepared=task.prepare(episode, read.segments),
        spellings=read.spellings,
    )
