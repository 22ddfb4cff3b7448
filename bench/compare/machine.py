"""The machine of a comparison."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

__all__ = ["describe"]


def describe() -> dict[str, str]:
    """Return the Python, the system, the processor and, in a repository, the commit."""
    found = {
        "python": f"Python {platform.python_version()}",
        "system": platform.platform(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
    }
    commit = _commit()
    return {**found, "commit": f"commit {commit}"} if commit else found


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for row in information.read_text().splitlines():
            if row.startswith("model name"):
                return row.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run(
        [git, "describe", "--always", "--dirty"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
