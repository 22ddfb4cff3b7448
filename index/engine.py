"""The protocols of an engine: `Engine` reads one snapshot, `Writer` makes the next one.

An engine is what stores and searches. `index.locations` chooses one for a location.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, Self

from index.model import Episode, Segment
from index.query.request import SearchRequest
from index.results.hints import Suggestion
from index.results.page import SearchResults, Stats
from index.rewriting.statistics import Statistics

__all__ = ["Engine", "Writer"]


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
    def statistics(self) -> Statistics:
        """What the snapshot knows about terms, phrases and positions: for studies of the talk."""
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

        Raises `ValueError` for an id already added to this commit, for segments whose ordinals do
        not count from 0, for text that is not Unicode, for times that are no numbers and for
        anchors out of order.
        """
        ...

    @property
    def prepare(self) -> Callable[[Episode, Sequence[Segment]], object]:
        """A function that makes an episode ready for `add_prepared`, in any process.

        It can be pickled, and so can what it returns. It raises `ValueError` for what `add` does.
        """
        ...

    def add_prepared(self, prepared: object) -> int:
        """Add an episode as `add` does, made ready by `prepare` of the same engine before.

        Raises `ValueError` for an id already added to this commit, and `TypeError` for what
        another engine has made ready.
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
