"""Query times: one process, all engines warm, in turns."""

import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.compare.engines import Engine, Snapshot, load
from bench.compare.queries import FIRST, Asked

__all__ = ["Opened", "Times", "measure", "opened"]

_SLOW_ROUNDS = 3  # at least; the spread of a slow engine is small beside its distance


class Opened(NamedTuple):
    """An engine and its open index."""

    engine: Engine
    snapshot: Snapshot


class Times(NamedTuple):
    """The median seconds and the total of one query in one engine."""

    seconds: float
    total: int


@contextmanager
def opened(wanted: Mapping[str, tuple[str, Path]]) -> Iterator[dict[str, Opened]]:
    """Yield the engines by key, each with its index at `folder`/its name open."""
    with ExitStack() as stack:
        found = {}
        for key, (name, folder) in wanted.items():
            engine = load(name)
            snapshot = stack.enter_context(closing(engine.open(folder / name)))
            found[key] = Opened(engine, snapshot)
        yield found


def measure(
    engines: Mapping[str, Opened], queries: Sequence[Asked], rounds: int
) -> dict[tuple[str, str], Times]:
    """Return the times by query (as Overheard spells it) and key of `engines`.

    A round runs all queries on one engine, then on the next. Each round begins with another engine
    and has its own random order of queries, the same for all engines. So no engine runs a query
    twice in a row or always follows the same other engine. Each engine has the processor's caches
    to itself for its turn, as on a server of its own (`bench/README.md` has the figures without
    this): a turn begins with a query that is not timed. The first round is not counted.
    """
    seconds = defaultdict[tuple[str, str], list[float]](list)
    totals: dict[tuple[str, str], int] = {}
    names = list(engines)
    draw = random.Random(rounds)
    for turn in range(rounds + 1):
        first = turn % len(names)
        order = draw.sample(queries, len(queries))
        for name in names[first:] + names[:first]:
            engine, snapshot = engines[name]
            if engine.slow and turn > _SLOW_ROUNDS:
                continue
            snapshot.search(FIRST.of(engine.language))
            for asked in order:
                q = asked.of(engine.language)
                began = time.perf_counter()
                page = snapshot.search(q)
                took = time.perf_counter() - began
                if turn:
                    seconds[asked.overheard, name].append(took)
                totals[asked.overheard, name] = page.total
    return {key: Times(statistics.median(seconds[key]), totals[key]) for key in totals}
