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
_MAY_NOTE = ("ranscri", "ecord", "eeting", "whisper_", "main:", "etect", "%|", "FP16", "erforming")


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
    if any(mark in text for mark in _MAY_NOTE):
        for at, line in enumerate(lines):
            may_note = 8 < len(line) <= _LONGEST and any(mark in line for mark in _MAY_NOTE)
            if may_note and is_note(line):
                taken.add(at)
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
