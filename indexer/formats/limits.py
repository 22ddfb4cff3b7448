"""How many lines or cues a file may have, so that 10 MB of it are read in ten seconds."""

import itertools
from collections.abc import Iterable

from indexer.cues import Cue

__all__ = ["MOST_CUES", "MOST_LINES", "TooLong", "check", "limited"]

MOST_CUES = 1_000_000
"""Of a word each they are four days of talk. Of ten bytes one takes up to 10 µs."""

MOST_LINES = 2_000_000
"""Of running text, blank ones aside: of a word each 11 MB."""


class TooLong(Exception):
    """More lines or cues than a recording has; says how many that is."""

    def __init__(self, most: int, noun: str) -> None:
        super().__init__(f"more than {most:,} {noun}, which no recording has; split it")


def check(text: str) -> None:
    """Raise `TooLong` for a text of more lines than a recording has, blank ones aside."""
    # Most files are short, and told so by counting alone.
    if text.count("\n") < MOST_LINES:
        return
    if sum(map(bool, map(str.strip, text.split("\n")))) > MOST_LINES:
        raise TooLong(MOST_LINES, "lines")


def limited(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues, or raise `TooLong` as soon as they are too many."""
    found = list(itertools.islice(cues, MOST_CUES + 1))
    if len(found) > MOST_CUES:
        raise TooLong(MOST_CUES, "cues")
    return found
