"""One contender in a process of its own: reads a request from each line of stdin, answers in JSON.

python -m bench.stream.child ENGINE WAY FOLDER [--clock cpu]

A line is `["ask", [q, ...]]`, `["race", [q, ...], threads]` or `["memory"]`. The process ends with
its input. It imports one engine only, so its memory is that of a program that serves it.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.compare import memory
from bench.compare.engines import Snapshot
from bench.stream.ways import open_way

__all__ = ["CLOCKS"]

CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.process_time}
"""The clocks of a question: what a person waits, and the time of the processor alone."""


def main() -> None:
    """Answer requests until the input ends."""
    parser = argparse.ArgumentParser(prog="python -m bench.stream.child")
    parser.add_argument("engine")
    parser.add_argument("way")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clock", choices=CLOCKS, default="wall")
    options = parser.parse_args()
    snapshot = open_way(options.engine, options.way, options.folder)
    for line in sys.stdin:
        print(json.dumps(_answer(snapshot, json.loads(line), CLOCKS[options.clock])), flush=True)
    snapshot.close()


def _answer(snapshot: Snapshot, request: Sequence[Any], clock: Callable[[], float]) -> object:
    match request:
        case ["ask", questions]:
            return _ask(snapshot, questions, clock)
        case ["race", questions, threads]:
            return _race(snapshot, questions, threads)
        case _:
            return {
                "resident": memory.resident(),
                "proportional": memory.proportional(),
                "anonymous": memory.anonymous(),
            }


def _ask(
    snapshot: Snapshot, questions: Sequence[str], clock: Callable[[], float]
) -> dict[str, list[float]]:
    """Return the seconds and the exact total of each question."""
    seconds: list[float] = []
    totals: list[float] = []
    for q in questions:
        began = clock()
        page = snapshot.search(q)
        seconds.append(clock() - began)
        totals.append(page.total)
    return {"seconds": seconds, "totals": totals}


def _race(snapshot: Snapshot, questions: Sequence[str], threads: int) -> float:
    """Return the seconds in which so many threads answer all questions, each question once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(snapshot.search, questions):
            pass
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
