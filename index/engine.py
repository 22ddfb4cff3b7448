"""The protocols of a search engine: `Engine` reads one snapshot, `Writer` writes the next.

An engine stores and searches segments. `index.locations` chooses one for a location.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, Self

from index.model import Episode, Segment
from index.query.request import SearchRequest
from index.results.hints import Suggestion
from index.results.hit import Hit
from index.results.page import SearchResults, Stats
from index.rewriting.statistics import Statistics
from index.versions import Versions

__all__ = ["Engine", "Writer"]


class Engine(Protocol):
    """One snapshot of an index, open for reading; safe to share between threads.

    It is a context manager that closes the snapshot. Later commits are not visible; `is_current()`
    says whether there is one, and a newly opened engine sees it. Damage may show only when it is
    read, so every method may raise `CorruptIndex`.
    """

    def search(self, request: str | SearchRequest) -> SearchResults:
        """Return the page of results of a request, or of a query string with the defaults.

        Raises `QueryError` if the request is strict and a part of its query is not understood, and
        `InvalidRequest` for what is neither a request nor a string.
        """
        ...

    def hits(self, request: str | SearchRequest) -> Iterator[Hit]:
        """Yield every hit from `offset` on, in the order of the pages; `limit` has no effect.

        If the request groups, those of each episode follow each other, at most `group_limit` of
        them. Raises as `search` does, before the first hit.
        """
        ...

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        """Return at most 8 completions of a query that begins with `prefix`, best first.

        The last word of `prefix` is completed; the words before it are its context. Raises
        `InvalidRequest` for what is not a string.
        """
        ...

    def episodes(self) -> list[Episode]:
        """Return every episode, sorted by show, number and id.

        A number sorts by the digits that it begins with: 2 before 013 and 13.1. A number that
        begins with no digit comes last.
        """
        ...

    def episode(self, episode_id: str) -> Episode | None:
        """Return the episode with an id, None for an unknown one."""
        ...

    def segments(self, episode_id: str) -> list[Segment]:
        """Return the segments of an episode in order, an empty list for an unknown id."""
        ...

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Yield each term that begins with `prefix` and its occurrences, sorted by term."""
        ...

    def stats(self) -> Stats:
        """Return the size of the snapshot."""
        ...

    @property
    def statistics(self) -> Statistics:
        """Counts and positions of terms and phrases, for rewriting and studies of the talk."""
        ...

    @property
    def version(self) -> str:
        """The name of the commit, unique even among indexes at the same location."""
        ...

    @property
    def versions(self) -> Versions:
        """The versions of what made the index; `outdated()` says what is not of this Overheard."""
        ...

    @property
    def warning(self) -> str | None:
        """A line that says why this is not the newest commit, if that is damaged; else None."""
        ...

    def is_current(self) -> bool:
        """Return whether this snapshot is still the newest commit."""
        ...

    def close(self) -> None:
        """Close the snapshot's files; closing twice has no effect.

        Every later call raises `EngineUnavailable`.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...


class Writer(Protocol):
    """A writer of the next commit; engines see nothing of it before `commit()`.

    It is a context manager that commits when its body ends, and rolls back if the body raises.
    After that, every method raises `EngineUnavailable`, except `rollback()`, which does nothing.
    """

    def episodes(self) -> dict[str, Episode]:
        """Return the episodes of the last commit, by id."""
        ...

    @property
    def warning(self) -> str | None:
        """A line that says why another than the newest commit is continued; None if it is not."""
        ...

    @property
    def versions(self) -> Versions:
        """The versions of what made the last commit.

        If its analysis is another than today's, the next commit makes the terms of all episodes
        anew, from the text that the index keeps.
        """
        ...

    def add(self, episode: Episode, segments: Sequence[Segment]) -> int:
        """Add an episode and replace the one with the same id; return its number of words.

        Raises `ValueError` for an id already added to this commit, for segments whose ordinals do
        not count from 0, for text that is not valid Unicode, for times that are not finite numbers
        and for anchors out of order.
        """
        ...

    @property
    def prepare(self) -> Callable[[Episode, Sequence[Segment]], object]:
        """A function that prepares an episode for `add_prepared`, in any process.

        The function and its results can be pickled. It raises the same `ValueError`s as `add`.
        """
        ...

    def add_prepared(self, prepared: object) -> int:
        """Add an episode that `prepare` of the same engine has prepared; return as `add` does.

        Raises `ValueError` for an id already added to this commit, and `TypeError` for an episode
        that another engine has prepared.
        """
        ...

    def remove(self, episode_id: str) -> None:
        """Remove an episode from the next commit; an unknown id has no effect."""
        ...

    def set_synonyms(self, text: str, name: str = "synonyms") -> bool:
        """Replace the synonyms by those of `text`, a synonyms file in Solr's format.

        They are kept in this commit and all later ones; an empty text removes them. Returns whether
        they have changed. Raises `SynonymsError` with `name` as the name of the file.
        """
        ...

    def commit(self, *, purge: bool = False) -> int:
        """Publish all changes in one step and end the writer; return the size in bytes.

        The talk of removed episodes is not found any more, but may stay on disk until it is merged;
        with `purge` none of it stays.
        """
        ...

    def rollback(self) -> int:
        """Discard all changes and end the writer; return the size in bytes, 0 without an index."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...
