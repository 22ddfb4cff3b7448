"""Other words: spoken questions that hardly share a word with the talk that answers them.

`other_words.jsonl` has a question in each line, with the file name of the episode that answers and
the seconds of the answer. They were written and judged by hand, a stretch of the transcript before
one's eyes, in words that the stretch does not use.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.quality.known_item import Title
from bench.quality.material import Told
from bench.quality.places import Placed

__all__ = ["MOMENTS", "TASK", "Judgement", "episodes", "judgements", "moments"]

TASK, MOMENTS = "other words", "moments"

_JUDGED = Path(__file__).with_name("other_words.jsonl")


class Judgement(NamedTuple):
    """A question, the file name of the episode that answers it, and the seconds of the answer."""

    question: str
    name: str
    begin: float
    end: float


def judgements() -> list[Judgement]:
    """Return all questions, of whichever show."""
    rows = map(json.loads, _JUDGED.read_text(encoding="utf-8").splitlines())
    return [Judgement(row["question"], row["episode"], row["from"], row["to"]) for row in rows]


def episodes(told: Sequence[Told]) -> list[Title]:
    """Return the questions about the episodes that are there, each with its episode."""
    named = {one.name: one.id for one in told}
    return [
        Title(one.question, frozenset({named[one.name]}), one.name)
        for one in judgements()
        if one.name in named
    ]


def moments(told: Sequence[Told]) -> list[Placed]:
    """Return the same questions, each with the segments that are spoken while it is answered."""
    named = {one.name: one for one in told}
    placed = []
    for question, name, begin, end in judgements():
        if name in named:
            ordinals = frozenset(
                segment.ordinal
                for segment in named[name].segments
                if segment.start is not None
                and segment.start < end
                and (segment.start if segment.end is None else segment.end) > begin
            )
            placed.append(Placed(question, named[name].id, ordinals, name))
    return placed
