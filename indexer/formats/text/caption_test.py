"""A test for captions and stamped lines, which are no running text."""

import re

from indexer.formats.timecodes import CLOCK

__all__ = ["are_in", "timed_lines"]

_HEAD = 20_000  # characters
_TIMED = re.compile(rf"[ \t\u00a0]{{0,8}}(?:{CLOCK}|\d{{1,5}}\.\d{{1,3}}[ \t]*-->)")


def are_in(text: str) -> bool:
    """Return whether a sixteenth or more of the lines at the head of a text open with a time."""
    if text.startswith("WEBVTT"):
        return True
    lines = [line for line in text[:_HEAD].split("\n") if line.strip()]
    timed = timed_lines(text)
    # A single one may be the duration at the head of the file.
    return timed > 1 and timed * 16 > len(lines)


def timed_lines(text: str) -> int:
    """Return how many lines at the head of a text open with a time."""
    return sum(_TIMED.match(line) is not None for line in text[:_HEAD].split("\n"))
