"""Python's collector of cycles, put off while a recording is read."""

import contextlib
import gc
from collections.abc import Iterator

__all__ = ["put_off"]


@contextlib.contextmanager
def put_off() -> Iterator[None]:
    """Keep the collector from running inside; afterwards it is on again if it was before.

    Reading makes thousands of cues and anchors that all stay and form no cycle, and the
    collector walks them after every 700: a seventh of the time that reading takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
