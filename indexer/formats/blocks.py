"""Captions in blocks under a timing line: what WebVTT and SubRip share."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.formats.clock import seconds

__all__ = ["Block", "blocks"]

# Hours and even minutes may be absent (`0.860 --> 7.380`), the fraction be set off by a
# comma or a point, and settings may follow.
_CLOCK = r"(?:\d{1,3}:){0,2}\d{1,3}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*({_CLOCK})\s*-->\s*({_CLOCK})(?:\s.*)?$")


class Block(NamedTuple):
    """One caption: its times in seconds, its lines of text, and its timing line's number."""

    start: float
    end: float
    text: list[str]
    line: int


def blocks(text: str) -> Iterator[Block]:
    """Yield the captions of a file in order.

    A line right above a timing line is the caption's identifier unless a caption's text
    runs into it. Text after a blank line that no timing line claims still belongs to the
    caption above: a player would drop it, a search engine must not lose what was said.
    WebVTT's NOTE, STYLE and REGION blocks are no talk.
    """
    block: Block | None = None
    aside = False
    after_blank = True
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        timing = _TIMING.match(line) if "-->" in line else None
        if timing:
            if block is not None:
                yield block
            block = Block(seconds(timing[1]), seconds(timing[2]), [], number)
            aside = False
        elif not line.strip():
            aside = False
        elif after_blank and line.split(None, 1)[0] in ("NOTE", "STYLE", "REGION"):
            aside = True
        elif block is not None and not aside and not _is_identifier(lines, number, after_blank):
            block.text.append(line)
        after_blank = not line.strip()
    if block is not None:
        yield block


def _is_identifier(lines: list[str], number: int, after_blank: bool) -> bool:
    following = lines[number] if number < len(lines) else ""
    return after_blank and "-->" in following and _TIMING.match(following) is not None
