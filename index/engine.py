"""The engine's two faces, and the one place that chooses an engine for a location.

An engine is what stores and searches. Whatever it is, callers hold an `Engine` to read
one snapshot and a `Writer` to publish the next one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, Self

from index.embedded.answering.engine import EmbeddedIndex
from index.embedded.writing.prepared import Prepared
from index.errors import EngineUnavailable
from index.model import Episode, Segment
from index.query.request import SearchRequest
from index.results.page import SearchResults, Stats
from index.results.suggestions import Suggestion

__all__ = ["DEFAULT_LOCATION", "Engine", "Writer", "open_index", "open_writer"]

DEFAULT_LOCATION = "overheard-index"
"""Where commands look for the index when nobody says: a folder beside you."""


class Engine(Protocol):
    """One snapshot of an index, open for reading; safe to share between threads.

    A context manager that closes itself. What a commit publishes after opening is not
    seen: `is_current()` tells, and opening again shows it. What is damaged may be told only
    when it is read: every method may raise `CorruptIndex`.
    """

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits that `request` asks for.

        Raises `QueryError` if the request is strict and its query in doubt.
        """
        ...

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        """Return how a query that begins with `prefix` may go on: at most 8 ways, best first.

        The last word of `prefix` is unfinished, those before it tell what it may become.
        """
        ...

    def episodes(self) -> list[Episode]:
        """Return every episode, by show, number and id."""
        ...

    def segments(self, episode_id: str) -> list[Segment]:
        """Return the segments of an episode in order; none if there is no such episode."""
        ...

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Yield each term that begins with `prefix` and how often it is spoken, sorted."""
        ...

    def stats(self) -> Stats:
        """Return how much the snapshot holds."""
        ...

    @property
    def version(self) -> str:
        """A name for the commit that no other has, not even in an index built anew."""
        ...

    def is_current(self) -> bool:
        """Return whether nothing has been committed since this snapshot was opened."""
        ...

    def close(self) -> None:
        """Release the snapshot's files; closing twice is fine."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...


class Writer(Protocol):
    """The next commit in the making; nothing is seen before `commit()`.

    A context manager that commits when its body ends well and rolls back otherwise. Once
    it has, it raises `EngineUnavailable` when asked for more, and `rollback()` does nothing.
    """

    def episodes(self) -> dict[str, Episode]:
        """Return the episodes of the last commit, by id."""
        ...

    def add(self, episode: Episode, segments: Sequence[Segment]) -> int:
        """Add an episode, in place of one with the same id; return how many words it has.

        Raises `ValueError` for an id already added to this commit, and what `prepare` does.
        """
        ...

    def add_prepared(self, prepared: Prepared) -> int:
        """Add an episode as `add` does, its segments made ready by `prepare` before.

        Raises `ValueError` for an id already added to this commit.
        """
        ...

    def remove(self, episode_id: str) -> None:
        """Take an episode out; no matter if it is not there."""
        ...

    def set_synonyms(self, text: str, name: str = "synonyms") -> bool:
        """Keep the synonyms that a file in Solr's form has, in place of those of the last commit.

        Every search of the commits to come uses them; an empty text ends that. Returns whether
        they are others than before. Raises `SynonymsError`, which gives `name` as the file's.
        """
        ...

    def commit(self) -> int:
        """Publish everything added and removed, in one step, and end the writer.

        Returns the bytes that the index takes.
        """
        ...

    def rollback(self) -> int:
        """Forget everything added and removed, and end the writer.

        Returns the bytes that the index takes, 0 where none is left.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...


def open_index(location: str | Path = DEFAULT_LOCATION) -> Engine:
    """Return the snapshot that was last committed at `location`.

    Raises `IndexMissing` where there is no index, `CorruptIndex`, `FormatTooOld` or
    `FormatTooNew` where it cannot be read, and `EngineUnavailable` for a location that no
    engine serves.
    """
    return EmbeddedIndex(_folder(location))


def open_writer(location: str | Path = DEFAULT_LOCATION) -> Writer:
    """Return the one writer of the index at `location`, which is made if need be.

    Raises `IndexLocked` while another writer is open, `IndexMissing` where the location
    holds something else than an index, and what `open_index` raises.
    """
    # Writing takes Whoosh, and importing that 0.1 s, which a search need not wait for.
    from index.embedded.writing.writer import EmbeddedWriter  # noqa: PLC0415

    return EmbeddedWriter(_folder(location))


def _folder(location: str | Path) -> Path:
    scheme, colon, _ = str(location).partition("://")
    if colon:
        raise EngineUnavailable(
            f"no engine serves {scheme}:// locations; give a folder such as {DEFAULT_LOCATION}"
        )
    return Path(location)
