"""The errors that Overheard raises on purpose, as one tree.

    OverheardError
    ├── TranscriptError      a file could not be read (knows file and line)
    ├── SynonymsError        a synonyms file could not be read (knows file and line)
    ├── UnknownLanguage      no language has this code or name
    ├── InvalidRequest       a field of a search request has an invalid value
    ├── QueryError           a strict query is not understood (knows the column)
    ├── IndexMissing         there is no index at the location
    ├── IndexLocked          another process is writing to the index
    ├── FormatTooOld         the index was made by an older Overheard
    ├── FormatTooNew         the index was made by a newer Overheard
    ├── CorruptIndex         the index is there but damaged
    ├── EngineUnavailable    no engine serves the location, or it cannot be reached
    └── WorkerDied           a process that read transcripts died before its work was done

Each message is one line and says what to do next. The library raises these errors and never
prints or exits. The command line turns them into an exit code, the web endpoint into a status.
"""

from collections.abc import Mapping
from pathlib import Path

__all__ = [
    "CorruptIndex",
    "EngineUnavailable",
    "FormatTooNew",
    "FormatTooOld",
    "IndexLocked",
    "IndexMissing",
    "InvalidRequest",
    "OverheardError",
    "QueryError",
    "SynonymsError",
    "TranscriptError",
    "UnknownLanguage",
    "WorkerDied",
]


class OverheardError(Exception):
    """The base class of all errors of this module."""


class TranscriptError(OverheardError):
    """A file that cannot be read as a transcript.

    `path` is the file. `line` is the line at which reading stopped, counted from 1, or None for the
    whole file. `reason` is the fault and its remedy.
    """

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        where = f"{path}:{line}" if line is not None else f"{path}"
        super().__init__(f"{where}: {reason}")


class SynonymsError(OverheardError):
    """A synonyms file that cannot be read, or an invalid line of it.

    `name` is the name of the file. `line` counts from 1; it is None for the whole file. `reason` is
    the fault and its remedy.
    """

    def __init__(self, name: str, reason: str, line: int | None = None) -> None:
        self.name = name
        self.line = line
        self.reason = reason
        where = f"{name}:{line}" if line is not None else name
        super().__init__(f"{where}: {reason}")


class UnknownLanguage(OverheardError):
    """A text that is no code and no English name of a language; `known` are the names by code."""

    def __init__(self, text: str, known: Mapping[str, str]) -> None:
        self.text = text
        self.known = known
        listed = ", ".join(f"{code} {name}" for code, name in sorted(known.items()))
        super().__init__(f"no language {text!r}; give the code or the name of one: {listed}")


class InvalidRequest(OverheardError):
    """A field of a `SearchRequest` with an invalid value; `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class QueryError(OverheardError):
    """A strict query with a part that is not understood and would be searched literally.

    `column` is the first code point of that part in the query in NFC, counted from 1.
    """

    def __init__(self, column: int, message: str) -> None:
        self.column = column
        super().__init__(f"column {column} of the query: {message}")


class IndexMissing(OverheardError):
    """There is no index at the location."""


class IndexLocked(OverheardError):
    """Another process is writing to the index; the last commit stays readable."""


class FormatTooOld(OverheardError):
    """The index was made by an older Overheard; it must be built again."""


class FormatTooNew(OverheardError):
    """The index was made by a newer Overheard, which can read it."""


class CorruptIndex(OverheardError):
    """The index exists but cannot be read; it must be built again."""


class EngineUnavailable(OverheardError):
    """No engine serves the location, or the engine cannot be reached."""


class WorkerDied(OverheardError):
    """A process that read transcripts for the next commit was killed; nothing has changed."""
