"""A test for captions and stamped lines, which are no running text."""

import re

from indexer.formats.timecodes import CLOCK

__all__ = ["are_in", "timed_lines"]

_HEAD = 20_000  # characters
# The search skips to the newlines.
_TIMED = re.compile(rf"\n[ \t\u00a0]{{0,8}}(?:{CLOCK}|\d{{1,5}}\.\d{{1,3}}[ \t]*-->)")


def are_in(text: str) -> bool:
    """Return whether a sixteenth or more of the lines at the head of a text open with a time."""
    if text.startswith("WEBVTT"):
        return True
    timed = timed_lines(text)
    # A single one may be the duration at the head of the file.
    return timed > 1 and timed * 16 > sum(map(bool, map(str.strip, text[:_HEAD].split("\n"))))


def timed_lines(text: str) -> int:
    """Return how many lines at the head of a text open with a time."""
    return sum(1 for _ in _TIMED.finditer(f"\n{text[:_HEAD]}"))
