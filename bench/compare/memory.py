"""The memory of this process."""

import resource
import sys
from pathlib import Path

__all__ = ["anonymous", "peak", "proportional", "resident"]

_STATUS = Path("/proc/self/status")
_ROLLUP = Path("/proc/self/smaps_rollup")


def peak() -> int:
    """Return the peak of resident bytes.

    On Linux it is read from VmHWM. `ru_maxrss` of a new process is that of its parent if that
    was larger.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return _status("VmHWM") or usage * (1 if sys.platform == "darwin" else 1024)


def resident() -> int:
    """Return the bytes that are resident now, mapped files included; the peak if unknown."""
    return _status("VmRSS") or peak()


def anonymous() -> int | None:
    """Return the resident bytes without mapped files, which belong to this process alone."""
    return _status("RssAnon")


def proportional() -> int | None:
    """Return the resident bytes, of a page that processes share only this one's share (PSS)."""
    return _status("Pss", _ROLLUP)


def _status(name: str, file: Path = _STATUS) -> int | None:
    if not file.exists():
        return None
    rows = (row.split() for row in file.read_text().splitlines())
    return next((int(row[1]) * 1024 for row in rows if row[0] == f"{name}:"), None)
