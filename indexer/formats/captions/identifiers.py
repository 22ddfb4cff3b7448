"""Identifiers of WebVTT captions that name who speaks, each in the line above the timing line.

    3 "Tobias Krell" (3000001)              Tobias Krell
    00:00:09.600 --> 00:00:15.118           00:00:09.600 --> 00:00:15.118
    I do, mostly.                           I do, mostly.

An identifier belongs to one caption, so those that come again and again are no identifiers. Where
most captions have such a line, and it is like a name, it becomes a voice span. Source: Webex.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from indexer.formats.captions.caption_blocks import CaptionBlock
from indexer.formats.grammar import could_be_name

__all__ = ["with_voices"]

_WEBEX = re.compile(r"\d{1,7} \"([^\"<>\n]{1,80})\" \(\d{1,12}\)")
_HEAD = 4000  # characters
_LONGEST = 60  # characters of a name
_FEWEST = 3  # captions
_MOST = 0.8  # of the captions have a name
_AGAIN = 0.6  # have one that comes again


def with_voices(blocks: list[CaptionBlock], text: str) -> list[CaptionBlock]:
    """Return the captions of a WebVTT file with the names above their timing lines as voices."""
    if len(blocks) < _FEWEST or "<v" in text:
        return blocks
    head = text[:_HEAD].split("\n")
    sample = list(itertools.takewhile(lambda block: block.line < len(head), blocks))
    if sum(map(bool, _names(sample, head))) * 2 < len(sample):
        return blocks
    names = _names(blocks, text.split("\n"))
    counts = Counter(filter(None, names))
    again = sum(count for count in counts.values() if count > 1)
    if counts.total() < _MOST * len(blocks) or again < _AGAIN * len(blocks):
        return blocks
    return [
        block._replace(text=f"<v {name}>{block.text}") if name else block
        for block, name in zip(blocks, names, strict=True)
    ]


def _names(blocks: Sequence[CaptionBlock], lines: Sequence[str]) -> list[str]:
    """Return the name above the timing line of each caption, empty where there is none."""
    return [
        _name(lines[line - 2].strip()) if line > 2 and not lines[line - 3].strip() else ""
        for _, _, _, line in blocks
    ]


def _name(identifier: str) -> str:
    if webex := _WEBEX.fullmatch(identifier):
        return webex[1]
    is_name = (
        identifier[:1].isalpha()
        and len(identifier) <= _LONGEST
        and "-->" not in identifier
        and identifier[-1] not in ".?!…,;:"
        and could_be_name(identifier)
    )
    return identifier if is_name else ""
