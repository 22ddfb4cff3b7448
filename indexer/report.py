"""What indexing did: counts, and every file that was passed over, with the reason."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Note", "Report"]


@dataclass(frozen=True, slots=True)
class Note:
    """A word about a file: where and why; `line` is None where the whole file is meant."""

    path: Path
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        # A name that is not UTF-8 is shown by its bytes rather than breaking the output.
        name = str(self.path).encode("utf-8", "backslashreplace").decode()
        where = f"{name}:{self.line}" if self.line is not None else name
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run.

    `files` counts the files looked at; `episodes`, `segments` and `words` what was added
    or replaced; `unchanged` the episodes that were in the index as they are. `skipped`
    are the files of which nothing was taken, `doubts` what was read with a guess.
    `bytes` is the size of the index after the commit.
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
