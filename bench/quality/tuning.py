"""The tuning command: vary each parameter of episode ranking and print the effect.

It is the experiment behind `index/ranking/parameters.py`. Titles and questions are the tuning half
of those of `python -m bench.quality`. One parameter is changed at a time. Results should be flat
around the chosen value; a sharp peak would be chance.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from bench.compare import engines, transcripts
from bench.compare.engines import OVERHEARD, Snapshot
from bench.compare.tables import table
from bench.quality import asking, material, metrics
from bench.quality.evaluation import Tasks, drawn
from bench.quality.grouped import DEPTH
from index.ranking import parameters

__all__ = ["VARIED", "Figures", "rows"]

_RESULTS = Path(__file__).with_name("tuning.md")

_HELD_OUT = 50

VARIED: Mapping[str, Sequence[float]] = {
    "EPISODE_K1": (1.2, 3, 5, 20, 40),
    "EPISODE_B": (0, 0.25, 0.5, 0.9),
    "OPENING": (0, 3, 5, 12, 20),
    "OPENING_WORDS": (50, 100, 400, 800),
    "PAIR_WEIGHT": (0, 0.25, 1, 2),
    "NEAR_WORDS": (1, 4, 16, 60),
    "NEAR_EPISODES": (20, 500),
    "PLACES_WEIGHT": (0, 0.5, 1, 2),
}
"""The other values that are tried for each parameter."""


class Figures(NamedTuple):
    """MRR@10 of known items and nDCG@10 of questions."""

    titles: float
    questions: float


def rows(told: Sequence[material.Told], tasks: Tasks, folder: Path) -> Iterator[list[str]]:
    """Yield a row for the parameters as set, and one for each change."""
    engine = engines.load(OVERHEARD)
    engine.build(material.given(told, engine.stream), folder)
    yield _row("as set", "", _figures(engine.open(folder), tasks))
    for name, values in VARIED.items():
        for value in sorted({*values, getattr(parameters, name)}):
            with mock.patch.object(parameters, name, value):
                # A new snapshot has no cached results of another value.
                yield _row(name, f"{round(value, 3):g}", _figures(engine.open(folder), tasks))


def _figures(snapshot: Snapshot, tasks: Tasks) -> Figures:
    def found(q: str) -> list[str]:
        return snapshot.episodes(asking.all_words("overheard", q), DEPTH)

    ranks = [metrics.reciprocal_rank(found(one.title), one.right) for one in tasks.titles]
    gains = [metrics.ndcg(found(one.text), one.grades) for one in tasks.questions]
    snapshot.close()
    return Figures(metrics.mean(ranks), metrics.mean(gains))


def _row(name: str, value: str, figures: Figures) -> list[str]:
    return [name, value, *(f"{figure:.3f}" for figure in figures)]


def main() -> None:
    """Print and write the table for the transcripts at PATH."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.quality.tuning",
        description="Vary the numbers that ranking by episode goes by.",
    )
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--glob", default="*", help="only files of such names, as in '*.txt'")
    parser.add_argument("--out", type=Path, default=_RESULTS, help="where to write the table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        transcripts.parse(options.paths, options.glob, folder)
        told = material.read(folder / transcripts.SEGMENTS)
        tasks = drawn(told, _HELD_OUT)
        (folder / "index").mkdir()
        found = []
        for row in rows(told, tasks, folder / "index"):
            print(*row, file=sys.stderr, flush=True)
            found.append(row)
    page = "\n\n".join(
        [
            "# What ranking by episode goes by",
            f"{len(tasks.titles):,} titles (MRR@10) and {len(tasks.questions):,} questions "
            f"(nDCG@10), the half that is for tuning, of {len(told):,} episodes. One number of "
            "`index/ranking/parameters.py` at a time is changed. Written by "
            "`python -m bench.quality.tuning`.",
            table(["number", "is", "titles", "questions"], found),
        ]
    )
    options.out.write_text(page + "\n")
    print(page)


if __name__ == "__main__":
    main()
