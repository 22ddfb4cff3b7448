"""Lines with a time in brackets before them, in text or Markdown.

    [00:02] - All right, welcome everyone.          [0.00 --> 1.76]  Bill, thanks.
    [00:06] Welcome Ash, welcome Anthony.           [00:00,000] My name is Ann.

A dash after the stamp is a change of voice. A stamp alone (`[Time 0:00:50]`) is the time of the
next words.
"""

from pathlib import Path

from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.text import turns
from indexer.formats.text.caption_text import are_in
from indexer.formats.text.outline import outline

__all__ = ["FORMAT"]


def _recognise(text: str) -> bool:
    found = outline(text)
    return not are_in(text) and found.stamped > 1 and found.stamped * 8 >= found.openings


def _parse(path: Path, text: str) -> Transcript:
    return turns.transcript(FORMAT.name, text)


FORMAT = Format(
    "bracketed text", turns.SUFFIXES, _recognise, _parse, "stamps in brackets that come again"
)
