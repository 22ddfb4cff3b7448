"""Worker processes: a function for many tasks, in parallel. Decision 0031.

Each worker has a pipe of its own, and no other process holds its far end. When the worker dies,
even half way through an answer, the pipe ends and the run fails. `concurrent.futures` shares one
pipe among its processes and holds both ends: a worker that was killed while it sent an answer of
200 MB left the pool waiting for ever (Python 3.11).

A fork of this process would copy the locks that its threads hold. On Linux workers are forked from
a process that has only imported modules. Elsewhere that is not safe or not available, so each
worker imports the modules itself, which takes 0.4 s of a core.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Self, TypeVar

from index import WorkerDied

__all__ = ["WORTH", "cores", "each"]

WORTH = 8_000_000
"""The bytes to read from which on workers save time. Decision 0031 has the measurements."""

T = TypeVar("T")
R = TypeVar("R")

_IN_FLIGHT = 8_000_000
"""The most bytes of files that are being read or wait, read, for their turn."""

_LARGE = 2_000_000
"""The bytes of a file from which on it is read alone, as that may take all the memory of a run. Its
worker is replaced, because what was free again, up to 300 MB, stayed with the process."""

_MOST = 8  # workers; writing, in one process, takes a sixth of the time of reading

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

    `sizes` are the bytes that each task reads. If they sum up to `WORTH` or more, the function is
    called in `workers` processes, which end with the generator; else it is called here. Raises the
    exceptions of the function, and `WorkerDied` if a process ends before its work.
    """
    if workers < 2 or sum(sizes) < WORTH:
        for task in tasks:
            yield task, function(task)
        return
    if sys.platform == "linux":
        _CONTEXT.set_forkserver_preload([function.__module__])
    with contextlib.ExitStack() as stack:
        count = min(workers, len(tasks), _MOST)
        with _interrupts_put_off():
            staff = [stack.enter_context(_Worker(function)) for _ in range(count)]
        idle = list(staff)
        busy: dict[Any, tuple[int, _Worker[T, R]]] = {}
        results: dict[int, R] = {}
        waiting = deque(range(len(tasks)))
        in_flight = 0
        weights = [size if size <= _LARGE else max(size, _IN_FLIGHT) for size in sizes]
        for number, weight in enumerate(weights):
            ready = False
            while not ready:
                while waiting and idle and _fits(in_flight, weights[waiting[0]]):
                    at, worker = waiting.popleft(), idle.pop()
                    worker.give(tasks[at])
                    busy[worker.pipe] = at, worker
                    in_flight += weights[at]
                ready = number in results
                # Workers that have finished get their next task at once, even then.
                for pipe in wait(list(busy), timeout=0 if ready else None):
                    at, worker = busy.pop(pipe)
                    results[at] = worker.take()
                    if sizes[at] > _LARGE:
                        worker.renew()
                    idle.append(worker)
            yield tasks[number], results.pop(number)
            in_flight -= weight


def _fits(in_flight: int, size: int) -> bool:
    # A larger file is read too, alone.
    return not in_flight or in_flight + size <= _IN_FLIGHT


class _Worker(Generic[T, R]):
    """A process that calls a function for one task after the other."""

    def __init__(self, function: Callable[[T], R]) -> None:
        self._function = function
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, self._function), daemon=True)
        self._process.start()
        # Now the worker alone holds its end, so the pipe ends when the worker does.
        theirs.close()

    def give(self, task: T) -> None:
        """Send a task to the worker, which must be idle. Raises `WorkerDied`."""
        with self._watched():
            _send(self.pipe, task)

    def take(self) -> R:
        """Wait for the answer and return it, or raise the function's exception or `WorkerDied`."""
        with self._watched():
            result, error = self.pipe.recv()
        if error is not None:
            raise error
        answer: R = result
        return answer

    def renew(self) -> None:
        """Replace the process of the worker, which must be idle, by a new one."""
        with _interrupts_put_off():
            self._end()
            self._start()

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
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._process.close()
        self.pipe.close()


def _send(pipe: "Connection[Any, Any]", thing: object) -> None:
    """Send an object that the other end receives with `recv`. Raises `OSError` if nobody does.

    `Connection.send` pickles into a view of a `BytesIO`. Where it fails, the traceback holds that
    view, and an error that somebody keeps may be in a cycle. Collecting that cycle ends CPython
    3.12.1 with a segmentation fault. Bytes hold nothing.
    """
    pipe.send_bytes(pickle.dumps(thing))


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _serve(pipe: "Connection[Any, Any]", function: Callable[[Any], Any]) -> None:
    """Answer tasks until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process stops this one
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            task = pipe.recv()
            answer: tuple[Any, Exception | None]
            try:
                answer = function(task), None
            except Exception as error:
                error.add_note("In a worker:\n" + traceback.format_exc())
                answer = None, error
            _send(pipe, answer)


@contextlib.contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """Put off an interrupt until the block ends, and let processes started in it meet none.

    A signal that is ignored meanwhile is lost: starting the fork server took 0.4 s, in which 7 of
    10 interrupts did nothing. A blocked one waits, and the new processes inherit the block, without
    which they would print a traceback while they import modules. Windows knows no blocked signals;
    there a process is only safe once it runs.
    """
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler) or threading.current_thread() is not threading.main_thread():
        yield
        return
    met: list[int] = []
    signal.signal(signal.SIGINT, lambda number, frame: met.append(number))
    blocks = hasattr(signal, "pthread_sigmask")
    if blocks:
        # Python 3.11 unblocks the signal where it starts the tracker, so that is done before.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        if blocks:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        signal.signal(signal.SIGINT, handler)
        if met:
            handler(signal.SIGINT, None)
