"""SBV, SubViewer captions as YouTube writes them.

0:00:05.279,0:00:17.240
Herald: So our first talk is going to be<br/>presented by two speakers
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.captions import block_reading, caption_blocks, rolling, voices
from indexer.formats.captions.caption_blocks import CaptionBlock
from indexer.formats.format import Format
from indexer.formats.time_order import in_order

__all__ = ["FORMAT"]

_HEAD = re.compile(
    r"(?:\d{1,3}:){1,2}\d{1,2}\.\d{1,3},(?:\d{1,3}:){1,2}\d{1,2}\.\d{1,3}[ \t]*(?:\n|$)"
)
_BREAK = re.compile(r"<br ?/?>|\[br\]", re.IGNORECASE)
_TAG = re.compile(r"</?[biu]>", re.IGNORECASE)


def _recognise(text: str) -> bool:
    return _HEAD.match(text[:2000].lstrip("\ufeff \t\n")) is not None


def _parse(path: Path, text: str) -> Transcript:
    blocks, doubts = block_reading.sbv(text)
    captions, removed = rolling.unroll([_broken(block) for block in blocks], str)
    names = voices.names(
        block.text.split("\n") for block in captions if voices.may_name(block.text)
    )
    cues, late = in_order(_cues(captions, names))
    words = caption_blocks.is_word_by_word(cues)
    return Transcript(FORMAT.name, cues, (*doubts, *late), words=words, removed=removed)


def _broken(block: CaptionBlock) -> CaptionBlock:
    if "<" not in block.text and "[" not in block.text:
        return block
    return block._replace(text=_TAG.sub("", _BREAK.sub("\n", block.text)))


def _cues(captions: Sequence[CaptionBlock], names: frozenset[str]) -> Iterator[Cue]:
    for start, end, text, line in captions:
        yield from caption_blocks.cues(voices.by_line(text.split("\n"), names), start, end, line)


FORMAT = Format("SBV", (".sbv",), _recognise, _parse, "two times with a comma between")
