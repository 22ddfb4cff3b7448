"""Formats of captions: WebVTT, SubRip, SBV, ASS and TTML.

Takes the text of a file, gives its cues: one for each voice in a caption, or for each inline time.
Captions that roll up, so that each repeats the one before, are unrolled. Imports `formats`,
without its other packages, and `cues`.
"""

from indexer.formats.captions import ass, sbv, srt, ttml, voices, webvtt
from indexer.formats.captions.caption_blocks import CaptionBlock, VoicePart
from indexer.formats.format import Format

__all__ = ["FORMATS", "XML", "CaptionBlock", "VoicePart", "voices"]

FORMATS: tuple[Format, ...] = (
    webvtt.FORMAT,
    srt.FORMAT,
    sbv.FORMAT,
    ass.FORMAT,
)
"""The formats in the order of asking."""

XML: tuple[Format, ...] = (ttml.FORMAT,)
"""The formats of captions in XML."""
