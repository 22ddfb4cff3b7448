"""Notes on files: why a file was skipped, or what in it was read with a guess."""

from dataclasses import dataclass
from pathlib import Path

from index import TranscriptError

__all__ = ["Note", "note_of"]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a file: the path, the reason, and the line, counted from 1.

    `line` is None where the whole file is meant.
    """

    path: Path
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        # A name that is not UTF-8 is shown by its bytes rather than breaking the output.
        name = str(self.path).encode("utf-8", "backslashreplace").decode()
        where = f"{name}:{self.line}" if self.line is not None else name
        return f"{where}: {self.reason}"


def note_of(error: TranscriptError) -> Note:
    """Return the note that says what an error says."""
    return Note(error.path, error.reason, error.line)
