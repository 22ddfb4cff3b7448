"""The evaluation as Markdown: a summary first, then each task."""

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.compare.engines import OVERHEARD
from bench.compare.tables import table
from bench.quality import code_words, known_item, metrics, pairs, questions, quotes
from bench.quality.evaluation import Evaluation
from bench.quality.figures import (
    best_way,
    halves,
    interval,
    share_found,
    values,
    where,
    within,
)
from bench.quality.score import SEGMENTS, TYPED, Score

__all__ = ["render"]

_EXACT = 1.0
"""The largest error in seconds of a match's time that counts as right."""

_ERRORS = ("seek", "from stamp", "at stamp")
_KINDS = ("across segments", "across captions", "inside a caption")


def render(run: Evaluation) -> str:
    """Return all tables as one Markdown page."""
    corpus = run.corpus
    parts = [
        "# What search finds",
        f"{corpus.episodes:,} episodes, {corpus.segments:,} segments, {corpus.words:,} words of "
        f"{', '.join(Path(path).name for path in corpus.paths)} ({corpus.pattern}). Asked: "
        f"{', '.join(f'{count:,} {task}' for task, count in run.asked.items())}.",
        f"{', '.join(f'{name} {of}' for name, of in run.versions.items())}. "
        f"{', '.join(run.machine.values())}. Written by `python -m bench.quality`; "
        "[what is done](../README.md#the-evaluation).",
        *(f"Not asked: {name}, {why}." for name, why in run.absent.items()),
    ]
    if run.held_out:
        parts.append(f"{run.held_out} % of the questions are kept aside and were not asked.")
    parts += ["## In short", table(["", *run.versions], _short(run))]
    parts += _ranked(run, known_item.TASK, "MRR@10", ("first", "recall@10"))
    parts += _quotes(run)
    parts += _pairs(run)
    parts += _code_words(run)
    parts += _ranked(run, questions.TASK, "nDCG@10", ("MRR@10",))
    return "\n\n".join(parts) + "\n"


def _short(run: Evaluation) -> Iterator[list[str]]:
    """Yield a row for each figure: engines at their best way, Overheard with plain queries."""
    for task, name in ((known_item.TASK, "MRR@10"), (questions.TASK, "nDCG@10")):
        cells = [
            _number(metrics.mean(values(_own(where(run.scores, task=task, engine=e), name), name)))
            for e in run.versions
        ]
        yield [f"{task}, {name}", *cells]
    asked = {
        name: where(run.scores, task=quotes.TASK, engine=name, way=SEGMENTS)
        for name in run.versions
    }
    for kind in _KINDS:
        of = {name: where(scores, kind=kind) for name, scores in asked.items()}
        yield [
            f"quotes {kind}, first",
            *(_percent(metrics.mean(values(scores, "first"))) for scores in of.values()),
        ]
    yield [
        "quotes, median seek error",
        *(_seconds(values(scores, "seek"), 0.5) for scores in asked.values()),
    ]
    near = {name: where(run.scores, task=pairs.TASK, engine=name) for name in run.versions}
    yield ["pairs, places found", *(_percent(share_found(scores)) for scores in near.values())]
    words = {name: where(run.scores, task=code_words.TASK, engine=name) for name in run.versions}
    for metric in ("recall", "precision", "first"):
        yield [
            f"code words, {metric}",
            *(_number(metrics.mean(values(scores, metric))) for scores in words.values()),
        ]


def _ranked(run: Evaluation, task: str, name: str, others: Sequence[str]) -> list[str]:
    """Return the section of a task that ranks episodes."""
    scores = where(run.scores, task=task)
    if not scores:
        return []
    head = ["", "best asked by", f"{name} [95 %]", *others, *_halves_head(run)]
    body, ways = [], []
    for engine in run.versions:
        asked = where(scores, engine=engine)
        own = _own(asked, name)
        by = f"{own[0].kind}, {own[0].way}"
        rest = [_number(metrics.mean(values(own, other))) for other in others]
        parts = halves(own, lambda some: metrics.mean(values(some, name)))
        body.append([engine, by, interval(own, name), *rest, *_halves(run, parts, _number)])
        for kind, way in dict.fromkeys((score.kind, score.way) for score in asked):
            figure = metrics.mean(values(where(asked, kind=kind, way=way), name))
            ways.append([engine, kind, way, _number(figure)])
    return [
        f"## {task.capitalize()}",
        table(head, body),
        f"{_margin(body, scores, name)}Every way of asking:",
        table(["", "a document is", "asked for", name], ways),
    ]


