"""A stream measured: indexes built, every contender asked every question once, in turns."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.compare import corpus, engines, machine, processes, transcripts
from bench.compare.corpus import Talk
from bench.compare.engines import OVERHEARD, load
from bench.compare.queries import Asked
from bench.stream import questions, ways
from bench.stream.asker import asking
from bench.stream.contenders import TANTIVY, Contender, contenders
from bench.stream.results import Drawn, Part, Run

__all__ = ["SLOW", "THREADS", "Plan", "measure", "measured_run"]

_BLOCK = 25
"""The questions in a row that are asked of one contender before the next has its turn."""

SLOW = 150
"""The questions that a slow engine is asked, from the beginning of the stream."""

THREADS = (1, 2)
"""The numbers of threads that are compared."""

_THREADED = (OVERHEARD, TANTIVY)
"""The engines whose open index threads may share."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A choice of measurements: each of `modes` at each of `sizes`, in `runs` runs.

    `sizes` are numbers of copies of the transcripts. The same `count` questions, drawn from one
    copy, are asked at all of them. `clock` is one of `child.CLOCKS`. `without` names engines to
    leave out.
    """

    modes: Sequence[str]
    sizes: Sequence[int]
    count: int
    runs: int
    clock: str = "wall"
    without: Sequence[str] = ()


def measure(
    paths: Sequence[Path],
    pattern: str,
    folder: Path,
    plan: Plan,
    say: Callable[[str], None] = lambda step: None,
) -> Iterator[Part]:
    """Yield the parts of a plan as they are measured, on the transcripts at `paths`.

    It works in `folder`, and deletes the indexes of a size after their last part.
    """
    absent = engines.missing() | dict.fromkeys(plan.without, "left out by an option")
    say("reading the transcripts")
    parsed = transcripts.parse(paths, pattern, folder)
    talks: Iterable[Talk] = corpus.stream(folder / transcripts.TALKS)
    texts = [line.text for talk in talks for line in talk.lines]
    stream = questions.draw(texts, plan.count)
    for copies in plan.sizes:
        place = folder / f"{copies} times"
        wanted = {mode: contenders(mode, copies, absent) for mode in plan.modes}
        say(f"building {copies} x the corpus")
        _build(wanted, place, folder, copies)
        for mode, asked in wanted.items():
            runs: list[Run] = []
            totals: dict[str, list[int]] = {}
            for number in range(plan.runs):
                say(f"{mode}, {copies} x: run {number + 1} of {plan.runs}")
                run, totals = measured_run(asked, stream, place, plan.clock, race=copies == 1)
                runs.append(run)
            yield Part(
                mode=mode,
                copies=copies,
                clock=plan.clock,
                machine=machine.describe(),
                versions={one.engine: load(one.engine).version() for one in asked},
                absent=absent,
                corpus=parsed,
                questions=[Drawn(one.kind, one.overheard) for one in stream],
                totals=totals,
                runs=runs,
            )
        shutil.rmtree(place)


def measured_run(
    asked: Sequence[Contender],
    stream: Sequence[Asked],
    folder: Path,
    clock: str = "wall",
    slow: int = SLOW,
    race: bool = True,
) -> tuple[Run, dict[str, list[int]]]:
    """Ask each contender the questions once, with their indexes below `folder`.

    Each is in a new process. A block of questions goes to one after the other, and each block
    begins with another one, so that nobody always follows the same. A slow engine is asked only the
    first `slow` questions. A `race` of threads follows in more processes.

    Returns the run, and the totals by contender.
    """
    seconds: dict[str, list[float]] = {one.name: [] for one in asked}
    totals: dict[str, list[int]] = {one.name: [] for one in asked}
    with ExitStack() as stack:
        askers = {one.name: stack.enter_context(asking(one, folder, clock)) for one in asked}
        for turn, begin in enumerate(range(0, len(stream), _BLOCK)):
            first = turn % len(asked)
            for one in [*asked[first:], *asked[:first]]:
                end = min(begin + _BLOCK, slow if load(one.engine).slow else len(stream))
                taken, found = askers[one.name].ask(stream[begin:end])
                seconds[one.name] += taken
                totals[one.name] += found
        memory = {name: asker.memory() for name, asker in askers.items()}
    rates = {
        one.name: {threads: _rate(one, stream, folder, threads) for threads in THREADS}
        for one in asked
        if race and one.engine in _THREADED
    }
    return Run(seconds, memory, rates), totals


def _build(
    wanted: Mapping[str, Sequence[Contender]], place: Path, parsed: Path, copies: int
) -> None:
    """Build the indexes of all contenders below `place`, from the files in `parsed`."""
    names = dict.fromkeys(one.engine for asked in wanted.values() for one in asked)
    processes.build(names, place, parsed, 1, copies)
    if any(one.engine == TANTIVY for one in wanted.get("default", ())):
        ways.build_episodes(corpus.stream(parsed / transcripts.TALKS, copies), place)


def _rate(one: Contender, stream: Sequence[Asked], folder: Path, threads: int) -> float:
    """Return the questions a second of a new process that asks by so many threads."""
    with asking(one, folder) as asker:
        return asker.race(stream, threads)
