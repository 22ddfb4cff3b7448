"""Metrics of a ranking, and confidence intervals of their means. They know no engine.

Reciprocal rank: Voorhees, "The TREC-8 Question Answering Track Report", 1999. DCG: Järvelin and
Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, with the
exponential gain of Burges et al., "Learning to Rank using Gradient Descent", ICML 2005.
Intervals: Efron's percentile bootstrap, as Sakai, SIGIR 2006, uses it for retrieval.
"""

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

__all__ = [
    "Interval",
    "bootstrap",
    "mean",
    "ndcg",
    "precision",
    "quantile",
    "recall",
    "reciprocal_rank",
]

T = TypeVar("T", bound=Hashable)

_RESAMPLES = 2000


class Interval(NamedTuple):
    """The 95 % interval of a mean."""

    low: float
    high: float


def reciprocal_rank(found: Sequence[T], right: Collection[T], depth: int = 10) -> float:
    """Return 1 / rank of the first relevant result among the `depth` best, 0 if there is none."""
    ranks = (rank for rank, one in enumerate(found[:depth], 1) if one in right)
    return 1 / next(ranks, math.inf)


def ndcg(found: Sequence[T], grades: Mapping[T, int], depth: int = 10) -> float:
    """Return DCG of the `depth` best over the DCG of the best possible order; from 0 to 1.

    DCG = sum of (2^grade - 1) / log2(rank + 1). A result without a grade has grade 0; one that
    occurs twice counts once. Raises `ValueError` if no grade is above 0.
    """
    ideal = _dcg(sorted(grades.values(), reverse=True)[:depth])
    if not ideal:
        raise ValueError("nothing is relevant, so no order is better than another")
    once = dict.fromkeys(found)
    return _dcg([grades.get(one, 0) for one in once][:depth]) / ideal


def recall(found: Collection[T], right: Collection[T]) -> float:
    """Return the recall: the share of relevant results that were found, 1 if there are none."""
    return sum(one in found for one in right) / len(right) if right else 1.0


def precision(found: Collection[T], right: Collection[T]) -> float:
    """Return the precision: the share of found results that are relevant, 1 if none were found."""
    return sum(one in right for one in found) / len(found) if found else 1.0


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean, NaN without values."""
    return sum(values) / len(values) if values else math.nan


def quantile(values: Sequence[float], share: float) -> float:
    """Return the least value that at least `share` of the values do not exceed.

    It is one of the values, never interpolated; NaN without values.
    """
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def bootstrap(values: Sequence[float], seed: int = 0) -> Interval:
    """Return the 95 % interval of the mean, from 2,000 samples drawn with replacement."""
    if not values:
        return Interval(math.nan, math.nan)
    draws = np.random.default_rng(seed).integers(0, len(values), (_RESAMPLES, len(values)))
    means = np.asarray(values, float)[draws].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(low), float(high))


def _dcg(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
