"""Processes of our own that work side by side, each watched.

Every worker has a pipe to itself, whose far end nobody else holds: when the worker dies, even
half way through an answer, the pipe ends, and the run fails. `concurrent.futures` shares one
pipe among its processes and holds both ends: killed while it sent an answer of 200 MB, a
worker left the pool waiting for the rest for ever (Python 3.11).

A fork of this process would copy locks that its threads hold. On Linux workers are forked from
a process that has done nothing but import; elsewhere, where that is not safe, or not to be
had, each imports for itself, which takes 0.4 s of a core.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Self, TypeVar

from index import WorkerDied

__all__ = ["WORTH", "cores", "each"]

WORTH = 8_000_000
"""Bytes to read from which on workers pay; ARCHITECTURE.md has the measurements."""

T = TypeVar("T")
R = TypeVar("R")

_IN_FLIGHT = 8_000_000
"""The most bytes of files that are being read, or were and wait for their turn."""

_MOST = 8  # workers; the one that writes takes a sixth of what reading takes

if sys.platform == "linux":
    _CONTEXT = multiprocessing.get_context("forkserver")
else:
    _CONTEXT = multiprocessing.get_context("spawn")


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    function: Callable[[T], R], tasks: Sequence[T], sizes: Sequence[int], workers: int
) -> Generator[tuple[T, R], None, None]:
    """Yield each task and what `function` returns for it, in their order.

    `sizes` are the bytes that each task reads. Where they are worth it, as many `workers`
    as are given call the function, in processes that end with the generator. Raises what
    the function raises, and `WorkerDied` when a process ends before its work.
    """
    if workers < 2 or sum(sizes) < WORTH:
        for task in tasks:
            yield task, function(task)
        return
    if sys.platform == "linux":
        _CONTEXT.set_forkserver_preload([function.__module__])
    with contextlib.ExitStack() as stack:
        count = min(workers, len(tasks), _MOST)
        staff = [stack.enter_context(_Worker(function)) for _ in range(count)]
        idle = list(staff)
        busy: dict[Any, tuple[int, _Worker[T, R]]] = {}
        results: dict[int, R] = {}
        waiting = deque(range(len(tasks)))
        in_flight = 0
        for number, size in enumerate(sizes):
            ready = False
            while not ready:
                while waiting and idle and _fits(in_flight, sizes[waiting[0]]):
                    at, worker = waiting.popleft(), idle.pop()
                    worker.give(tasks[at])
                    busy[worker.pipe] = at, worker
                    in_flight += sizes[at]
                ready = number in results
                # Even then, whoever has finished is to get the next task at once.
                for pipe in wait(list(busy), timeout=0 if ready else None):
                    at, worker = busy.pop(pipe)
                    results[at] = worker.take()
                    idle.append(worker)
            yield tasks[number], results.pop(number)
            in_flight -= size


def _fits(in_flight: int, size: int) -> bool:
    # One that is larger than that has to be read too, alone.
    return not in_flight or in_flight + size <= _IN_FLIGHT


class _Worker(Generic[T, R]):
    """A process that calls a function for one task after the other."""

    def __init__(self, function: Callable[[T], R]) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, function), daemon=True)
        with _deaf_to_interrupts():
            self._process.start()
        # Now the worker alone holds its end, so the pipe ends with it.
        theirs.close()

    def give(self, task: T) -> None:
        """Have the worker, which is idle, call the function for a task."""
        with self._watched():
            self.pipe.send(task)

    def take(self) -> R:
        """Return the answer once it is there, or raise what the function raised."""
        with self._watched():
            result, error = self.pipe.recv()
        if error is not None:
            raise error
        answer: R = result
        return answer

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError) as error:
            self._process.join()
            raise WorkerDied(
                f"a process that read transcripts died ({_how(self._process.exitcode)}), perhaps "
                "for want of memory; nothing has changed: index again with less at a time"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._process.terminate()
        self._process.join()
        self._process.close()
        self.pipe.close()


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _serve(pipe: "Connection[Any, Any]", function: Callable[[Any], Any]) -> None:
    """What a worker does until nobody is at the other end any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us stops us
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            task = pipe.recv()
            answer: tuple[Any, Exception | None]
            try:
                answer = function(task), None
            except Exception as error:
                error.add_note("In a worker:\n" + traceback.format_exc())
                answer = None, error
            pipe.send(answer)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process started inside ignore interrupts before it can say so itself.

    Else an interrupt that meets it while it imports would leave its traceback behind.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
