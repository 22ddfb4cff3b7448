"""EXMARaLDA (.exb): tiers of speakers over a timeline in seconds.

    <basic-transcription><head><speaker id="S0"><abbreviation>Ines Okafor</abbreviation></speaker>
    </head><basic-body><common-timeline><tli id="T0" time="2.5"/><tli id="T1" time="6.0"/>
    </common-timeline><tier speaker="S0" type="t"><event start="T0" end="T1">It is a callable.

Source: the EXMARaLDA data model. Tiers of type `t` are what is said, others are about it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from indexer.cues import Transcript
from indexer.formats.annotation import tiers
from indexer.formats.annotation.tiers import Annotation, Tier
from indexer.formats.containers import root
from indexer.formats.format import Format
from indexer.formats.time_order import in_order
from indexer.formats.xml_tree import Element, document

__all__ = ["FORMAT"]

_NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,12})?")


def _recognise(text: str) -> bool:
    return root(text) == "basic-transcription"


def _parse(path: Path, text: str) -> Transcript:
    top = document(path, text)
    times = {
        point.attributes.get("id", ""): float(point.attributes["time"])
        for point in top.walk()
        if point.name == "tli" and _NUMBER.fullmatch(point.attributes.get("time", ""))
    }
    names: dict[str, str] = {}
    for speaker in top.walk():
        if speaker.name == "speaker":
            short = speaker.first("abbreviation")
            id_ = speaker.attributes.get("id", "")
            names[id_] = (short.text() if short else "") or id_
    cues, doubts = in_order(tiers.cues(_tiers(top, times, names)))
    return Transcript(FORMAT.name, cues, doubts)


def _tiers(top: Element, times: Mapping[str, float], names: Mapping[str, str]) -> Iterator[Tier]:
    for tier in top.walk():
        given = tier.attributes
        if tier.name != "tier" or given.get("type", "t") != "t":
            continue
        annotations = [
            Annotation(
                event.text(),
                times.get(event.attributes.get("start", "")),
                times.get(event.attributes.get("end", "")),
                event.line,
            )
            for event in tier.elements("event")
        ]
        yield Tier(given.get("category", ""), names.get(given.get("speaker", "")), annotations)


FORMAT = Format("EXMARaLDA", (".exb",), _recognise, _parse, "its root is basic-transcription")
