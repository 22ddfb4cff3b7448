"""What one question to one engine came to; every table is made of these."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["SEGMENTS", "TYPED", "WHOLE", "Score"]

SEGMENTS, WHOLE = "segments", "whole episodes"
"""What a document of an index is."""

TYPED = "as typed"
"""The way of asking that is Overheard's figure: one plain query, whatever it makes of it."""


@dataclass(frozen=True, slots=True)
class Score:
    """One question, asked one way.

    `kind` is the row of the task's table beside the engine; `way` how the engine was asked;
    `key` what decides whether the question is kept aside; `values` the metrics by name.
    """

    task: str
    kind: str
    engine: str
    way: str
    key: str
    q: str
    values: Mapping[str, float]
