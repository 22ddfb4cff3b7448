"""SubRip (SRT): numbered captions.

1
00:00:00,179 --> 00:00:02,399
Travis: When you first get
started in podcasting
"""

import html
import re
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.blocks import blocks
from indexer.formats.order import in_order
from indexer.formats.registry import Format

__all__ = ["FORMAT"]

_HEAD = re.compile(r"(?:\d+[ \t]*\n)?[ \t]*\d{1,3}:\d{2}:\d{2},\d{1,3}[ \t]*-->")

# The tags players know, and SubStation's `{\an8}` overrides that converters leave behind.
_TAG = re.compile(r"</?(?:[ibu]|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def _recognise(text: str) -> bool:
    return _HEAD.match(text.lstrip()) is not None


def _parse(path: Path, text: str) -> Transcript:
    cues, doubts = in_order(
        Cue(
            html.unescape(_TAG.sub("", " ".join(block.text))),
            block.start,
            block.end,
            line=block.line,
        )
        for block in blocks(text)
    )
    return Transcript(FORMAT.name, cues, doubts)


FORMAT = Format("SRT", (".srt",), _recognise, _parse)
