"""XML whose elements have a text, a speaker, and maybe times, under whatever names.

    <speech speakername="Ines Okafor"><p>It is a callable.</p></speech>
    <turn><speaker>Ines Okafor</speaker><start>2.5</start><text>It is a callable.</text></turn>

The first is of the parliaments that mySociety publishes. The elements of one name are the rows of
a table, their attributes and children its columns, named as those of CSV are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.tables import Columns, Row, columns, rows
from indexer.formats.xml_tree import Element, document

__all__ = ["FORMAT"]

_HEAD = 200_000  # characters
_FEWEST = 2
_OWN = "text"
# `name` alone is of files, places and settings too.
_SURELY = re.compile(
    r"\b(?:speaker|speakername|spkid|speaker_?name|speaker-?id|speakerlabel|spkr|spk|who|talker"
    r"|participant|voice|speaker_label)\b",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\b(?:start|begin|from|onset|in|offset|stime)[\w-]*\s*(?:=|>)", re.IGNORECASE)
_INLINE = frozenset(["a", "b", "em", "font", "hi", "i", "span", "strong", "sub", "sup", "u"])
_PEOPLE = frozenset(["speaker", "person", "participant", "agent", "actor"])


class _Rows(NamedTuple):
    """The elements of one name as the rows of a table.

    `spoken` is the share of them that have a speaker.
    """

    columns: Columns
    rows: list[Row]
    spoken: float
    words: int


def _recognise(text: str) -> bool:
    head = text[:_HEAD]
    return _SURELY.search(head) is not None or _TIMED.search(head) is not None


def _parse(path: Path, text: str) -> Transcript:
    top = document(path, text)
    names = dict(_people(top))
    found = [one for name in _repeated(top) if (one := _table(top, name, names)) is not None]
    if not found:
        raise TranscriptError(path, f"XML of <{top.name}>, whose elements have no talk")
    most = max(one.words for one in found)
    best = max((one for one in found if one.words * 10 >= most * 9), key=_worth)
    return rows.transcript(path, FORMAT.name, best.columns, best.rows)


def _worth(found: _Rows) -> tuple[bool, float, int]:
    return found.columns.start is not None, found.spoken, -len(found.rows)


def _repeated(top: Element) -> list[str]:
    counts = Counter(element.name for element in top.walk())
    return [name for name, count in counts.items() if count >= _FEWEST]


def _people(top: Element) -> Iterator[tuple[str, str]]:
    for element in top.walk():
        id_ = element.attributes.get("id", "") or element.attributes.get("ID", "")
        if id_ and element.name.lower() in _PEOPLE:
            name = element.attributes.get("name", "") or element.text()
            if name:
                yield id_, name


def _table(top: Element, name: str, names: Mapping[str, str]) -> _Rows | None:
    """Return the rows of the elements of this name, None if they are not talk."""
    keys: dict[str, int] = {}
    found: list[tuple[dict[str, str], int]] = []
    for element, speaker in _with_speakers(top, name):
        values = dict(_values(element))
        if speaker and not any(_SURELY.fullmatch(key) for key in values):
            values["speaker"] = speaker
        for key in values:
            keys.setdefault(key, len(keys))
        found.append((values, element.line))
    given = columns(list(keys))
    if given is None or (not any(map(_SURELY.fullmatch, keys)) and given.start is None):
        return None
    made: list[Row] = []
    for values, line in found:
        cells = [values.get(key, "") for key in keys]
        if not any(map(str.isalnum, cells[given.text])):
            continue
        if given.speaker is not None:
            cells[given.speaker] = names.get(cells[given.speaker].lstrip("#"), cells[given.speaker])
        made.append(Row(cells, line))
    if len(made) < _FEWEST or len(made) * 2 < len(found):
        return None
    spoken = 0 if given.speaker is None else sum(bool(row.cells[given.speaker]) for row in made)
    words = sum(len(row.cells[given.text].split()) for row in made)
    if words < 2 * len(made) and not spoken and given.end is None:
        return None  # the cells of another table
    return _Rows(given, made, spoken / len(made), words)


def _with_speakers(top: Element, name: str) -> Iterator[tuple[Element, str]]:
    """Yield the elements of this name, each with the speaker that an element around it gives."""
    waiting = [(top, "")]
    while waiting:
        element, speaker = waiting.pop()
        if element.name == name:
            yield element, speaker
            continue
        own = next((v for k, v in element.attributes.items() if _SURELY.fullmatch(k)), "")
        waiting.extend((child, own or speaker) for child in reversed(list(element.elements())))


def _values(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element and its children with a meaning; the rest is its text."""
    yield from element.attributes.items()
    aside: set[str] = set()
    texts: set[str] = set()
    for child in element.elements():
        key = columns([child.name, _OWN, "start"])
        if list(child.elements()) and child.name.lower() != _OWN:
            continue
        if columns([child.name, "start"]) is not None:
            texts.add(child.name)
        elif key is not None and 0 in (key.speaker, key.start, key.end, key.duration):
            aside.add(child.name)
            yield child.name, child.text() or child.attributes.get("name", "")
    if _OWN not in element.attributes:
        # Where one child is the text, the others are numbers and styles.
        kept = {child.name for child in element.elements()} - texts if texts else aside
        yield _OWN, " ".join(_spaced(element, kept).split())


def _spaced(element: Element, aside: set[str]) -> str:
    parts = [
        child
        if isinstance(child, str)
        else (child.text() if child.name.lower() in _INLINE else f" {child.text()} ")
        for child in element.children
        if isinstance(child, str) or child.name not in aside
    ]
    return "".join(parts)


FORMAT = Format("speech XML", (), _recognise, _parse, "elements with a text and a speaker or times")
