"""One run of the comparison, from the paths to all measurements."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.compare import (
    corpus,
    engines,
    machine,
    processes,
    queries,
    reference,
    timing,
    transcripts,
)
from bench.compare.corpus import Talk
from bench.compare.engines import OVERHEARD, Document, load
from bench.compare.results import Comparison, Growth, Question
from bench.compare.timing import Opened, Times

__all__ = ["compare"]

_MOST_COMPARED = 5000
"""Above this number of matches, only the number is compared with the reference."""

_GROWING = (OVERHEARD, "tantivy", "SQLite FTS5")
"""The engines that are also measured on the repeated corpus; stock Whoosh would take hours."""


def compare(
    paths: Sequence[Path],
    pattern: str,
    folder: Path,
    *,
    rounds: int,
    scales: Sequence[int] = (),
    say: Callable[[str], None] = lambda step: None,
) -> Comparison:
    """Measure every installed engine on the transcripts at `paths`, working in `folder`.

    `scales` are the numbers of copies of the corpus to index, to see growth; 1 is added.
    """
    absent = engines.missing()
    names = [name for name in engines.ENGINES if name not in absent]
    runs = min(rounds, processes.RUNS)
    say("reading the transcripts")
    parsed = transcripts.parse(paths, pattern, folder)
    place = folder / "once"
    say(f"building {parsed.segments:,} segments by {', '.join(names)}")
    builds = processes.build(names, place, folder, rounds)
    say("opening in new processes")
    opening = processes.opening(names, place, runs)
    asking = processes.asking(names, place, runs)
    serving = processes.serving(names, place)
    commands = processes.commands(place / OVERHEARD, runs)
    say(f"asking {len(queries.QUERIES)} queries in {rounds} rounds")
    with timing.opened({name: (name, place) for name in names}) as opened:
        times = timing.measure(opened, queries.QUERIES, rounds)
        say("comparing what was found with a plain reading of the text")
        questions = _questions(opened, times, folder / transcripts.TALKS)
    growing = [name for name in _GROWING if name in names]
    growth = _grow(sorted({1, *scales}), folder, growing, rounds, say) if scales else []
    return Comparison(
        machine=machine.describe(),
        versions={name: load(name).version() for name in names},
        absent=absent,
        rounds=rounds,
        corpus=parsed,
        builds=builds,
        opening=opening,
        asking=asking,
        serving=serving,
        commands=commands,
        questions=questions,
        growth=growth,
    )


def _questions(
    opened: dict[str, Opened], times: dict[tuple[str, str], Times], talks: Path
) -> list[Question]:
    """Return every query with its times, its totals and the expected totals."""
    asked = [one.overheard for one in queries.QUERIES]
    expected: dict[tuple[str, str], int] = {}
    strays: dict[tuple[str, str], int | None] = {}
    for name, (engine, snapshot) in opened.items():
        read: list[Talk] = list(corpus.stream(talks))
        should = reference.matching(reference.RULES[name], read, asked)
        for one in queries.QUERIES:
            key = one.overheard, name
            expected[key] = len(should[one.overheard])
            most = max(expected[key], times[key].total)
            strays[key] = None
            if most <= _MOST_COMPARED:
                found: set[Document] = snapshot.documents(one.of(engine.language), most + 1)
                strays[key] = len(found ^ should[one.overheard])
    return [
        Question(
            q=one.overheard,
            kind=one.kind,
            strings={name: one.of(engine.language) for name, (engine, _) in opened.items()},
            seconds={name: times[one.overheard, name].seconds for name in opened},
            totals={name: times[one.overheard, name].total for name in opened},
            expected={name: expected[one.overheard, name] for name in opened},
            strays={name: strays[one.overheard, name] for name in opened},
        )
        for one in queries.QUERIES
    ]


def _grow(
    scales: Sequence[int],
    folder: Path,
    names: Sequence[str],
    rounds: int,
    say: Callable[[str], None],
) -> list[Growth]:
    """Measure engines on the corpus repeated `copies` times.

    Each engine is measured by itself, at all sizes in turns, because only its own times are
    compared.
    """
    places = {copies: folder / f"{copies} times" for copies in scales}
    builds, serving = {}, {}
    for copies, place in places.items():
        say(f"building {copies} x the corpus")
        builds[copies] = processes.build(names, place, folder, 1, copies)
        serving[copies] = processes.serving(names, place)
    asked = [one for one in queries.QUERIES if one.overheard in queries.GROWING]
    times: dict[str, dict[tuple[str, str], Times]] = {}
    for name in names:
        say(f"asking {name} at {len(places)} sizes")
        sizes = {str(copies): place for copies, place in places.items()}
        with timing.opened({size: (name, place) for size, place in sizes.items()}) as opened:
            times[name] = timing.measure(opened, asked, rounds)
    for place in places.values():
        shutil.rmtree(place)
    return [
        Growth(
            copies,
            builds[copies],
            serving[copies],
            {
                q: {name: times[name][q, str(copies)].seconds for name in names}
                for q in queries.GROWING
            },
        )
        for copies in scales
    ]
