"""Limits on the lines and cues of a file, so that 10 MB are read in ten seconds."""

import itertools
from collections.abc import Iterable

from indexer.cues import Cue

__all__ = ["MOST_CUES", "MOST_LABELS", "MOST_LINES", "TooLong", "check", "limited"]

MOST_CUES = 1_000_000
"""The most cues of a file. With a word each they are four days of talk; a cue takes up to 10 µs."""

MOST_LINES = 400_000
"""The most lines of running text that are not blank. With a word each they are two days of talk; a
line takes up to 20 µs."""


MOST_LABELS = 100_000
"""The most different words in the place of labels in running text."""


class TooLong(Exception):
    """A file has more lines or cues than any recording; the text names the limit."""

    def __init__(self, most: int, noun: str) -> None:
        super().__init__(f"more than {most:,} {noun}, which no recording has; split it")


def check(text: str) -> None:
    """Raise `TooLong` for a text of more than `MOST_LINES` lines that are not blank."""
    # Counting newlines is enough for most files.
    if text.count("\n") < MOST_LINES:
        return
    if sum(map(bool, map(str.strip, text.split("\n")))) > MOST_LINES:
        raise TooLong(MOST_LINES, "lines")


def limited(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues, or raise `TooLong` after `MOST_CUES` of them."""
    found = list(itertools.islice(cues, MOST_CUES + 1))
    if len(found) > MOST_CUES:
        raise TooLong(MOST_CUES, "cues")
    return found
