"""The tuning command: vary each parameter of episode ranking and print the effect.

It is the experiment behind `index/ranking/parameters.py`. What is asked is the tuning half of what
`python -m bench.quality` asks. One parameter is changed at a time. Results should be flat around
the chosen value; a sharp peak would be chance.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unittest import mock

from bench.compare import engines, transcripts
from bench.compare.engines import OVERHEARD, Engine, Snapshot
from bench.compare.tables import table
from bench.quality import judged, known_item, listed, material, metrics, places, questions, sources
from bench.quality.evaluation import Tasks, drawn
from bench.quality.figures import values, where
from bench.quality.judged import Judged
from bench.quality.material import Told
from bench.quality.meetings import FOLDER
from bench.quality.ranked import number
from bench.quality.score import SEGMENTS, TYPED, Score
from index.ranking import parameters

__all__ = ["FIGURES", "VARIED", "rows"]

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
    "EPISODE_WEIGHT": (0, 0.1, 0.2, 0.8, 1.6),
    "HITS_OF_EPISODE": (1, 2, 5, 10),
}
"""The other values that are tried for each parameter."""


FIGURES = {
    "titles": (known_item.TASK, "MRR@10"),
    "distinct": (listed.TASK, "distinct MRR@10"),
    "questions": (questions.TASK, "nDCG@10"),
    "summaries": (judged.SUMMARIES, "nDCG@10"),
    "meetings": (judged.QUESTIONS, "nDCG@10"),
    "places": (places.at_large(judged.PLACES), "in ten"),
    "within": (places.within(judged.PLACES), "in ten"),
}
"""The task and the metric of each column."""


def rows(
    told: Sequence[Told],
    tasks: Tasks,
    folder: Path,
    met: Sequence[Told] = (),
    judgements: Judged | None = None,
) -> Iterator[list[str]]:
    """Yield a row for the parameters as set, and one for each change.

    `met` are the meetings, of which `judgements` has the queries. Indexes are built in `folder`.
    """
    engine = engines.load(OVERHEARD)
    shows = [folder / "show"]
    _build(engine, told, shows[0])
    if met:
        shows.append(folder / "meetings")
        _build(engine, met, shows[1])

    def figures() -> list[str]:
        # New snapshots have no cached results of another value.
        opened = [engine.open(one) for one in shows]
        scores = list(_scores(opened, tasks, judgements or Judged()))
        for snapshot in opened:
            snapshot.close()
        means = (
            metrics.mean(values(where(scores, task=task, way=TYPED), name))
            for task, name in FIGURES.values()
        )
        return list(map(number, means))

    # Spelling is not corrected: it ranks nothing, and takes most of the time of long questions.
    with mock.patch.object(parameters, "CORRECTION_HITS", 0):
        as_set = figures()
        yield ["as set", "", *as_set]
        for name, changed in VARIED.items():
            default = getattr(parameters, name)
            for value in sorted({*changed, default}):
                with mock.patch.object(parameters, name, value):
                    found = as_set if value == default else figures()
                yield [name, f"{round(value, 3):g}", *found]


def _build(engine: Engine, told: Sequence[Told], folder: Path) -> None:
    folder.mkdir(parents=True)
    engine.build(material.given(told, engine.stream), folder)


def _scores(opened: Sequence[Snapshot], tasks: Tasks, judgements: Judged) -> Iterator[Score]:
    asked = (OVERHEARD, "overheard")
    yield from known_item.ask(opened[0], *asked, SEGMENTS, tasks.titles)
    yield from listed.ask(opened[0], *asked, tasks.titles)
    yield from questions.ask(opened[0], *asked, SEGMENTS, tasks.questions)
    for task, known in (
        (judged.SUMMARIES, judgements.summaries),
        (judged.QUESTIONS, judgements.questions),
    ):
        yield from judged.ask(opened[-1], *asked, SEGMENTS, task, known)
    yield from places.ask(opened[-1], *asked, judged.PLACES, judgements.places)


def main() -> None:
    """Print and write the table for the transcripts at PATH."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.quality.tuning",
        description="Vary the numbers that ranking goes by.",
    )
    sources.add_options(parser)
    parser.add_argument("--out", type=Path, default=_RESULTS, help="where to write the table")
    options = parser.parse_args()
    chosen = sources.chosen(parser, options)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = _read(chosen.paths, chosen.pattern, folder / "read")
        tasks = drawn(told, _HELD_OUT)
        met: Sequence[Told] = ()
        judgements = Judged()
        if chosen.meetings is not None:
            met = _read([chosen.meetings / FOLDER], "*.txt", folder / "read meetings")
            judgements = judged.tasks(met, chosen.meetings, _HELD_OUT)
        found = []
        for row in rows(told, tasks, folder, met, judgements):
            print(*row, file=sys.stderr, flush=True)
            found.append(row)
    page = "\n\n".join(
        [
            "# What ranking goes by",
            f"{len(tasks.titles):,} titles (MRR@10, grouped and as distinct episodes of hits), "
            f"{len(tasks.questions):,} questions (nDCG@10), {len(judgements.summaries):,} "
            f"summaries of meetings and {len(judgements.questions):,} questions on meetings "
            "(nDCG@10) and their places at large and within the meeting (one of ten hits): the "
            f"half that is for tuning, of {len(told):,} episodes and {len(met):,} meetings. "
            "One number of `index/ranking/parameters.py` at a time is changed. Written by "
            "`python -m bench.quality.tuning`.",
            table(["number", "is", *FIGURES], found),
        ]
    )
    options.out.write_text(page + "\n")
    print(page)


def _read(paths: Sequence[Path], pattern: str, folder: Path) -> Sequence[Told]:
    folder.mkdir()
    transcripts.parse(paths, pattern, folder)
    return material.read(folder / transcripts.SEGMENTS)


if __name__ == "__main__":
    main()
