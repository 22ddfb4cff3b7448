"""Every error Overheard raises on purpose.

    OverheardError
    ├── TranscriptError      a file could not be read (knows file and line)
    ├── SynonymsError        a synonyms file could not be read (knows file and line)
    ├── InvalidRequest       a search request's field is out of its range
    ├── QueryError           a strict request's query is in doubt (knows the column)
    ├── IndexMissing         there is no index at the location
    ├── IndexLocked          another process is writing to the index
    ├── FormatTooOld         the index was made by an older Overheard
    ├── FormatTooNew         the index was made by a newer Overheard
    ├── CorruptIndex         the index is there but damaged
    ├── EngineUnavailable    no engine serves the location, or it is out of reach
    └── WorkerDied           a process that read transcripts died before its work was done

Each message is one line and says what to do next. Library code raises these and
never prints or exits; the command line and the web endpoint turn them into an
exit code or a status.
"""

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
    "WorkerDied",
]


class OverheardError(Exception):
    """The root of the tree; catch it to catch everything below."""


class TranscriptError(OverheardError):
    """A file that cannot be read as a transcript.

    `path` is the file, `line` the 1-based line the reader stopped at or None where
    the whole file is meant, `reason` what is wrong and what helps.
    """

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        where = f"{path}:{line}" if line is not None else f"{path}"
        super().__init__(f"{where}: {reason}")


class SynonymsError(OverheardError):
    """A synonyms file that cannot be read, or a line of it that means nothing.

    `name` is the file's, `line` counts from 1 and is None where the whole file is meant,
    `reason` is what is wrong and what helps.
    """

    def __init__(self, name: str, reason: str, line: int | None = None) -> None:
        self.name = name
        self.line = line
        self.reason = reason
        where = f"{name}:{line}" if line is not None else name
        super().__init__(f"{where}: {reason}")


class InvalidRequest(OverheardError):
    """A `SearchRequest` field that cannot be served; `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class QueryError(OverheardError):
    """A query of which a part would be searched literally, where the request is strict.

    `column` counts code points of the query in NFC, from 1.
    """

    def __init__(self, column: int, message: str) -> None:
        self.column = column
        super().__init__(f"column {column} of the query: {message}")


class IndexMissing(OverheardError):
    """There is no index at the location."""


class IndexLocked(OverheardError):
    """Another process is writing to the index; what is committed stays readable."""


class FormatTooOld(OverheardError):
    """The index was made by an older Overheard; it has to be built anew."""


class FormatTooNew(OverheardError):
    """The index was made by a newer Overheard, which can read it."""


class CorruptIndex(OverheardError):
    """The index is there but cannot be read; it has to be built anew."""


class EngineUnavailable(OverheardError):
    """No engine serves the location, or the one that does is out of reach."""


class WorkerDied(OverheardError):
    """A process that read transcripts for the next commit was killed; nothing has changed."""
