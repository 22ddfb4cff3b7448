"""ELAN annotation (.eaf): tiers of participants over a list of times in milliseconds.

    <ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="2500"/></TIME_ORDER>
    <TIER TIER_ID="ines" PARTICIPANT="Ines Okafor"><ANNOTATION>
    <ALIGNABLE_ANNOTATION TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
    <ANNOTATION_VALUE>It is a callable.</ANNOTATION_VALUE>

Source: the EAF Annotation Format 3.0. A tier below another (`PARENT_REF`) holds words, glosses or
translations of it, and is not read.
"""

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


def _recognise(text: str) -> bool:
    return root(text) == "ANNOTATION_DOCUMENT"


def _parse(path: Path, text: str) -> Transcript:
    top = document(path, text)
    slots: dict[str, float] = {}
    for slot in top.walk():
        value = slot.attributes.get("TIME_VALUE", "")
        if slot.name == "TIME_SLOT" and value.isdecimal() and len(value) < 13:
            slots[slot.attributes.get("TIME_SLOT_ID", "")] = int(value) / 1000
    cues, doubts = in_order(tiers.cues(_tiers(top, slots)))
    return Transcript(FORMAT.name, cues, doubts)


def _tiers(top: Element, slots: Mapping[str, float]) -> Iterator[Tier]:
    for tier in top.elements("TIER"):
        given = tier.attributes
        if given.get("PARENT_REF"):
            continue
        annotations = [
            Annotation(
                one.text(),
                slots.get(one.attributes.get("TIME_SLOT_REF1", "")),
                slots.get(one.attributes.get("TIME_SLOT_REF2", "")),
                one.line,
            )
            for one in tier.walk()
            if one.name == "ALIGNABLE_ANNOTATION"
        ]
        yield Tier(given.get("TIER_ID", ""), given.get("PARTICIPANT") or None, annotations)


FORMAT = Format("ELAN", (".eaf",), _recognise, _parse, "its root is ANNOTATION_DOCUMENT")
