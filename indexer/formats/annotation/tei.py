"""TEI: utterances of a transcription of speech, or speeches of minutes and plays.

    <TEI><text><timeline unit="s"><when xml:id="T1" absolute="2.5"/></timeline><body>
    <u who="#INE" start="#T1">It is a callable.</u>
    <sp who="#BOC"><speaker>Bo Chen</speaker><p>Yes.</p></sp>

Source: TEI P5, chapter 8 "Transcriptions of Speech" and chapter 7; ISO 24624; ParlaMint. Names
come from `person` in the header. Notes, pauses and events are not spoken.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.containers import root
from indexer.formats.format import Format
from indexer.formats.time_order import in_order
from indexer.formats.xml_tree import Element, document

__all__ = ["FORMAT"]

_ASIDE = frozenset(
    {"note", "pause", "vocal", "kinesic", "incident", "writing", "stage", "desc", "speaker", "head"}
    | {"gap", "event", "spanGrp", "fw", "figure", "pb", "teiHeader"}
)
_NUMBER = re.compile(r"(?:PT?)?(\d{1,9}(?:\.\d{1,9})?)S?")
_CLOCK = re.compile(r"(\d{1,3}):(\d\d):(\d\d(?:\.\d{1,9})?)")
_UNITS = {"s": 1.0, "ms": 1000.0, "min": 1 / 60}


def _recognise(text: str) -> bool:
    return root(text).rpartition(":")[2] in ("TEI", "TEI.2", "teiCorpus")


def _parse(path: Path, text: str) -> Transcript:
    top = document(path, text)
    names = dict(_names(top))
    times = _times(top)
    found = list(_cues(top, names, times))
    cues, doubts = in_order(found)
    language = next((e.attributes["lang"] for e in top.walk() if e.attributes.get("lang")), None)
    return Transcript(FORMAT.name, cues, doubts, language)


def _names(top: Element) -> Iterator[tuple[str, str]]:
    for person in top.walk():
        if person.name not in ("person", "personGrp"):
            continue
        id_ = person.attributes.get("id", "")
        name = person.first("persName", "name")
        parts = list(name.elements("forename", "surname")) if name else []
        written = " ".join(part.text() for part in parts) if parts else name.text() if name else ""
        yield id_, written or person.attributes.get("n", "") or id_


def _times(top: Element) -> dict[str, float]:
    """Return the seconds of the points of the timeline by their ids."""
    found: dict[str, float] = {}
    for line in top.walk():
        if line.name != "timeline":
            continue
        unit = _UNITS.get(line.attributes.get("unit", "s"), 1.0)
        for point in line.elements("when"):
            given = point.attributes
            since = found.get(given.get("since", "").lstrip("#"), 0.0)
            own = _UNITS.get(given.get("unit", ""), unit)
            if (second := _second(given.get("absolute", ""), own)) is not None:
                found[given.get("id", "")] = second
            elif (second := _second(given.get("interval", ""), own)) is not None:
                found[given.get("id", "")] = round(since + second, 3)
            elif "since" not in given and not found:
                found[given.get("id", "")] = 0.0  # the origin
    return found


def _second(written: str, unit: float) -> float | None:
    if clock := _CLOCK.fullmatch(written):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    number = _NUMBER.fullmatch(written)
    return round(float(number[1]) / unit, 3) if number else None


def _cues(top: Element, names: dict[str, str], times: dict[str, float]) -> Iterator[Cue]:
    waiting = [top]
    block: tuple[float | None, float | None] = (None, None)
    while waiting:
        element = waiting.pop()
        if element.name == "annotationBlock":
            block = _span(element, times)
        if element.name in ("u", "sp"):
            yield from _turn(element, names, times, block)
            block = (None, None)
        elif element.name not in _ASIDE:
            waiting.extend(reversed(list(element.elements())))


def _turn(
    element: Element,
    names: dict[str, str],
    times: dict[str, float],
    block: tuple[float | None, float | None],
) -> Iterator[Cue]:
    who = element.attributes.get("who", "").split()
    label = next(element.elements("speaker"), None)
    id_ = who[0].rpartition("#")[2] if len(who) == 1 else ""
    speaker = names.get(id_) or (label.text().rstrip(" :.") if label else "") or id_ or None
    start, end = _span(element, times)
    start, end = (block[0] if start is None else start), (block[1] if end is None else end)
    said = ""
    for piece in _pieces(element):
        if isinstance(piece, str):
            said += piece
        elif (second := times.get(piece.attributes.get("synch", "").lstrip("#"))) is not None:
            if any(map(str.isalnum, said)):
                yield Cue(" ".join(said.split()), start, None, speaker, True, line=element.line)
                said = ""
            start = second
    if any(map(str.isalnum, said)):
        yield Cue(" ".join(said.split()), start, end, speaker, True, line=element.line)


def _pieces(element: Element) -> Iterator[str | Element]:
    """Yield the texts and the anchors of an utterance; words of their own have spaces between."""
    waiting: list[str | Element] = list(reversed(element.children))
    while waiting:
        child = waiting.pop()
        if isinstance(child, str) or child.name == "anchor":
            yield child
        elif child.name not in _ASIDE:
            if child.name in ("w", "p", "seg", "s", "l", "ab", "lg"):
                yield " "
            waiting.extend(reversed(child.children))


def _span(element: Element, times: dict[str, float]) -> tuple[float | None, float | None]:
    start, end = (element.attributes.get(name, "").lstrip("#") for name in ("start", "end"))
    return times.get(start), times.get(end)


FORMAT = Format("TEI", (".tei",), _recognise, _parse, "its root is TEI")
