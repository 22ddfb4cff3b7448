"""What was measured, as plain values: seconds and bytes, by the names of the engines."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Build", "Comparison", "Corpus", "Growth", "LRUCache", "Question"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was indexed; `seconds` went from the files' bytes to the segments of all `cues`."""

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
    """From parsed segments to the committed index: seconds, bytes on disk, peak memory."""

    seconds: float
    bytes: int
    peak: int


@dataclass(frozen=True, slots=True)
class LRUCache:
    """A process that has served the mix: resident bytes, and those that are no file's."""

    resident: int
    anonymous: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """One query of the table: how long each engine took, how many it found.

    `strings` are the query strings; `expected` are the totals by a plain reading of the text
    under the engine's own rules; `strays` counts the documents that only one of engine and
    reference has, None where there are too many to compare one by one.
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
    """Everything that one run measured. `opening` and `command` hold each run's seconds.

    `asking` holds the seconds of each query of the mix that a process is asked once.
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
    command: list[float]
    interpreter: list[float]
    questions: list[Question]
    growth: list[Growth]
