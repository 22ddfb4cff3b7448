"""Transcriber (.trs): turns of speakers, cut at times in seconds.

    <Trans><Speakers><Speaker id="spk1" name="Ines Okafor"/></Speakers><Episode><Section>
    <Turn speaker="spk1" startTime="2.5" endTime="6.0"><Sync time="2.5"/>It is a callable.</Turn>

Source: trans-14.dtd of Transcriber. Where two people talk in a turn, `<Who nb="2"/>` says which.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.containers import root
from indexer.formats.format import Format
from indexer.formats.time_order import in_order
from indexer.formats.xml_tree import Element, document

__all__ = ["FORMAT"]

_NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,9})?")


def _recognise(text: str) -> bool:
    return root(text) == "Trans"


def _parse(path: Path, text: str) -> Transcript:
    top = document(path, text)
    names = {
        one.attributes.get("id", ""): " ".join(one.attributes.get("name", "").split())
        for one in top.walk()
        if one.name == "Speaker"
    }
    turns = [one for one in top.walk() if one.name == "Turn"]
    cues, doubts = in_order([cue for turn in turns for cue in _cues(turn, names)])
    return Transcript(FORMAT.name, cues, doubts, top.attributes.get("lang") or None)


def _cues(turn: Element, names: Mapping[str, str]) -> Iterator[Cue]:
    ids = turn.attributes.get("speaker", "").split()
    speaker = (names.get(ids[0]) or ids[0]) if len(ids) == 1 else None
    start, end = _time(turn, "startTime"), _time(turn, "endTime")
    turned = True
    children = turn.children
    for at, child in enumerate(children):
        if isinstance(child, str):
            if said := " ".join(child.split()):
                # The last stretch ends with the turn.
                is_last = not any(
                    isinstance(one, str) and one.strip() for one in children[at + 1 :]
                )
                yield Cue(said, start, end if is_last else None, speaker, turned, line=turn.line)
                start, turned = None, False
        elif child.name == "Sync":
            start = _time(child, "time") if _time(child, "time") is not None else start
        elif child.name == "Who":
            number = child.attributes.get("nb", "")
            one = (
                ids[int(number) - 1]
                if number in ("1", "2", "3") and int(number) <= len(ids)
                else ""
            )
            speaker, turned = names.get(one) or one or None, True


def _time(element: Element, name: str) -> float | None:
    written = element.attributes.get(name, "").strip()
    return float(written) if _NUMBER.fullmatch(written) else None


FORMAT = Format("Transcriber", (".trs",), _recognise, _parse, "its root is Trans")
