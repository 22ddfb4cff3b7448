"""What a run does with one recording: compare it with the index, or read it ready for that."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from index import Episode, Segment
from indexer import recording
from indexer.report import Note, Taken

__all__ = ["Outcome", "Task", "compare", "read"]


class Task(NamedTuple):
    """A recording to be indexed: its id, its files, their bytes, the language the caller says.

    `prepare` is the writer's, which makes what is read ready for it.
    """

    episode_id: str
    files: tuple[Path, ...]
    size: int
    language: str | None
    prepare: Callable[[Episode, Sequence[Segment]], object]


class Outcome(NamedTuple):
    """What became of a recording.

    One that was read has what was `taken`, its words not yet counted, and is `prepared`
    for the index; one of which nothing could be read has only notes.
    """

    skipped: Sequence[Note]
    doubts: Sequence[Note] = ()
    unchanged: bool = False
    taken: Taken | None = None
    prepared: object = None


def compare(task: Task, committed: Episode | None) -> Outcome | None:
    """Return the outcome if the index has the recording as it is, None if it is to be read."""
    if committed is None:
        return None
    skipped: list[Note] = []
    source = recording.load(task.files, skipped, task.language)
    if committed.fingerprint != source.fingerprint:
        return None
    taken = Path(committed.source).name
    skipped += [
        Note(file, f"the same episode as {taken}, which was taken")
        for file in source.contents
        if file.name != taken
    ]
    return Outcome(skipped, unchanged=True)


def read(task: Task) -> Outcome:
    """Read a recording's files and make the best of them ready for the index."""
    skipped: list[Note] = []
    doubts: list[Note] = []
    source = recording.load(task.files, skipped, task.language)
    reading = recording.read(source, skipped, doubts, task.language)
    if reading is None:
        return Outcome(skipped, doubts)
    episode = reading.episode(task.episode_id, source.fingerprint)
    prepared = task.prepare(episode, reading.segments)
    return Outcome(
        skipped, doubts, taken=reading.taken(task.episode_id, words=0), prepared=prepared
    )
