"""Caption lines in plain text, a stamp before each.

    00:00:09 Hello and welcome to Talk Python To Me, a weekly podcast on Python.
    00:00:45 <v Speaker 1>host, Michael Kennedy. Follow me on Twitter

A line is a fragment of talk, not a turn. A line without a stamp continues the one above.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats import voices
from indexer.formats.order import in_order
from indexer.formats.registry import Format

__all__ = ["FORMAT"]

_LINE = re.compile(r"\s*(\d{1,3}):(\d{2}):(\d{2})(?:\s+(.*))?$")


def _recognise(text: str) -> bool:
    head = [line for line in text[:8000].split("\n")[:40] if line.strip()]
    return sum(_LINE.match(line) is not None for line in head) * 2 > len(head)


def _parse(path: Path, text: str) -> Transcript:
    cues, doubts = in_order(_cues(text))
    return Transcript(FORMAT.name, cues, doubts)


def _cues(text: str) -> Iterator[Cue]:
    start: float | None = 0.0
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        stamped = _LINE.match(line)
        said = line
        if stamped:
            hours, minutes, seconds, rest = stamped.groups()
            start = float(int(hours) * 3600 + int(minutes) * 60 + int(seconds))
            said = rest or ""
        if "<" in said:
            for speaker, part in voices.split(said):
                yield Cue(part, start, None, speaker, line=number)
                # Only the first part stands at the stamp; the next ones come after it.
                start = None
        elif said and not said.isspace():
            yield Cue(said, start, line=number)
            start = None


FORMAT = Format("caption text", (".txt",), _recognise, _parse, "lines that begin with HH:MM:SS")
