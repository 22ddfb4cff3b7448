"""Lists of chapters as values of JSON, YAML and TOML, and the check of their times.

    {"startTime": 60, "title": "Oak"}                        Podcasting 2.0
    {"start_time": 60.0, "end_time": 300.0, "title": "Oak"}  yt-dlp
    {"start": "00:01:00.000", "title": "Oak"}                Podlove

Source: the JSON chapters format 1.2 of the Podcasting 2.0 namespace; the field `chapters` of
`InfoExtractor` in yt-dlp (yt_dlp/extractor/common.py).
"""

import re
from collections.abc import Iterable
from typing import Any

from index import Chapter, clock
from indexer.formats.decoding import whole
from indexer.formats.timecodes import CLOCK, seconds

__all__ = ["UnclearChapters", "chapters_in", "in_order", "overrun"]

_STARTS = ("startTime", "start_time", "start", "time")
_TITLES = ("title", "name")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_CLOCK = re.compile(CLOCK)
# yt-dlp calls so what comes before the first chapter of a video.
_UNTITLED = re.compile(r"<Untitled Chapter \d{1,5}>")

_MOST = 1000
_LATEST = 10**9  # seconds; also refuses NaN
_LONGEST = 500  # characters of a title
_AFTER = 60.0  # seconds of music or credits after the last word, in which a chapter may begin


class UnclearChapters(Exception):
    """A list of chapters whose times are not clear; the text says why."""


def chapters_in(value: Any) -> tuple[Chapter, ...]:  # noqa: ANN401  # any value of a document
    """Return the chapters in `value`, a list of objects with a start and a title.

    Entries without a title, and those that are in no table of contents (`toc: false`), are left
    out. A start is seconds, or text such as `1:02:03.5`. Raises `UnclearChapters` for another
    value, a start that is no time, and starts that do not rise.
    """
    if not isinstance(value, list):
        raise UnclearChapters("it is no list")
    pairs: list[tuple[float, str]] = []
    for entry in value:
        if not isinstance(entry, dict):
            raise UnclearChapters("an entry is no object")
        title = next((entry[key] for key in _TITLES if isinstance(entry.get(key), str)), "")
        if entry.get("toc") in (False, "false") or not title or _UNTITLED.fullmatch(title):
            continue
        start = next((entry[key] for key in _STARTS if entry.get(key) is not None), None)
        pairs.append((_second(start, title), title))
    return in_order(pairs)


def in_order(pairs: Iterable[tuple[float, str]]) -> tuple[Chapter, ...]:
    """Return the chapters of starts in seconds and titles.

    Raises `UnclearChapters` for starts that do not rise, and for more chapters than are read.
    """
    chapters: list[Chapter] = []
    for start, given in pairs:
        title = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", whole(given)).split())[:_LONGEST]
        if not title:
            continue
        if chapters and start <= chapters[-1].start:
            before = chapters[-1]
            raise UnclearChapters(
                f"{title:.60} begins at {clock(start)}, and {before.title:.60} before it at "
                f"{clock(before.start)}"
            )
        chapters.append(Chapter(start, title))
    if len(chapters) > _MOST:
        raise UnclearChapters(f"it has more than {_MOST:,} chapters")
    return tuple(chapters)


def overrun(chapters: tuple[Chapter, ...], end: float | None) -> str | None:
    """Return why chapters are not those of a talk that ends at the second `end`, None if they are.

    Every chapter begins before the end, or soon after it. `end` is None for a talk without times,
    which says nothing about chapters.
    """
    if not chapters or end is None or chapters[-1].start <= end + _AFTER:
        return None
    last = chapters[-1]
    return f"{last.title:.60} begins at {clock(last.start)}, and the talk ends at {clock(end)}"


def _second(value: Any, title: str) -> float:  # noqa: ANN401  # any value of a document
    if isinstance(value, str):
        if _CLOCK.fullmatch(value.strip()):
            return seconds(value.strip())
        # YAML and CSV give numbers as text.
        if _NUMBER.fullmatch(value.strip()):
            return float(value)
    elif type(value) in (int, float) and 0 <= value < _LATEST:
        return round(float(value), 3)
    raise UnclearChapters(f"the start of {title:.60} is no time")
