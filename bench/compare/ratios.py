"""The summary of the comparison: geometric means, and the ratio of each peer to Overheard."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bench.compare.engines import OVERHEARD
from bench.compare.queries import HARD, MIX
from bench.compare.results import Comparison, Question

__all__ = ["Row", "geometric_means", "rows"]

_MIX = frozenset(asked.overheard for asked in MIX)

_ALL, _WORDS, _NOTHING = "all", "words", "nothing"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a figure of each engine, less being better, in `unit`.

    `remembered` says how much Overheard had kept in memory of questions asked before.
    """

    what: str
    unit: str
    figures: Mapping[str, float]
    remembered: str = ""

    def ratios(self) -> dict[str, float]:
        """Return each peer's figure over Overheard's: above 1, Overheard needs less."""
        own = self.figures[OVERHEARD]
        return {name: of / own for name, of in self.figures.items() if name != OVERHEARD}


def rows(measured: Comparison) -> list[Row]:
    """Return the summary of a comparison."""
    by_query = {question.q: question for question in measured.questions}
    mix = [question for question in measured.questions if question.q in _MIX]
    commands = measured.commands
    slowest = max(mix, key=lambda question: question.seconds[OVERHEARD])
    table = [
        Row("16-query mix, geometric mean", "ms", _milliseconds(geometric_means(mix)), _ALL),
        Row(f"slowest of the mix: `{slowest.q}`", "ms", _milliseconds(slowest.seconds), _ALL),
        *(Row(f"`{q}`", "ms", _milliseconds(by_query[q].seconds), _ALL) for q in HARD),
        Row("16-query mix, each asked once", "ms", _milliseconds(_means(measured.asking)), _WORDS),
        Row("build, one core", "s", {name: b.seconds for name, b in measured.builds.items()}),
        Row("index on disk", "MB", {name: b.bytes / 1e6 for name, b in measured.builds.items()}),
        Row(
            "open + first query, new process",
            "ms",
            _milliseconds(_medians(measured.opening)),
            _NOTHING,
        ),
        Row(
            "`overheard search wsgi`, median", "s", {OVERHEARD: _median(commands.search)}, _NOTHING
        ),
        Row("`overheard search wsgi`, best", "s", {OVERHEARD: min(commands.search)}, _NOTHING),
        Row(
            "`overheard search wsgi` over `python -c 'import numpy, click'`, medians",
            "x",
            {OVERHEARD: _median(commands.search) / _median(commands.imports)},
            _NOTHING,
        ),
        Row(
            "memory of a process that serves",
            "MB",
            {name: memory.resident / 1e6 for name, memory in measured.serving.items()},
            _ALL,
        ),
        Row(
            "memory of the build, peak",
            "MB",
            {name: build.peak / 1e6 for name, build in measured.builds.items()},
        ),
    ]
    return table + list(_growth(measured))


def geometric_means(questions: Iterable[Question]) -> dict[str, float]:
    """Return by engine the geometric mean of its seconds over all the questions."""
    asked = list(questions)
    return {
        name: statistics.geometric_mean(question.seconds[name] for question in asked)
        for name in asked[0].seconds
    }


def _growth(measured: Comparison) -> Iterable[Row]:
    """Yield the ratio of each query's time on the repeated corpus to that on a single copy."""
    for grown in measured.growth[1:]:
        for q, seconds in grown.seconds.items():
            once = measured.growth[0].seconds[q]
            times = {name: seconds[name] / once[name] for name in seconds}
            yield Row(
                f"{grown.copies} x the corpus: `{q}`, time over that at 1 x", "x", times, _ALL
            )


def _medians(runs: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: _median(seconds) for name, seconds in runs.items()}


def _means(asked: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: statistics.geometric_mean(seconds) for name, seconds in asked.items()}


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds)


def _milliseconds(seconds: Mapping[str, float]) -> dict[str, float]:
    return {name: of * 1000 for name, of in seconds.items()}
