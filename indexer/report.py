"""The report of a run: counts, the content taken from each file, and the files skipped."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from indexer.notes import Note

__all__ = ["Moved", "Report", "Taken"]


@dataclass(frozen=True, slots=True)
class Taken:
    """The content taken from one file, and counts of the parts left out as no speech."""

    path: Path
    episode: str
    format: str
    language: str | None
    cues: int
    segments: int
    words: int
    timed: bool
    speakers: tuple[str, ...]
    removed: Mapping[str, int]
    chapters: int = 0


class Moved(NamedTuple):
    """An episode whose file was moved or renamed: its id, the file before, and the file now."""

    episode: str
    before: Path
    now: Path


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run.

    `files` counts the files looked at. `episodes`, `segments` and `words` count what was added or
    replaced, `unchanged` the episodes that the index had already. `skipped` are notes on files of
    which nothing was taken, `doubts` notes on places that were read with a guess. `repeated` are
    those of both on files that an earlier run saw as they are now. `seconds` is the duration of
    the run, `bytes` the size of the index after the commit. `analysed_again` counts the other
    episodes whose words were made anew from the text in the index, because another analysis had
    made them. `not_read_again` are the files of episodes that an older version read, and that this
    run could not read: they were not given, or are unreadable now.

    `moved` are episodes that were followed to another file. `removed` are the ids of those that the
    run took out of the index, `without_file` of those that it has and whose files are gone or
    empty. `dry_run` says that nothing was written. `warning` is a line if the newest commit of the
    index was damaged, and the run went on from the one before it.
    """

    files: int
    episodes: int
    segments: int
    words: int
    unchanged: int
    skipped: tuple[Note, ...]
    doubts: tuple[Note, ...]
    seconds: float
    bytes: int
    read: tuple[Taken, ...] = ()
    repeated: frozenset[Note] = frozenset()
    analysed_again: int = 0
    not_read_again: tuple[Path, ...] = ()
    moved: tuple[Moved, ...] = ()
    removed: tuple[str, ...] = ()
    without_file: tuple[str, ...] = ()
    dry_run: bool = False
    warning: str | None = None

    @property
    def untimed(self) -> int:
        """The number of read episodes without times, whose hits have no second."""
        return sum(not taken.timed for taken in self.read)

    @property
    def with_chapters(self) -> int:
        """The number of read episodes that have chapters."""
        return sum(taken.chapters > 0 for taken in self.read)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "files": self.files,
            "episodes": self.episodes,
            "segments": self.segments,
            "words": self.words,
            "unchanged": self.unchanged,
            "untimed": self.untimed,
            "seconds": self.seconds,
            "bytes": self.bytes,
            "read": [{**asdict(taken), "path": str(taken.path)} for taken in self.read],
            "skipped": [self._note(note) for note in self.skipped],
            "doubts": [self._note(note) for note in self.doubts],
            "analysed_again": self.analysed_again,
            "not_read_again": [str(path) for path in self.not_read_again],
            "moved": [
                {"episode": moved.episode, "before": str(moved.before), "now": str(moved.now)}
                for moved in self.moved
            ],
            "removed": list(self.removed),
            "without_file": list(self.without_file),
            "dry_run": self.dry_run,
            "warning": self.warning,
        }

    def _note(self, note: Note) -> dict[str, Any]:
        return {
            "path": str(note.path),
            "line": note.line,
            "reason": note.reason,
            "repeated": note in self.repeated,
        }
