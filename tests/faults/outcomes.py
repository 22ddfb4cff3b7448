"""The outcome of reading a changed index, in a process of its own that may die or hang."""

import os
import pickle
import resource
import shutil
import signal
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index import CorruptIndex, FormatTooNew, FormatTooOld, check, open_index
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment
from tests.faults.mutations import Change, mutate
from tests.index.embedded.reading.test_damage import read_everything_of

__all__ = ["Outcome", "outcomes"]

_MEMORY = 3 << 30
_SECONDS = 10  # of the processor
_WAITED = 120


class Outcome(NamedTuple):
    """What became of one seed: `fine`, `older`, `corrupt`, `wrong`, or an error or a signal.

    `found` says whether a check has found something, `full` whether a full one has.
    """

    seed: int
    change: str
    kind: str
    found: bool = False
    full: bool = False


def outcomes(
    healthy: Path, scratch: Path, seeds: Sequence[int], changes: tuple[Change, ...]
) -> list[Outcome]:
    """Return the outcome of each seed, a process for many of them."""
    with open_index(healthy) as engine:
        answers = read_everything_of(engine)
    found: list[Outcome] = []
    while len(found) < len(seeds):
        found += _in_a_process(
            lambda seed: _outcome(healthy, scratch, seed, changes, answers), seeds[len(found) :]
        )
    return found


def _in_a_process(of: Callable[[int], Outcome], seeds: Sequence[int]) -> list[Outcome]:
    """Return the outcomes of seeds up to the one at which the process has died, if it has."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            with os.fdopen(writing, "wb") as pipe:
                for seed in seeds:
                    signal.alarm(_WAITED)
                    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
                    pipe.write(pickle.dumps(of(seed)))
                    pipe.flush()
        finally:
            os._exit(0)
    os.close(writing)
    found: list[Outcome] = []
    with os.fdopen(reading, "rb") as pipe:
        while True:
            try:
                found.append(pickle.load(pipe))
            except EOFError:
                break
    _, status = os.waitpid(child, 0)
    if len(found) < len(seeds):
        how = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "an exit"
        found.append(Outcome(seeds[len(found)], "", how))
    return found


def _outcome(
    healthy: Path, scratch: Path, seed: int, changes: tuple[Change, ...], answers: list[Any]
) -> Outcome:
    folder = scratch / "index"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(healthy, folder)
    change = mutate(folder, seed, changes)
    kind = _kind(folder, answers)
    try:
        found = not check(folder).is_whole
        full = found or not check(folder, full=True).is_whole
    except (FormatTooNew, FormatTooOld):
        found = full = True
    except Exception:
        return Outcome(seed, change, f"check: {traceback.format_exc()}")
    return Outcome(seed, change, kind, found, full)


def _kind(folder: Path, answers: list[Any]) -> str:
    try:
        with open_index(folder) as engine:
            got = read_everything_of(engine)
            older = engine.warning is not None
    except CorruptIndex:
        return "corrupt"
    except (FormatTooNew, FormatTooOld):
        return "of another format"
    except Exception:
        return f"read: {traceback.format_exc()}"
    return _rewritten(folder) or ("older" if older else "fine" if got == answers else "wrong")


def _rewritten(folder: Path) -> str | None:
    """Merge all index segments of a copy; return the error if that raises another than damage."""
    copy = folder.with_name("rewritten")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    try:
        with EmbeddedWriter(copy) as writer:
            writer.add(episode("more"), [segment("more talk")])
            writer.commit(optimize=True)
    except CorruptIndex:
        return None
    except Exception:
        return f"write: {traceback.format_exc()}"
    return None
