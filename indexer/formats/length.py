"""How many lines a text may have, so that 10 MB of it are read in ten seconds."""

from pathlib import Path

from index.errors import TranscriptError

__all__ = ["MOST_LINES", "check"]

MOST_LINES = 500_000
"""Of a word each they are two days of talk. A line takes up to 15 µs, a cue and its segment."""


def check(path: Path, lines: int) -> None:
    """Raise `TranscriptError` for a file of more lines than a recording has."""
    if lines > MOST_LINES:
        raise TranscriptError(
            path, f"more than {MOST_LINES:,} lines, which no recording has; split it"
        )
