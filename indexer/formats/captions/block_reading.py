"""Reading of captions in blocks: by column where the file is regular, else line by line.

A file is regular if each of its arrows is in a timing line as the standards have it, nothing but
a head stands above the first one, and no caption has a line that is a number.
"""

import re
from collections.abc import Sequence

from indexer.cues import TranscriptDoubt
from indexer.formats.captions import caption_blocks, line_blocks, timing_lines
from indexer.formats.captions.caption_blocks import CaptionBlock

__all__ = ["is_subrip", "sbv", "subrip", "webvtt"]

_Read = tuple[list[CaptionBlock], tuple[TranscriptDoubt, ...]]

# A comma separates the stamps of SBV, so fractions have a point.
_COMMA = caption_blocks.timing(",", r"(\d{1,3}(?::\d{1,3})?):(\d{1,2})\.(\d{1,3})")

# A line that is a number, or that begins with a stamp.
_ODD_LINE = re.compile(
    r"\n[^\S\n]*+(?:\d{1,7}[^\S\n]*+(?=\n)|[\[(]?\d{1,3} ?:[ \d]\d?(?: ?[:.,]|[^\n]{0,9},))"
)

_FIRST_LINES = 12
"""Lines at the head of a file among which its first timing line stands."""


def webvtt(text: str) -> _Read:
    """Return the captions of a WebVTT file, and the doubts about its timing lines."""
    if not timing_lines.may_hold_one(text):
        captions, above, lines = caption_blocks.blocks(text)
        is_regular = text.count("-->") == lines and not _is_odd(captions)
        if is_regular and not line_blocks.above(above.split("\n"), is_webvtt=True):
            return captions, ()
    return line_blocks.read(text, timing_lines.of_arrow, is_webvtt=True)


def subrip(text: str) -> _Read:
    """Return the captions of a SubRip file, and the doubts about its timing lines."""
    if not timing_lines.may_hold_one(text):
        captions, above, lines = caption_blocks.blocks(text, is_webvtt=False)
        is_regular = text.count("-->") == lines and not _is_odd(captions)
        if is_regular and (not above.strip() or caption_blocks.is_number(above.strip())):
            return captions, ()
    return line_blocks.read(text, timing_lines.of_arrow, is_webvtt=False)


def is_subrip(head: str) -> bool:
    """Return whether the first timing line of a file, as people leave them, makes it SubRip.

    It stands below a number, or at the top with a comma or an odd arrow, and has two times and
    no talk. Above it may be a caption whose own line is damaged.
    """
    lines = [line.strip() for line in head.split("\n")]
    for at, line in enumerate(lines[:_FIRST_LINES]):
        timing = timing_lines.of_arrow(line) if line[:1].isdigit() else None
        if timing is None or timing.start is None or timing.end is None or timing.rest:
            continue
        above = [other for other in lines[:at] if other]
        is_odd = not timing.is_guess and ("," in line or "-->" not in line)
        return caption_blocks.is_number(above[-1]) if above else is_odd
    return False


def sbv(text: str) -> _Read:
    """Return the captions of an SBV file, and the doubts about its timing lines."""
    captions, above, _ = caption_blocks.blocks(text, _COMMA, is_webvtt=False)
    if not above.strip() and not _is_odd(captions):
        return captions, ()
    return line_blocks.read(text, timing_lines.of_comma, is_webvtt=False)


def _is_odd(captions: Sequence[CaptionBlock]) -> bool:
    """Return whether a caption has a line that may be a number or a timing line out of place."""
    lines = "\n".join(["", *[block.text for block in captions], ""])
    return _ODD_LINE.search(lines) is not None
