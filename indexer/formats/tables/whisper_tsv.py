"""Whisper TSV: start and end in milliseconds, then the text, under a header.

    start	end	text
    0	2400	Hello and welcome.

Source: WriteTSV in openai/whisper (whisper/utils.py). Other tools write the same header
over seconds, with a decimal point or without. Whisper quotes nothing, so a quote is of the talk.
"""

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import TranscriptError
from indexer.cues import Cue, Transcript
from indexer.formats import limits
from indexer.formats.format import Format
from indexer.formats.time_order import in_order
from indexer.formats.units import Span, told

__all__ = ["FORMAT"]

_HEAD = re.compile(r"\s*start\tend\ttext[ \t]*(?:\n|$)", re.IGNORECASE)
_TIME = re.compile(r"-?\d{1,12}(\.\d{0,20})?", re.ASCII)
_MILLISECONDS = 1000.0
_TRIED = 1000  # lines that tell the unit


def _recognise(text: str) -> bool:
    return _HEAD.match(text) is not None


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    cues, doubts = in_order(_cues(path, text))
    return Transcript(FORMAT.name, cues, doubts)


def _cues(path: Path, text: str) -> Iterator[Cue]:
    head = _HEAD.match(text)
    skipped = text.count("\n", 0, head.end()) if head else 0
    unit = 0.0
    for number, line in enumerate(text.split("\n")[skipped:], skipped + 1):
        start, *others = line.split("\t", 2)
        if not others:
            # A text may hold a line break.
            if line.strip():
                yield Cue(html.unescape(line), None, line=number)
            continue
        end, said = others if len(others) == 2 else (others[0], "")
        times = _TIME.fullmatch(start.strip()), _TIME.fullmatch(end.strip())
        if times[0] is None or times[1] is None:
            raise TranscriptError(
                path, "this row has no start and end in milliseconds; export it again", number
            )
        if not unit:
            has_point = times[0][1] or times[1][1]
            unit = 1.0 if has_point else _per_second(text.split("\n", _TRIED)[skipped:_TRIED])
        first, last = (max(0.0, float(time[0]) / unit) for time in times if time)
        yield Cue(html.unescape(said), first, last, line=number)


def _per_second(lines: Sequence[str]) -> float:
    """Return how many of the unit of whole numbers are a second: Whisper's, or seconds."""
    cells = [line.split("\t") for line in lines]
    spans = [
        Span(float(row[0]), float(row[1]), len(row[2].split()))
        for row in cells
        if len(row) == 3 and _TIME.fullmatch(row[0]) and _TIME.fullmatch(row[1])
    ]
    found = told(spans)
    return _MILLISECONDS if found is None or found.doubt else found.per_second


FORMAT = Format("Whisper TSV", (".tsv",), _recognise, _parse, "a header of start, end and text")
