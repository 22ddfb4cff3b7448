"""How much memory this process takes."""

import resource
import sys
from pathlib import Path

__all__ = ["anonymous", "peak", "resident"]

_STATUS = Path("/proc/self/status")


def peak() -> int:
    """Return the most bytes that were ever resident.

    Where Linux tells, from VmHWM: `ru_maxrss` of a process that was just started is that of
    the one that started it, if that was larger.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return _status("VmHWM") or usage * (1 if sys.platform == "darwin" else 1024)


def resident() -> int:
    """Return the bytes that are resident now, mapped files included; the peak if unknown."""
    return _status("VmRSS") or peak()


def anonymous() -> int | None:
    """Return the resident bytes that are no file's and so are this process's alone."""
    return _status("RssAnon")


def _status(name: str) -> int | None:
    if not _STATUS.exists():
        return None
    rows = (row.split() for row in _STATUS.read_text().splitlines())
    return next((int(row[1]) * 1024 for row in rows if row[0] == f"{name}:"), None)
