"""Meetings: their summaries and specific questions, which people wrote and judged.

The relevant document is the meeting; the places of a question are the segments whose words stand
in the turns that answer it. A meeting's queries are all on one side of the split.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.compare.engines import Snapshot
from bench.quality import meetings, metrics
from bench.quality.grouped import ways
from bench.quality.material import Told
from bench.quality.parts import is_held_out
from bench.quality.places import Placed
from bench.quality.score import Score

__all__ = ["PLACES", "QUESTIONS", "SUMMARIES", "Judged", "Known", "ask", "tasks"]

SUMMARIES, QUESTIONS, PLACES = "summaries of meetings", "questions on meetings", "places"


class Known(NamedTuple):
    """A text, the id of the meeting that it is about, and the meeting's name."""

    text: str
    right: str
    key: str


class Judged(NamedTuple):
    """The queries on the meetings, by task."""

    summaries: Sequence[Known] = ()
    questions: Sequence[Known] = ()
    places: Sequence[Placed] = ()


def tasks(told: Sequence[Told], folder: Path, held_out: int = 0) -> Judged:
    """Return the queries of the set at `folder`, without those of meetings that are held out."""
    by_name = {one.name: one for one in told}
    turns = {
        one.name: meetings.turns_of_segments(
            (folder / meetings.FOLDER / f"{one.name}.txt").read_text(encoding="utf-8"), one.segments
        )
        for one in told
    }
    asked = [
        one
        for one in meetings.queries(folder)
        if one.meeting in by_name and not is_held_out(one.meeting, held_out)
    ]
    summaries, questions, places = [], [], []
    for name, question, summary, right in asked:
        id_ = by_name[name].id
        if right is None:
            summaries.append(Known(summary, id_, name))
            continue
        questions.append(Known(question, id_, name))
        held = frozenset(n for n, held in turns[name].items() if not right.isdisjoint(held))
        places.append(Placed(question, id_, held, name))
    return Judged(summaries, questions, places)


def ask(
    snapshot: Snapshot, engine: str, language: str, unit: str, task: str, asked: Sequence[Known]
) -> Iterator[Score]:
    """Yield a score for each text and way of asking; `unit` is the kind of document."""
    for text, right, key in asked:
        for way, found in ways(snapshot, language, text):
            values = {
                "nDCG@10": metrics.ndcg(found, {right: 1}),
                "MRR@10": metrics.reciprocal_rank(found, {right}),
                "empty": float(not found),
            }
            yield Score(task, unit, engine, way, key, text, values)
