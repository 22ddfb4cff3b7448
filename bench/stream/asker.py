"""A contender's process, seen from outside: started warm, asked, and ended."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bench.compare.engines import load
from bench.compare.processes import ROOT
from bench.compare.queries import Asked
from bench.stream.contenders import Contender
from bench.stream.questions import WARM
from bench.stream.results import Memory

__all__ = ["Asker", "asking"]


class Asker:
    """A process that has the index of a contender open."""

    def __init__(self, process: subprocess.Popen[str], language: str) -> None:
        self._process = process
        self._language = language

    def ask(self, questions: Sequence[Asked]) -> tuple[list[float], list[int]]:
        """Return the seconds and the exact total of each question."""
        answer = self._requested("ask", self._spelled(questions))
        return answer["seconds"], answer["totals"]

    def race(self, questions: Sequence[Asked], threads: int) -> float:
        """Return the questions that so many threads answer in a second."""
        return len(questions) / float(self._requested("race", self._spelled(questions), threads))

    def memory(self) -> Memory:
        """Return the memory of the process now."""
        return Memory(**self._requested("memory"))

    def _spelled(self, questions: Sequence[Asked]) -> list[str]:
        return [asked.of(self._language) for asked in questions]

    def _requested(self, *request: object) -> Any:  # noqa: ANN401  # JSON
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):  # of a process that has ended, as its output tells
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()}")
        return json.loads(line)


@contextmanager
def asking(contender: Contender, folder: Path, clock: str = "wall") -> Iterator[Asker]:
    """Yield a new process of a contender, with its index below `folder`, warm.

    It has answered `WARM`, one question of each kind; nothing of the stream.
    """
    arguments = (contender.engine, contender.way, str(folder), "--clock", clock)
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.stream.child", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **contender.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        asker = Asker(process, load(contender.engine).language)
        asker.ask(WARM)
        yield asker
    finally:
        process.communicate()  # closes its input, which ends it, and waits for it
