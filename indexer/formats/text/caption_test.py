"""Captions and stamped lines, which other modules read and no running text is."""

import re

from indexer.formats.timecodes import CLOCK

__all__ = ["are_in"]

_TIMED = re.compile(rf"[ \t\u00a0]{{0,8}}(?:{CLOCK}|\d{{1,5}}\.\d{{1,3}}[ \t]*-->)")


def are_in(text: str) -> bool:
    """Whether lines that open with a bare time are a sixteenth of a text's head, or more."""
    if text.startswith("WEBVTT"):
        return True
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    timed = sum(_TIMED.match(line) is not None for line in lines)
    # One may be the duration at the head of the file.
    return timed > 1 and timed * 16 > len(lines)
