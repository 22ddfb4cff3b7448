"""Chapters in the description of an episode, as video pages have them.

    00:00 Intro
    05:10 - Oak
    (1:12:30) Tar or epoxy

Source: YouTube's rule for chapters in descriptions, by which the first begins at 00:00, the times
rise, and there are at least three.
"""

import re

from index import Chapter
from indexer.chapters.values import UnclearChapters, in_order
from indexer.formats.timecodes import seconds

__all__ = ["described"]

_LINE = re.compile(
    r"^[ \t]*(?:[-–—•*▶►][ \t]*)?[(\[]?(\d{1,3}(?::\d\d){1,2})[)\]]?(?![:.,]?\d)"
    r"[ \t]*(?:[-–—|:•][ \t]*)?(\S[^\n]{0,300})$",
    re.MULTILINE,
)
_FEWEST = 3
_FIRST = 10.0  # seconds, within which the first one begins
_MOST = 100_000  # characters of a description


def described(text: str) -> tuple[Chapter, ...]:
    """Return the chapters that the lines of a description list, none where they are no such list.

    Every line that begins with a time counts. Fewer than three of them, a first one that does not
    begin with the recording, and times that do not rise are no list of chapters.
    """
    pairs = [(seconds(time), title) for time, title in _LINE.findall(text[:_MOST])]
    if len(pairs) < _FEWEST or pairs[0][0] > _FIRST:
        return ()
    try:
        return in_order(pairs)
    except UnclearChapters:
        return ()
