"""The sections of tasks that rank episodes or places: figures, differences and ways of asking."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.compare.engines import OVERHEARD
from bench.compare.tables import table
from bench.quality import descriptions, judged, known_item, listed, metrics, other_words, places
from bench.quality import questions as spoken
from bench.quality.evaluation import Evaluation
from bench.quality.figures import aside, difference, halves, interval, own, values, where
from bench.quality.score import Score

__all__ = ["RANKED", "halves_head", "halves_of", "number", "section", "short", "shown"]


class _Ranked(NamedTuple):
    """A task: its name, its metric, its other metrics, and a sentence on what is right."""

    task: str
    metric: str
    others: tuple[str, ...]
    about: str


_PLACES = "A hit is right if its words stand in the turns that answer; one of ten must be."
_MOMENTS = "A hit is right if it is spoken within the seconds that answer; one of ten must be."

RANKED = (
    _Ranked(known_item.TASK, "MRR@10", ("first", "recall@10"), "Titles, grouped by episode."),
    _Ranked(
        listed.TASK,
        "distinct MRR@10",
        ("MRR@10", "in ten"),
        "The same titles without grouping: the first hit of each episode among a hundred hits, "
        "then the hits as listed.",
    ),
    _Ranked(
        spoken.TASK, "nDCG@10", ("MRR@10",), "Spoken questions for a topic, grouped by episode."
    ),
    _Ranked(
        descriptions.TASK,
        "MRR@10",
        ("first", "recall@10"),
        "Sentences of descriptions, grouped by episode.",
    ),
    _Ranked(
        other_words.TASK,
        "MRR@10",
        ("first", "recall@10"),
        "Questions in other words than the talk's, grouped by episode.",
    ),
    _Ranked(places.at_large(other_words.MOMENTS), "in ten", ("MRR@10",), _MOMENTS),
    _Ranked(places.within(other_words.MOMENTS), "in ten", ("MRR@10",), _MOMENTS),
    _Ranked(
        judged.SUMMARIES, "nDCG@10", ("MRR@10", "empty"), "Summaries, grouped by meeting (QMSum)."
    ),
    _Ranked(
        judged.QUESTIONS,
        "nDCG@10",
        ("MRR@10", "empty"),
        "Specific questions, grouped by meeting (QMSum).",
    ),
    _Ranked(places.at_large(judged.PLACES), "in ten", ("MRR@10",), _PLACES),
    _Ranked(places.within(judged.PLACES), "in ten", ("MRR@10",), _PLACES),
)
"""The tasks in the order of the page; the first metric of each is that by which ways compete."""


def short(run: Evaluation) -> Iterator[list[str]]:
    """Yield a row for each task that was asked: a peer at its best way, Overheard as typed.

    The figures are of the half that is not for tuning, or of all that was asked.
    """
    for task, metric, _, _ in RANKED:
        scores = where(run.scores, task=task)
        if not scores:
            continue
        figures = [
            metrics.mean(values(shown(run, own(where(scores, engine=name), metric)), metric))
            for name in run.versions
        ]
        yield [f"{task}, {metric}", *map(number, figures)]


def shown(run: Evaluation, scores: Sequence[Score]) -> Sequence[Score]:
    """Return the scores that are reported: of the half aside, or all if it was not asked."""
    return scores if run.held_out else aside(scores)


def section(run: Evaluation, task: str) -> list[str]:
    """Return the section of a task that ranks, empty if it was not asked."""
    of = next(one for one in RANKED if one.task == task)
    scores = where(run.scores, task=task)
    if not scores:
        return []
    asked = {name: where(scores, engine=name) for name in run.versions}
    own_of = {name: own(some, of.metric) for name, some in asked.items()}
    body, ways = [], []
    for name, mine in own_of.items():
        by = f"{mine[0].kind}, {mine[0].way}"
        rest = [number(metrics.mean(values(mine, other))) for other in of.others]
        body.append(
            [name, by, interval(mine, of.metric), *rest, *halves_of(run, mine, of.metric, number)]
        )
        for kind, way in dict.fromkeys((score.kind, score.way) for score in asked[name]):
            figure = metrics.mean(values(where(asked[name], kind=kind, way=way), of.metric))
            ways.append([name, kind, way, number(figure)])
    head = ["", "best asked by", f"{of.metric} [95 %]", *of.others, *halves_head(run)]
    return [
        f"## {task.capitalize()}",
        of.about,
        table(head, body),
        *_differences(run, own_of, [of.metric, *of.others]),
        "Every way of asking:",
        table(["", "a document is", "asked for", of.metric], ways),
    ]


def _differences(
    run: Evaluation, own_of: Mapping[str, Sequence[Score]], names: Sequence[str]
) -> list[str]:
    """Return the table of Overheard's differences, empty without Overheard or without peers."""
    if OVERHEARD not in own_of or len(own_of) == 1:
        return []
    ours = shown(run, own_of[OVERHEARD])
    body = [
        [f"less {peer}", *(difference(ours, shown(run, theirs), name) for name in names)]
        for peer, theirs in own_of.items()
        if peer != OVERHEARD
    ]
    half = "all that was asked" if run.held_out else "the half aside"
    return [
        f"Overheard's figure less the peer's, on {half} ({len(ours):,}), with 95 % of a paired "
        "bootstrap:",
        table(["Overheard", *names], body),
    ]


def halves_head(run: Evaluation) -> list[str]:
    """Return the heads of the columns of halves, none if one half was not asked."""
    return [] if run.held_out else ["tuning half", "half aside"]


def halves_of(
    run: Evaluation, scores: Sequence[Score], name: str, shown: Callable[[float], str]
) -> list[str]:
    """Return the mean of a metric on both halves, none if one half was not asked."""
    if run.held_out:
        return []
    return [shown(part) for part in halves(scores, lambda s: metrics.mean(values(s, name)))]


def number(value: float) -> str:
    """Return a figure with three decimals, an empty string for NaN."""
    return "" if math.isnan(value) else f"{value:.3f}"
