"""The corpus of all engines: parsed once, then streamed from a file.

A build holds one episode at a time, so the memory of its process does not include the corpus. This
module does not import Overheard, which would add to the memory of its peers.
"""

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Line", "Talk", "stream", "write"]


class Line(NamedTuple):
    """One segment: a document of each engine. `start` is in seconds, -1 if unknown."""

    ordinal: int
    speaker: str
    start: float
    text: str


class Talk(NamedTuple):
    """One episode and its segments in order; `language` is a code such as `en`."""

    id: str
    title: str
    language: str
    lines: list[Line]


def write(path: Path, talks: Iterable[Any]) -> None:
    """Write a file that `stream` reads."""
    with path.open("wb") as file:
        for talk in talks:
            pickle.dump(talk, file, pickle.HIGHEST_PROTOCOL)


def stream(path: Path, copies: int = 1) -> Iterator[Any]:
    """Yield the episodes of a file, `copies` times over, each copy with its own ids."""
    for copy in range(copies):
        with path.open("rb") as file:
            while file.peek(1):
                talk = pickle.load(file)
                yield talk._replace(id=f"{talk.id}~{copy}") if copy else talk
