"""Measurements in new processes, started one after the other."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.compare.engines import load
from bench.compare.results import Build, Commands, LRUCache

__all__ = ["ROOT", "RUNS", "asking", "build", "commands", "opening", "serving"]

RUNS = 7
"""The number of starts of a timed process."""

ROOT = Path(__file__).resolve().parents[2]
"""The project, in which the processes run and from which they import."""

_BUILDS = 3  # of an engine that is not slow


def build(
    names: Iterable[str], folder: Path, parsed: Path, rounds: int, copies: int = 1
) -> dict[str, Build]:
    """Build an index for each engine at `folder`/its name; return the medians by engine.

    The engines take turns, so that a machine that slows down slows all of them.
    """
    engines = {name: load(name) for name in names}
    measured: dict[str, list[Build]] = {name: [] for name in engines}
    for turn in range(min(rounds, _BUILDS) if copies == 1 else 1):
        for name, engine in engines.items():
            if turn and engine.slow:
                continue
            place = folder / "new" / name
            place.mkdir(parents=True)
            source = ("--stream", parsed / engine.stream, "--copies", str(copies))
            measured[name].append(Build(**_child("build", name, place, *source)))
            if turn:
                shutil.rmtree(place)
            else:
                place.rename(folder / name)
    return {name: _median(builds) for name, builds in measured.items()}


def opening(names: Iterable[str], folder: Path, runs: int) -> dict[str, list[float]]:
    """Return the seconds of opening and one query in new processes, run by run."""
    engines = list(names)
    measured: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(runs):
        for name in engines:
            measured[name].append(_child("open", name, folder / name))
    return measured


def asking(names: Iterable[str], folder: Path, runs: int) -> dict[str, list[float]]:
    """Return the median seconds of each query of the mix, asked once in a process."""
    engines = list(names)
    measured: dict[str, list[list[float]]] = {name: [] for name in engines}
    for _ in range(runs):
        for name in engines:
            measured[name].append(_child("ask", name, folder / name))
    return {
        name: [statistics.median(seconds) for seconds in zip(*asked, strict=True)]
        for name, asked in measured.items()
    }


def serving(names: Iterable[str], folder: Path) -> dict[str, LRUCache]:
    """Return the memory of a process after the mix."""
    return {name: LRUCache(**_child("serve", name, folder / name)) for name in names}


def commands(location: Path, runs: int) -> Commands:
    """Return the seconds of whole processes, in turns, from start to end, run by run."""
    search = ["-m", "overheard", "search", "wsgi", "-i", str(location)]
    started = (search, ["-c", "import numpy, click"], ["-c", "pass"])
    for arguments in started:
        _run(arguments)  # so that modules are compiled and files are in the cache
    seconds: list[list[float]] = [[] for _ in started]
    for _ in range(runs):
        for arguments, taken in zip(started, seconds, strict=True):
            began = time.perf_counter()
            _run(arguments)
            taken.append(time.perf_counter() - began)
    return Commands(*seconds)


def _child(what: str, name: str, folder: Path, *arguments: str | Path) -> Any:  # noqa: ANN401  # JSON
    called = ["-m", "bench.compare.child", what, name, str(folder), *map(str, arguments)]
    return json.loads(_run(called))


def _run(arguments: list[str]) -> str:
    # `overheard search` exits with 1 if there are no hits.
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode > 1 or (done.returncode and not done.stdout):
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}")
    return done.stdout


def _median(builds: list[Build]) -> Build:
    return Build(
        seconds=statistics.median(build.seconds for build in builds),
        bytes=builds[0].bytes,
        peak=max(build.peak for build in builds),
    )
