"""The step that takes out what tools write around the talk of a text, and the facts in it."""

from collections.abc import Mapping
from typing import NamedTuple

from indexer.formats.around.head import above_talk
from indexer.formats.around.notices import is_credit, is_note, repeats_stamp

__all__ = ["REMOVED", "Talk", "talk_of"]

REMOVED = "lines about the file"
"""The kind under which a transcript counts what this step removes."""

_HEAD = 30  # lines at either end of a file, in which credits stand
_LONGEST = 800  # characters of a notice
_LONGEST_NOTE = 330
# Parts of the words of notes. A search for a text is fast, and few lines have one.
_IN_NOTES = (
    *("ranscript", "ranscrib", "ecording", "eeting ", "Call ", "whisper_", "ggml_", "system_info"),
    *("main:", "etecting language", "etected language", "warnings.warn", "%|", "FP16 is"),
    *("erforming ", "ightning ", "yannote", "orchaudio", "Model was"),
)


class Talk(NamedTuple):
    """A text without what stands around its talk; it has as many lines as before."""

    text: str
    removed: int
    facts: Mapping[str, object]


def talk_of(text: str) -> Talk:
    """Return the talk of a text that has no front matter, and the facts around it."""
    lines = text.split("\n")
    head = above_talk(lines, text)
    taken = set(head.lines)
    for at in (*range(min(_HEAD, len(lines))), *range(max(_HEAD, len(lines) - _HEAD), len(lines))):
        if 8 < len(lines[at]) <= _LONGEST and is_credit(lines[at]):
            taken.add(at)
    taken.update(_notes(text))
    if " second" in text:
        above = ""
        for at, line in enumerate(lines):
            if " second" in line and len(line) < 60 and repeats_stamp(line, above):
                taken.add(at)
            above = line if line.strip() else above
    taken = {at for at in taken if lines[at].strip()}
    if not taken:
        return Talk(text, 0, head.facts)
    for at in taken:
        lines[at] = ""
    return Talk("\n".join(lines), len(taken), head.facts)


def _notes(text: str) -> set[int]:
    """Return the indexes of the lines that are notes."""
    found: set[int] = set()
    for part in _IN_NOTES:
        at = text.find(part)
        while at >= 0:
            first = text.rfind("\n", 0, at) + 1
            last = text.find("\n", at)
            last = len(text) if last < 0 else last
            if 8 < last - first <= _LONGEST_NOTE and is_note(text[first:last]):
                found.add(text.count("\n", 0, first))
            at = text.find(part, last)
    return found
