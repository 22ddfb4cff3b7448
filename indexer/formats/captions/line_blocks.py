"""Captions of a file that is damaged or written by hand, read line by line.

    1
    00:00:01,000 -> 00:00:04,000          an odd arrow
    The harbour opens at dawn.
    2                                     no blank line above the number
    00:00:3O,000 --> 00:00:34,000         a letter for a digit: a doubt
    Bring the blue rope.

No word is lost: text above the first timing line is kept, and a caption whose stamp cannot be read
gets the time that its neighbours allow.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from indexer.cues import TranscriptDoubt
from indexer.formats.captions.caption_blocks import CaptionBlock, is_number, spoken
from indexer.formats.captions.timing_lines import TimingLine
from indexer.formats.doubts import Doubts
from indexer.formats.limits import MOST_CUES, TooLong, check

__all__ = ["LineReader", "above", "read"]

LineReader = Callable[[str], TimingLine | None]

_SPOKEN = 2.7
"""Words a second, of which a caption without an end has about as many."""

# What stands below the head of WebVTT and is no talk, besides its blocks.
_HEADER = re.compile(r"(?:Kind|Language|Style|Region|X-TIMESTAMP-MAP)\s*[:=]", re.IGNORECASE)

_GUESS = "a timing line that is damaged: {!r}; took it for {:g} s"
_UNREAD = "a timing line that cannot be read: {!r}; kept the text at {:g} s, between its neighbours"
_ABOVE = "text above the first timing line: {!r}; kept it at the time of the first caption"


@dataclass(slots=True)
class _Open:
    """A caption that is being read: its timing line, and the lines below it."""

    line: int
    timing: TimingLine
    written: str
    below: list[str] = field(default_factory=list)


def read(
    text: str, reader: LineReader, is_webvtt: bool
) -> tuple[list[CaptionBlock], tuple[TranscriptDoubt, ...]]:
    """Return the captions of a text that is read line by line, and its doubts. Raises `TooLong`."""
    check(text)
    lines = text.split("\n")
    found: list[_Open] = []
    for at, line in enumerate(lines):
        # No other line can be one; most are told from one by this.
        if ":" not in line and ">" not in line and line.isascii():
            continue
        timing = reader(line)
        if timing is not None:
            if len(found) == MOST_CUES:
                raise TooLong(MOST_CUES, "cues")
            found.append(_Open(at + 1, timing, line.strip()))
    above_first = lines[: found[0].line - 1] if found else lines
    ends = [*(caption.line - 1 for caption in found[1:]), len(lines)]
    for caption, end in zip(found, ends, strict=False):
        rest = [caption.timing.rest] if caption.timing.rest else []
        caption.below = [*rest, *lines[caption.line : end]]
    doubts = Doubts()
    is_numbered = _is_numbered([above_first, *(caption.below for caption in found)])
    head = above(above_first, is_webvtt)
    said = ["\n".join(_said(one.below, is_webvtt, is_numbered, False)) for one in found[:-1]]
    if found:
        numbers = [above_first, *(caption.below for caption in found)][-2]
        is_next = is_numbered and _number(found[-1].below) == _number(numbers) + 1
        said.append("\n".join(_said(found[-1].below, is_webvtt, is_next, True)))
    captions = list(_timed(found, said, doubts))
    if head and captions:
        first, number = captions[0].start, head[0][0]
        whole = "\n".join(line for _, line in head)
        doubts.add(number, _ABOVE, whole[:60])
        captions.insert(0, CaptionBlock(first, first, whole, number))
    return captions, doubts.told()


def _number(lines: Sequence[str]) -> int:
    """Return the number that stands last, -1 where none does."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    return int(last.strip("\ufeff\u200e\u200f \t")) if is_number(last) else -1


def _is_numbered(parts: Sequence[Sequence[str]]) -> bool:
    """Return whether a number stands above most timing lines."""
    numbered = sum(_number(lines) >= 0 for lines in parts[:-1])
    return numbered * 2 > len(parts) - 1


def above(lines: Sequence[str], is_webvtt: bool) -> list[tuple[int, str]]:
    """Return the lines of talk above the first timing line, with their numbers."""
    numbered = list(enumerate(lines, 1))
    if is_webvtt:
        # The head goes to the first blank line.
        first = next((at for at, (_, line) in enumerate(numbered) if line.strip()), len(numbered))
        numbered = list(itertools.dropwhile(lambda one: one[1].strip(), numbered[first:]))
    kept = _said(["", *(line for _, line in numbered)], is_webvtt, True, False)
    talk = {line for line in kept if not is_number(line) and not _HEADER.match(line)}
    return [(number, line) for number, line in numbered if line in talk]


def _said(lines: Sequence[str], is_webvtt: bool, is_numbered: bool, is_last: bool) -> list[str]:
    """Return the lines of talk among those below a timing line."""
    kept = list(lines)
    is_above_timing = bool(kept) and bool(kept[-1].strip()) and not is_last
    while kept and not kept[-1].strip():
        kept.pop()
    is_apart = len(kept) == 1 or (len(kept) > 1 and not kept[-2].strip())
    if kept and is_number(kept[-1]):
        if is_numbered or (is_apart and is_above_timing):
            kept.pop()
    elif is_webvtt and is_above_timing and is_apart and len(kept) > 1:
        # The identifier of the next caption.
        kept.pop()
    return spoken(kept, is_webvtt)


def _timed(found: Sequence[_Open], said: Sequence[str], doubts: Doubts) -> Iterator[CaptionBlock]:
    """Yield the captions that have text; a time that cannot be read comes from the neighbours."""
    starts = [caption.timing.start for caption in found]
    # The next start that can be read, for each caption.
    nexts: list[float | None] = [None] * len(found)
    for at in range(len(found) - 2, -1, -1):
        nexts[at] = nexts[at + 1] if starts[at + 1] is None else starts[at + 1]
    latest: float | None = None
    for at, caption in enumerate(found):
        timing, text = caption.timing, said[at]
        start, end = timing.start, timing.end
        if start is None:
            start = latest if latest is not None else nexts[at] or 0.0
            if end is not None:
                start = max(latest or 0.0, end - len(text.split()) / _SPOKEN)
                start = round(min(start, end), 3)
        following = nexts[at]
        if end is None:
            end = start if following is None else max(start, following)
        if text.strip():
            if timing.is_guess:
                is_read = timing.start is not None or timing.end is not None
                doubts.add(
                    caption.line, _GUESS if is_read else _UNREAD, caption.written[:60], start
                )
            yield CaptionBlock(start, end, text, caption.line)
            latest = max(end, start)
