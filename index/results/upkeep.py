"""The upkeep of an index, as plain values: what a check and a copy return, and what is on disk."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from index.versions import Versions

__all__ = ["CheckReport", "Copied", "Layout", "Problem", "StoredSegment"]


class Problem(NamedTuple):
    """Something that is wrong with an index: in which file, what it is, and how to mend it."""

    where: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of a check.

    `generation` is the number of the newest commit, `full` says that the talk was read again.
    `problems` are what is wrong, `notes` what is worth knowing and harms nobody. `episodes`,
    `segments` and `words` were looked at, removed ones included; `bytes` is the size on disk.
    """

    generation: int
    full: bool
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    episodes: int
    segments: int
    words: int
    bytes: int
    seconds: float

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        problems = [problem._asdict() for problem in self.problems]
        return {**asdict(self), "problems": problems, "notes": list(self.notes)}


class Copied(NamedTuple):
    """A copy that was made: its bytes, the number of its commit, and the warning of the original.

    `warning` is a line if the newest commit was damaged and the one before it was copied.
    """

    bytes: int
    generation: int
    warning: str | None = None


class StoredSegment(NamedTuple):
    """An index segment on disk: the name of its file, bytes, episodes, and segments of talk.

    `removed` are the ids of the episodes that were removed and whose talk still lies in it.
    """

    name: str
    bytes: int
    episodes: int
    segments: int
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of an index: versions, commits, index segments, and the bytes of each part.

    `commits` are the numbers of the commits on disk, the newest first; `before` has the names of
    the files that only the commit before the newest needs, `leftovers` of those that none needs.
    """

    format: int
    versions: Versions
    commits: tuple[int, ...]
    segments: tuple[StoredSegment, ...]
    parts: Mapping[str, int]
    before: tuple[str, ...]
    leftovers: tuple[str, ...]