def _own(scores: Sequence[Score], name: str) -> list[Score]:
    """Return the scores of an engine's figure: as typed for Overheard, a peer's best way."""
    typed = where(scores, way=TYPED)
    if typed or not scores:
        return typed
    kind, way = best_way(scores, name)
    return where(scores, kind=kind, way=way)


def _margin(body: Sequence[Sequence[str]], scores: Sequence[Score], name: str) -> str:
    """Return the difference of Overheard to the best peer, an empty string without peers."""
    means = {
        row[0]: metrics.mean(values(_own(where(scores, engine=row[0]), name), name)) for row in body
    }
    if OVERHEARD not in means or len(means) == 1:
        return ""
    peer = max((mean, engine) for engine, mean in means.items() if engine != OVERHEARD)
    return f"Overheard as typed is {means[OVERHEARD] - peer[0]:+.3f} beside {peer[1]}. "


def _quotes(run: Evaluation) -> list[str]:
    places, seeks = [], []
    asked = where(run.scores, task=quotes.TASK)
    for engine, unit in dict.fromkeys((score.engine, score.way) for score in asked):
        scores = where(asked, engine=engine, way=unit)
        crossing = where(scores, kind=_KINDS[0])
        parts = halves(crossing, lambda some: metrics.mean(values(some, "first")))
        of = (values(where(scores, kind=kind), "first") for kind in _KINDS)
        cells = [_percent(metrics.mean(found)) for found in of]
        places.append([engine, unit, *cells, *_halves(run, parts, _percent)])
        seek = values(scores, "seek")
        times = [_seconds(seek, 0.5), _seconds(seek, 0.9)]
        times += [_percent(within(scores, name, _EXACT)) for name in _ERRORS]
        seeks.append([engine, unit, *times])
    near = f"within {_EXACT} s"
    head = ["error, median", "p90", near, f"{near} of the stamp", f"{near}, first of a cue"]
    return [
        "## Quotes",
        "Found at rank 1: the segment, or of whole episodes the episode, which is then played from "
        "its start. The halves are of those across segments.",
        table(["", "a document is", *_KINDS, *_halves_head(run)], places),
        "How far the second of a right hit is from the second of the quote's first word, "
        "interpolated between the stamps of the transcript. Then how often it is near the stamp of "
        "the cue that holds the word, however late in the cue it is said, and how often for words "
        "that are the first of their cue, where nothing need be interpolated; not counted are "
        "words in the first cue of a segment, which may be cut there.",
        table(["", "a document is", *head], seeks),
    ]


def _pairs(run: Evaluation) -> list[str]:
    body = []
    for engine in run.versions:
        scores = where(run.scores, task=pairs.TASK, engine=engine)
        cells = [_percent(share_found(scores)), _number(metrics.mean(values(scores, "precision")))]
        body.append([engine, *cells, *_halves(run, halves(scores, share_found), _percent)])
    return [
        "## Pairs",
        "Places found by all words. Precision is the share of the episodes found that hold the two "
        "words, as they are spelled, so near; other forms of a word count against it.",
        table(["", "places found", "precision", *_halves_head(run)], body),
    ]


def _code_words(run: Evaluation) -> list[str]:
    kinds = list(dict.fromkeys(case.kind for case in code_words.CASES))
    body, missed = [], []
    for engine in run.versions:
        scores = where(run.scores, task=code_words.TASK, engine=engine)
        body.append(
            [
                engine,
                *(
                    " / ".join(
                        f"{metrics.mean(values(where(scores, kind=kind), name)):.2f}"
                        for name in ("recall", "precision", "first")
                    )
                    for kind in kinds
                ),
            ]
        )
        short = (score.q for score in scores if min(score.values.values()) < 1)
        missed.append(f"{engine}: {', '.join(f'`{q}`' for q in short) or 'none'}.")
    return [
        "## Code words",
        "Recall / precision / share of right top hits.",
        table(["", *kinds], body),
        "Short of 1 in one of them: " + " ".join(missed),
    ]


def _halves_head(run: Evaluation) -> list[str]:
    return [] if run.held_out else ["tuning half", "half aside"]


def _halves(
    run: Evaluation, parts: tuple[float, float], shown: Callable[[float], str]
) -> list[str]:
    return [] if run.held_out else [shown(part) for part in parts]


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3f}"


def _percent(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.1%}".replace("%", " %")


def _seconds(found: Sequence[float], share: float) -> str:
    return f"{metrics.quantile(found, share):.2f} s" if found else ""
