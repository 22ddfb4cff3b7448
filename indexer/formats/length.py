"""How many lines or cues a file may have, so that 10 MB of it are read in ten seconds."""

import itertools
from collections.abc import Iterable
from pathlib import Path

from index.errors import TranscriptError
from indexer.cues import Cue

__all__ = ["MOST_LINES", "TooLong", "check", "limited"]

MOST_LINES = 500_000
"""Of a word each they are two days of talk. A line takes up to 15 µs, a cue and its segment."""


def check(path: Path, lines: int) -> None:
    """Raise `TranscriptError` for a file of more lines than a recording has."""
    if lines > MOST_LINES:
        raise TranscriptError(
            path, f"more than {MOST_LINES:,} lines, which no recording has; split it"
        )


class TooLong(Exception):
    """More cues than a recording has."""

    def __init__(self) -> None:
        super().__init__(f"more than {MOST_LINES:,} cues, which no recording has; split it")


def limited(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues, or raise `TooLong` as soon as they are too many."""
    found = list(itertools.islice(cues, MOST_LINES + 1))
    if len(found) > MOST_LINES:
        raise TooLong
    return found
