"""The XML captions of YouTube: srv1, srv2 and srv3.

    <transcript><text start="2.5" dur="3.5">It is a callable.</text></transcript>
    <timedtext><text t="2500" d="3500">It is a callable.</text></timedtext>
    <timedtext format="3"><body><p t="2500" d="3500"><s>It</s><s t="200"> is</s></p>

Source: the `fmt` parameter of YouTube's timedtext endpoint, as yt-dlp names it (`--sub-format
srv3`). The first counts seconds, the others milliseconds; a word in `s` counts from its paragraph.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.containers import root
from indexer.formats.format import Format
from indexer.formats.time_order import in_order
from indexer.formats.xml_tree import Element, document

__all__ = ["FORMAT"]

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?")
_TEXT = re.compile(r"<text\b[^<>]*\b(?:start|t)=")


def _recognise(text: str) -> bool:
    name = root(text)
    return name == "timedtext" or (name == "transcript" and _TEXT.search(text[:20_000]) is not None)


def _parse(path: Path, text: str) -> Transcript:
    top = document(path, text)
    found = list(_cues(top))
    cues, doubts = in_order(found)
    in_words = sum(" " not in cue.text for cue in cues) > 0.9 * len(cues)
    return Transcript(FORMAT.name, cues, doubts, words=in_words)


def _cues(top: Element) -> Iterator[Cue]:
    for element in top.walk():
        if element.name == "text":
            is_first = "start" in element.attributes
            start = _time(element, "start" if is_first else "t", 1 if is_first else 1000)
            length = _time(element, "dur" if is_first else "d", 1 if is_first else 1000)
            yield Cue(_said(element.text()), start, _sum(start, length), line=element.line)
        elif element.name == "p":
            yield from _paragraph(element)


def _paragraph(element: Element) -> Iterator[Cue]:
    start, length = _time(element, "t", 1000), _time(element, "d", 1000)
    end = _sum(start, length)
    if not any("t" in child.attributes for child in element.elements("s")):
        said = _said(element.text())
        if said:
            yield Cue(said, start, end, line=element.line)
        return
    for child in element.children:
        is_text = isinstance(child, str)
        said = _said(child if isinstance(child, str) else child.text())
        if said:
            after = 0.0 if isinstance(child, str) else _time(child, "t", 1000) or 0.0
            yield Cue(said, None if is_text else _sum(start, after), None, line=element.line)


def _said(text: str) -> str:
    # The first format escapes twice.
    return " ".join(_TAG.sub(" ", html.unescape(text)).split())


def _time(element: Element, name: str, per_second: int) -> float | None:
    written = element.attributes.get(name, "")
    return round(float(written) / per_second, 3) if _NUMBER.fullmatch(written) else None


def _sum(start: float | None, length: float | None) -> float | None:
    return None if start is None or length is None else round(start + length, 3)


FORMAT = Format("YouTube XML", (".srv1", ".srv2", ".srv3", ".xml"), _recognise, _parse, "its root")
