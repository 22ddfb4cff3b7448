"""WebVTT, the captions of the web and of podcast players.

    WEBVTT

    00:00:02.500 --> 00:00:06.000
    <v Michael Kennedy>Welcome to the show.

Source: W3C WebVTT (https://www.w3.org/TR/webvtt1/), read with more patience than a
player has.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats import voices
from indexer.formats.blocks import blocks
from indexer.formats.order import in_order
from indexer.formats.registry import Format

__all__ = ["FORMAT"]

# Only the tags of the standard: any other `<something>` was said or is code.
_TAG = re.compile(
    r"</?(?:c|i|b|u|ruby|rt|lang)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>|<(?:\d+:)?\d{1,2}:\d{2}\.\d{3}>"
)


def _recognise(text: str) -> bool:
    return text.startswith("WEBVTT")


def _parse(path: Path, text: str) -> Transcript:
    cues, doubts = in_order(_cues(text))
    return Transcript(FORMAT.name, cues, doubts)


def _cues(text: str) -> Iterator[Cue]:
    for block in blocks(text):
        said = " ".join(block.text)
        parts = voices.split(said) if "<" in said else [(None, said)]
        whole = sum(len(part) for _, part in parts) or 1
        start = block.start
        for speaker, part in parts:
            # Voices that share a cue share its time by the length of what they say.
            end = start + (block.end - block.start) * len(part) / whole
            yield Cue(
                html.unescape(_TAG.sub("", part) if "<" in part else part),
                start,
                end,
                html.unescape(speaker or "").strip() or None,
                line=block.line,
            )
            start = end


FORMAT = Format("WebVTT", (".vtt",), _recognise, _parse)
