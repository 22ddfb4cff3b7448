"""The corpus as every engine is given it: parsed once, then streamed from a file.

An engine that builds holds one episode at a time, so the memory of its process is its own
and that of the corpus is not in it. Nothing here imports Overheard: it must not weigh on the
processes of its peers.
"""

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Line", "Talk", "stream", "write"]


class Line(NamedTuple):
    """One segment: a document of each engine. `start` is -1 where it is not known."""

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
    """Yield what was written, the whole of it `copies` times, each copy under ids of its own."""
    for copy in range(copies):
        with path.open("rb") as file:
            while file.peek(1):
                talk = pickle.load(file)
                yield talk._replace(id=f"{talk.id}~{copy}") if copy else talk
