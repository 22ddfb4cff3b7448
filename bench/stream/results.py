"""Measurements of the stream as plain values, kept as JSON, a file for each mode and size."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bench.compare.results import Corpus

__all__ = ["Drawn", "Memory", "Part", "Run", "load", "save"]


class Drawn(NamedTuple):
    """A question of the stream, as Overheard spells it."""

    kind: str
    q: str


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of a process: resident, the share of it alone (PSS), and those without a file.

    The last two are None where the system does not tell.
    """

    resident: int
    proportional: int | None
    anonymous: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """One pass of all questions through new processes, by the name of the contender.

    `seconds` are those of each question, in the order of the stream; a slow engine has only those
    of its beginning. `memory` is taken after the last question. `rates` has the questions a second
    by the number of threads; it lacks what cannot be asked by several.
    """

    seconds: Mapping[str, list[float]]
    memory: Mapping[str, Memory]
    rates: Mapping[str, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """All runs of one mode on `copies` times the corpus.

    `corpus` is that of a single copy. `totals` are the exact numbers of documents that each engine
    finds, by the contender.
    """

    mode: str
    copies: int
    clock: str
    machine: Mapping[str, str]
    versions: Mapping[str, str]
    absent: Mapping[str, str]
    corpus: Corpus
    questions: list[Drawn]
    totals: Mapping[str, list[int]]
    runs: list[Run]


def save(part: Part, folder: Path) -> None:
    """Write a part to `folder`, in place of an earlier one of its mode and size."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{part.mode}-{part.copies}.json"
    path.write_text(json.dumps(dataclasses.asdict(part)) + "\n", encoding="utf-8")


def load(folder: Path) -> list[Part]:
    """Return all parts in `folder`, by mode in alphabetical order and by size."""
    parts = [_part(json.loads(path.read_text("utf-8"))) for path in folder.glob("*-*.json")]
    return sorted(parts, key=lambda part: (part.mode, part.copies))


def _part(values: dict[str, Any]) -> Part:
    corpus = values["corpus"]
    return Part(
        **{
            **values,
            "corpus": Corpus(**{**corpus, "paths": tuple(corpus["paths"])}),
            "questions": [Drawn(*drawn) for drawn in values["questions"]],
            "runs": [_run(**run) for run in values["runs"]],
        }
    )


def _run(
    seconds: dict[str, list[float]],
    memory: dict[str, dict[str, int]],
    rates: dict[str, dict[str, float]],
) -> Run:
    return Run(
        seconds,
        {name: Memory(**of) for name, of in memory.items()},
        {name: {int(threads): rate for threads, rate in of.items()} for name, of in rates.items()},
    )
