"""Memory of a run: what takes too much of it fails alone, and its collector waits.

A file within all limits of size may stand for far more in memory: `[[],[],…` of JSON takes 25
bytes for each of its own, a caption 30. So what is read from a file may take so many bytes more
than the process has, and fails beyond with `MemoryError`. Linux counts them (RLIMIT_DATA);
elsewhere nothing is limited. docs/platforms.md says what that means.
"""

import contextlib
import gc
import sys
import threading
from collections.abc import Iterator

if sys.platform == "linux":
    import resource

__all__ = [
    "MOST_OF_FACTS",
    "MOST_OF_TALK",
    "TOO_MUCH",
    "is_for_memory",
    "limited",
    "uncollected",
]

MOST_OF_TALK = 280_000_000
"""Bytes for the reading of a recording. 8 MB of captions, 40 hours of talk, take 210 MB."""

MOST_OF_FACTS = 250_000_000
"""Bytes for the reading of a sidecar or a feed. A feed of 45 MB takes 180 MB."""

TOO_MUCH = f"takes more than {MOST_OF_TALK // 1_000_000} MB of memory to read; split it"
"""The reason why a file was left out."""


@contextlib.contextmanager
def limited(most: int) -> Iterator[None]:
    """Let the block take at most `most` bytes more than the process has, else raise `MemoryError`.

    A limit around the block holds too. The limit is that of the process. So there is none where it
    has other threads, which have not asked for one.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bounds = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([_taken() + most, *bounds]), hard))
    try:
        yield
    except Exception as error:
        if is_for_memory(error):
            raise MemoryError from error
        raise
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Switch the garbage collector off inside the block, and on again after it if it was on.

    Reading makes thousands of cues and anchors that all stay and form no cycle. The collector
    walks them after every 700 new objects, which takes a seventh of the time of reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_for_memory(error: BaseException | None) -> bool:
    """Return whether an error is a `MemoryError`, or was raised while one was handled.

    Libraries clean up after an error, and meet others on the way: `xml.etree` a closed file.
    """
    for _ in range(100):
        if error is None or isinstance(error, MemoryError):
            return error is not None
        error = error.__cause__ or error.__context__
    return False


def _taken() -> int:
    """Return the bytes that the limit counts (proc(5), VmData of status); the stack is apart."""
    with open("/proc/self/status", "rb") as file:
        found = next(line for line in file if line.startswith(b"VmData:"))
    return int(found.split()[1]) << 10
