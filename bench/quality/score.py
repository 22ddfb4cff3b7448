"""Scores: the result of one question to one engine, from which all tables are made."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["SEGMENTS", "TYPED", "WHOLE", "Score"]

SEGMENTS, WHOLE = "segments", "whole episodes"
"""The kind of document of an index."""

TYPED = "as typed"
"""The way of asking that counts for Overheard: one plain query."""


@dataclass(frozen=True, slots=True)
class Score:
    """One question, asked one way.

    `kind` is the row of the task's table beside the engine. `way` is the way of asking. `key`
    decides whether the question is held out. `values` are the metrics by name.
    """

    task: str
    kind: str
    engine: str
    way: str
    key: str
    q: str
    values: Mapping[str, float]
