"""One measurement of one engine in a process of its own; prints it as JSON.

python -m bench.compare.child build ENGINE FOLDER --stream FILE [--copies N]
python -m bench.compare.child open ENGINE FOLDER
python -m bench.compare.child ask ENGINE FOLDER
python -m bench.compare.child serve ENGINE FOLDER
"""

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

from bench.compare import engines, memory
from bench.compare.corpus import stream
from bench.compare.engines import Engine
from bench.compare.queries import FIRST, MIX

__all__: list[str] = []


def main() -> None:
    """Run the measurement of the arguments."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare.child")
    parser.add_argument("what", choices=("build", "open", "ask", "serve"))
    parser.add_argument("engine", choices=engines.ENGINES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stream", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    options = parser.parse_args()
    engine = engines.load(options.engine)
    measured: Any
    match options.what:
        case "build":
            measured = _build(engine, options.folder, options.stream, options.copies)
        case "open":
            measured = _open(engine, options.folder)
        case "ask":
            measured = _ask(engine, options.folder)
        case _:
            measured = _serve(engine, options.folder)
    print(json.dumps(measured))


def _build(engine: Engine, folder: Path, parsed: Path, copies: int) -> dict[str, Any]:
    """Return the seconds from parsed segments to the commit, bytes on disk, peak memory.

    The time to read the parsed segments from their file is measured separately and subtracted.
    This is also correct for an engine with threads, as long as the process has one core.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    _drain(parsed)
    reading = min(_drain(parsed) for _ in range(2)) * copies
    began = time.perf_counter()
    engine.build(stream(parsed, copies), folder)
    seconds = time.perf_counter() - began - reading
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {"seconds": seconds, "bytes": size, "peak": memory.peak()}


def _drain(parsed: Path) -> float:
    began = time.perf_counter()
    for _ in stream(parsed):
        pass
    return time.perf_counter() - began


def _open(engine: Engine, folder: Path) -> float:
    """Return the seconds of opening and the first query, without imports."""
    q = MIX[0].of(engine.language)
    began = time.perf_counter()
    snapshot = engine.open(folder)
    snapshot.search(q)
    seconds = time.perf_counter() - began
    snapshot.close()
    return seconds


def _ask(engine: Engine, folder: Path) -> list[float]:
    """Return the seconds of each query of the mix, each asked once after a warm-up query."""
    snapshot = engine.open(folder)
    snapshot.search(FIRST.of(engine.language))
    seconds = []
    for asked in MIX:
        began = time.perf_counter()
        snapshot.search(asked.of(engine.language))
        seconds.append(time.perf_counter() - began)
    snapshot.close()
    return seconds


def _serve(engine: Engine, folder: Path) -> dict[str, int | None]:
    """Return the memory of a process that has answered the whole mix once."""
    snapshot = engine.open(folder)
    for asked in MIX:
        snapshot.search(asked.of(engine.language))
    measured = {"resident": memory.resident(), "anonymous": memory.anonymous()}
    snapshot.close()
    return measured


if __name__ == "__main__":
    main()
