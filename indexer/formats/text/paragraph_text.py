"""Hand-made transcripts: each turn is a paragraph, most of them after a stamp.

    2:57 Thank you so much for being on my show.

    3:09 Yes, it's good, always glad to share.

A paragraph without a stamp continues the speaker before it. A time inside a paragraph is the
transcriber's mark if it is between the paragraph's own stamp and the next one. It stands for a word
that was not heard, or tells the place of a sound. It anchors the words after it and is no text. Any
other time was said.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from indexer.cues import Cue, Transcript
from indexer.formats import limits
from indexer.formats.format import Format
from indexer.formats.time_order import in_order
from indexer.formats.timecodes import CLOCK, seconds

__all__ = ["FORMAT"]

# Python's \s matches the no-break spaces between stamp and text, and on "blank" lines.
# Some have a stamp in brackets here and there.
_STAMP = re.compile(
    rf"\s*(?:({CLOCK})(?=\s)|\[({CLOCK})\](?=\s)|\(({CLOCK})\)(?=\s))(?:\s+[|•–—-](?=\s))?"
)
_INSIDE = re.compile(rf"(?<!\S)({CLOCK})(?!\S)")


class _Paragraph(NamedTuple):
    start: float | None
    text: str
    line: int
    is_bare: bool
    """Whether a stamp without brackets stands before it."""


def _recognise(text: str) -> bool:
    head = list(itertools.islice(_paragraphs(text[:20000]), 60))
    # A stamp before an arrow is a caption's timing.
    stamped = sum(p.is_bare and not p.text.lstrip().startswith("-->") for p in head)
    return stamped >= 2 and stamped * 4 >= len(head)


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    cues, doubts = in_order(_cues(list(_paragraphs(text))))
    return Transcript(FORMAT.name, cues, doubts)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    lines: list[str] = []
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            lines.append(line)
            first = first or number
        elif lines:
            whole = " ".join(lines) if len(lines) > 1 else lines[0]
            stamp = _STAMP.match(whole)
            start = seconds(stamp[stamp.lastindex or 1]) if stamp else None
            said = whole[stamp.end() :] if stamp else whole
            yield _Paragraph(start, said, first, stamp is not None and stamp[1] is not None)
            lines, first = [], 0


def _cues(paragraphs: list[_Paragraph]) -> Iterator[Cue]:
    following = _following(paragraphs)
    # Talk before the first stamp begins with the recording.
    start = 0.0
    for paragraph, until in zip(paragraphs, following, strict=True):
        stamped = paragraph.start is not None
        if paragraph.start is not None:
            start = paragraph.start
        own = paragraph.start if stamped else (0.0 if paragraph is paragraphs[0] else None)
        if ":" not in paragraph.text:
            yield Cue(paragraph.text, own, new_turn=stamped, line=paragraph.line)
            continue
        done = 0
        opens = stamped
        for mark in _INSIDE.finditer(paragraph.text):
            at = seconds(mark[1])
            if not start < at < until:
                continue
            yield Cue(paragraph.text[done : mark.start()], own, new_turn=opens, line=paragraph.line)
            own, done, opens, start = at, mark.end(), False, at
        yield Cue(paragraph.text[done:], own, new_turn=opens, line=paragraph.line)


def _following(paragraphs: list[_Paragraph]) -> list[float]:
    """Return for each paragraph the stamp of the next one that has a stamp, else infinity."""
    following: list[float] = []
    latest = float("inf")
    for paragraph in reversed(paragraphs):
        following.append(latest)
        if paragraph.start is not None:
            latest = paragraph.start
    return following[::-1]


FORMAT = Format("paragraph text", (".txt",), _recognise, _parse, "paragraphs that begin with M:SS")
