"""Measurements as plain values: seconds and bytes by the names of the engines."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Build", "Commands", "Comparison", "Corpus", "Growth", "LRUCache", "Question"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The indexed corpus; `seconds` is the time from bytes to the segments of all `cues`."""

    paths: tuple[str, ...]
    pattern: str
    seconds: float
    cues: int
    episodes: int
    segments: int
    words: int
    characters: int


@dataclass(frozen=True, slots=True)
class Build:
    """A build from parsed segments to the commit: seconds, bytes on disk, peak memory in bytes."""

    seconds: float
    bytes: int
    peak: int


@dataclass(frozen=True, slots=True)
class LRUCache:
    """The memory of a process after the mix: resident bytes, and those without mapped files."""

    resident: int
    anonymous: int | None


@dataclass(frozen=True, slots=True)
class Commands:
    """Whole processes, the seconds of each run.

    They are `overheard search wsgi`, a Python that imports the two libraries which that needs most
    time for, numpy and click, and a Python that does nothing.
    """

    search: list[float]
    imports: list[float]
    nothing: list[float]


@dataclass(frozen=True, slots=True)
class Question:
    """A query of the table: the seconds and the total of each engine.

    `strings` are the query strings. `expected` are the totals of the reference under the engine's
    own rules. `strays` counts the documents that only the engine or only the reference has, None if
    there are too many to compare.
    """

    q: str
    kind: str
    strings: Mapping[str, str]
    seconds: Mapping[str, float]
    totals: Mapping[str, int]
    expected: Mapping[str, int]
    strays: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Growth:
    """The corpus `copies` times over: builds, memory, and seconds by query and engine."""

    copies: int
    builds: Mapping[str, Build]
    serving: Mapping[str, LRUCache]
    seconds: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All measurements of a run. `opening` and `commands` hold each run's seconds.

    `asking` holds the seconds of each query of the mix, asked once in a process.
    """

    machine: Mapping[str, str]
    versions: Mapping[str, str]
    absent: Mapping[str, str]
    rounds: int
    corpus: Corpus
    builds: Mapping[str, Build]
    opening: Mapping[str, list[float]]
    asking: Mapping[str, list[float]]
    serving: Mapping[str, LRUCache]
    commands: Commands
    questions: list[Question]
    growth: list[Growth]
