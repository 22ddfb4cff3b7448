"""The place of plain talk: for each location the last commit, and who writes the next."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Self

from index import EngineUnavailable, Episode, IndexLocked, IndexMissing, Segment, Versions
from index.query.synonyms import parse_synonyms
from tests.plain_engine.talk import Recording, Talk

__all__ = ["PlainWriter", "committed", "forget"]

_COMMITS: dict[str, Talk] = {}
_WRITERS: dict[str, "PlainWriter"] = {}


def committed(location: str) -> Talk:
    """Return the last commit at a location."""
    if location not in _COMMITS:
        raise IndexMissing(f"there is no index at {location}")
    return _COMMITS[location]


def forget(location: str) -> None:
    """Let go of an index."""
    _COMMITS.pop(location, None)


def _prepare(episode: Episode, segments: Sequence[Segment]) -> Recording:
    if [segment.ordinal for segment in segments] != list(range(len(segments))):
        raise ValueError(f"the segments of {episode.id!r} are not numbered 0, 1, 2 and so on")
    offsets = [[0, *(anchor.offset for anchor in segment.anchors)] for segment in segments]
    if any(some != sorted(some) for some in offsets):
        raise ValueError("the anchors of a segment are not in the order of its text")
    # Raises ValueError for text that is not Unicode and for times that are no numbers.
    held = [asdict(episode), *map(asdict, segments)]
    json.dumps(held, ensure_ascii=False, allow_nan=False, default=str).encode()
    return Recording(episode, tuple(segments))


class PlainWriter:
    """Implements `Writer`: a commit swaps the talk of a location for another."""

    def __init__(self, location: str) -> None:
        if location in _WRITERS:
            raise IndexLocked(f"somebody writes to {location}; wait until it has finished")
        _WRITERS[location] = self
        self._location = location
        self._before = _COMMITS.get(location, Talk({}))
        self._recordings = dict(self._before.recordings)
        self._synonyms = self._before.synonyms
        self._added: set[str] = set()

    @property
    def versions(self) -> Versions:
        return self._before.versions

    @property
    def warning(self) -> str | None:
        return None

    def episodes(self) -> dict[str, Episode]:
        return {id_: recording.episode for id_, recording in self._before.recordings.items()}

    def add(self, episode: Episode, segments: Sequence[Segment]) -> int:
        return self.add_prepared(_prepare(episode, segments))

    @property
    def prepare(self) -> Callable[[Episode, Sequence[Segment]], Recording]:
        return _prepare

    def add_prepared(self, prepared: object) -> int:
        self._require_open()
        if not isinstance(prepared, Recording):
            raise TypeError(f"{type(prepared).__name__} was not made ready for this engine")
        id_ = prepared.episode.id
        if id_ in self._added:
            raise ValueError(f"episode {id_!r} is already part of this commit")
        self.remove(id_)
        self._added.add(id_)
        self._recordings[id_] = prepared
        return len(Talk({id_: prepared}).terms)

    def remove(self, episode_id: str) -> None:
        self._require_open()
        self._added.discard(episode_id)
        self._recordings.pop(episode_id, None)

    def set_synonyms(self, text: str, name: str = "synonyms") -> bool:
        self._require_open()
        parse_synonyms(text, name)
        before, self._synonyms = self._synonyms, text
        return text != before

    def commit(self, *, purge: bool = False) -> int:
        self._require_open()
        generation = self._before.generation + 1
        _COMMITS[self._location] = Talk(self._recordings, self._synonyms, generation)
        return self.rollback()

    def rollback(self) -> int:
        if self._is_open():
            del _WRITERS[self._location]
        return _COMMITS.get(self._location, Talk({})).bytes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._is_open():
            self.commit()
        self.rollback()

    def _is_open(self) -> bool:
        return _WRITERS.get(self._location) is self

    def _require_open(self) -> None:
        if not self._is_open():
            raise EngineUnavailable(
                f"this writer of {self._location} has committed or rolled back; open another"
            )
