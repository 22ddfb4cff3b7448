"""Figures from scores: means with intervals, halves, and the best way of an engine."""

from collections.abc import Callable, Iterable, Sequence

from bench.quality import metrics
from bench.quality.parts import is_held_out
from bench.quality.score import TYPED, Score

__all__ = [
    "aside",
    "best_way",
    "difference",
    "halves",
    "interval",
    "own",
    "share_found",
    "values",
    "where",
    "within",
]


def where(scores: Iterable[Score], **wanted: str) -> list[Score]:
    """Return the scores whose fields have these values."""
    return [
        score
        for score in scores
        if all(getattr(score, field) == value for field, value in wanted.items())
    ]


def values(scores: Iterable[Score], name: str) -> list[float]:
    """Return the values of a metric, from the scores that have it."""
    return [score.values[name] for score in scores if name in score.values]


def interval(scores: Iterable[Score], name: str) -> str:
    """Return a mean with its 95 % bootstrap interval in brackets."""
    found = values(scores, name)
    low, high = metrics.bootstrap(found)
    return f"{metrics.mean(found):.3f} [{low:.3f}, {high:.3f}]" if found else ""


def aside(scores: Iterable[Score]) -> list[Score]:
    """Return the scores of the half that is not for tuning."""
    return [score for score in scores if is_held_out(score.key)]


def difference(ours: Sequence[Score], theirs: Sequence[Score], name: str) -> str:
    """Return the mean difference of a metric with its 95 % interval, by paired bootstrap.

    Both have a score for each question, in one order; the questions are drawn again, so what is
    easy or hard for both does not widen the interval. Raises `ValueError` if they differ.
    """
    if [(s.key, s.q) for s in ours] != [(s.key, s.q) for s in theirs]:
        raise ValueError("scores can only be paired if both are of the same questions")
    pairs = zip(values(ours, name), values(theirs, name), strict=True)
    found = [mine - other for mine, other in pairs]
    low, high = metrics.bootstrap(found)
    return f"{metrics.mean(found):+.3f} [{low:+.3f}, {high:+.3f}]" if found else ""


def own(scores: Sequence[Score], name: str) -> list[Score]:
    """Return the scores of an engine's figure: as typed for Overheard, a peer's best way."""
    typed = where(scores, way=TYPED)
    if typed or not scores:
        return typed
    kind, way = best_way(scores, name)
    return where(scores, kind=kind, way=way)


def halves(
    scores: Sequence[Score], figure: Callable[[Sequence[Score]], float]
) -> tuple[float, float]:
    """Return a figure of the tuning half and of the held-out half."""
    tuning = [score for score in scores if not is_held_out(score.key)]
    return figure(tuning), figure(aside(scores))


def best_way(scores: Sequence[Score], name: str) -> tuple[str, str]:
    """Return the kind and the way whose mean of the metric is best."""
    tried = dict.fromkeys((score.kind, score.way) for score in scores)
    return max(
        tried, key=lambda of: metrics.mean(values(where(scores, kind=of[0], way=of[1]), name))
    )


def share_found(scores: Iterable[Score]) -> float:
    """Return the recall over all places."""
    found = list(scores)
    places = sum(values(found, "places"))
    return sum(values(found, "found")) / places if places else metrics.mean([])


def within(scores: Iterable[Score], name: str, seconds: float) -> float:
    """Return the share of the metric's values that are at most this number of seconds."""
    return metrics.mean([float(value <= seconds) for value in values(scores, name)])
