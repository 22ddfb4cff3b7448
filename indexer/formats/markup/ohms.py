"""OHMS, the oral history XML: a transcript with the minutes at its lines and words, or WebVTT.

    <ROOT><record><sync>1:|2(4)|5(1)</sync>
    <transcript>OKAFOR: It is a callable.
    ...</transcript></record></ROOT>

Source: the OHMS Viewer of the Nunn Center. `1:|2(4)|` is an interval of one minute, whose first
point is the fourth word of the second line.
"""

import re
from pathlib import Path

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats import captions
from indexer.formats.format import Format
from indexer.formats.text import turns
from indexer.formats.xml_tree import document

__all__ = ["FORMAT"]

_HEAD = re.compile(r"<(?:ROOT|record)\b[^<>]*\bohms\b|<(?:sync|vtt_transcript)\b", re.IGNORECASE)
_POINT = re.compile(r"\s*(\d{1,7})\((\d{1,5})\)\s*")


def _recognise(text: str) -> bool:
    head = text[:20_000]
    return "<transcript" in text and "<record" in head and _HEAD.search(text) is not None


def _parse(path: Path, text: str) -> Transcript:
    top = document(path, text)
    timed = top.first("vtt_transcript")
    written = "".join(timed.texts()).strip() if timed else ""
    if written:
        for format_ in captions.FORMATS:
            if format_.recognise(written):
                return format_.parse(path, written)
    transcript, sync = top.first("transcript"), top.first("sync")
    if transcript is None:
        raise TranscriptError(path, "OHMS without a transcript; export it again")
    lines = "".join(transcript.texts()).strip("\n").split("\n")
    return turns.of_page(FORMAT.name, "\n".join(_stamped(lines, sync.text() if sync else "")))


def _stamped(lines: list[str], sync: str) -> list[str]:
    """Return the lines with a stamp at each of the points."""
    interval, *points = sync.split("|")
    minutes = int(found[0]) if (found := re.findall(r"\d{1,3}", interval)) else 1
    lines = list(lines)
    for number in range(len(points), 0, -1):
        point = _POINT.fullmatch(points[number - 1])
        if point is None or int(point[1]) > len(lines):
            continue
        at = int(point[1]) - 1
        words = lines[at].split(" ")
        before = max(0, min(int(point[2]) - 1, len(words)))
        seconds = number * minutes * 60
        stamp = f"[{seconds // 3600}:{seconds // 60 % 60:02}:00]"
        lines[max(at, 0)] = " ".join([*words[:before], stamp, *words[before:]])
    return lines


FORMAT = Format("OHMS", (), _recognise, _parse, "a record with a transcript")
