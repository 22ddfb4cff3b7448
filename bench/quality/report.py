"""The evaluation as Markdown: a summary first, then each task."""

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.compare.results import Corpus
from bench.compare.tables import table
from bench.quality import code_words, metrics, pairs, quotes
from bench.quality.evaluation import Evaluation
from bench.quality.figures import halves, share_found, values, where, within
from bench.quality.ranked import RANKED, halves_head, number, section, short, shown
from bench.quality.score import SEGMENTS

__all__ = ["render"]

_EXACT = 1.0
"""The largest error in seconds of a match's time that counts as right."""

_ERRORS = ("seek", "from stamp", "at stamp")
_KINDS = ("across segments", "across captions", "inside a caption")


def render(run: Evaluation) -> str:
    """Return all tables as one Markdown page."""
    versions = ", ".join(f"{name} {of}" for name, of in run.versions.items())
    asked = ", ".join(f"{count:,} {task}" for task, count in run.asked.items() if count)
    parts = [
        "# What search finds",
        f"{_size(run.corpus)}. "
        + (f"Meetings: {_size(run.meetings)}. " if run.meetings else "")
        + f"Asked: {asked}.",
        f"{versions}. "
        f"{', '.join(run.machine.values())}. Written by `python -m bench.quality`; "
        "[what is done](../README.md#the-evaluation).",
        *(f"Not asked: {name}, {why}." for name, why in run.absent.items()),
        *(
            f"Not asked: {task}, which these transcripts do not have."
            for task, count in run.asked.items()
            if not count
        ),
    ]
    if run.held_out:
        parts.append(f"{run.held_out} % of the questions are kept aside and were not asked.")
    else:
        parts.append(
            "Where there are halves, figures in short and differences are of the half aside: the "
            "other one is for tuning."
        )
    parts += ["## In short", table(["", *run.versions], _short(run))]
    for of in RANKED:
        parts += section(run, of.task)
    parts += _quotes(run)
    parts += _pairs(run)
    parts += _code_words(run)
    return "\n\n".join(parts) + "\n"


def _size(corpus: Corpus) -> str:
    names = ", ".join(Path(path).name for path in corpus.paths)
    return (
        f"{corpus.episodes:,} episodes, {corpus.segments:,} segments, {corpus.words:,} words of "
        f"{names} ({corpus.pattern})"
    )


def _short(run: Evaluation) -> Iterator[list[str]]:
    """Yield a row for each figure: engines at their best way, Overheard with plain queries."""
    yield from short(run)
    asked = {
        name: shown(run, where(run.scores, task=quotes.TASK, engine=name, way=SEGMENTS))
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
    near = {
        name: shown(run, where(run.scores, task=pairs.TASK, engine=name)) for name in run.versions
    }
    yield ["pairs, places found", *(_percent(share_found(scores)) for scores in near.values())]
    words = {name: where(run.scores, task=code_words.TASK, engine=name) for name in run.versions}
    for metric in ("recall", "precision", "first"):
        yield [
            f"code words, {metric}",
            *(number(metrics.mean(values(scores, metric))) for scores in words.values()),
        ]


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
        table(["", "a document is", *_KINDS, *halves_head(run)], places),
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
        cells = [_percent(share_found(scores)), number(metrics.mean(values(scores, "precision")))]
        body.append([engine, *cells, *_halves(run, halves(scores, share_found), _percent)])
    return [
        "## Pairs",
        "Places found by all words. Precision is the share of the episodes found that hold the two "
        "words, as they are spelled, so near; other forms of a word count against it.",
        table(["", "places found", "precision", *halves_head(run)], body),
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


def _halves(
    run: Evaluation, parts: tuple[float, float], shown: Callable[[float], str]
) -> list[str]:
    return [] if run.held_out else [shown(part) for part in parts]


def _percent(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.1%}".replace("%", " %")


def _seconds(found: Sequence[float], share: float) -> str:
    return f"{metrics.quantile(found, share):.2f} s" if found else ""
