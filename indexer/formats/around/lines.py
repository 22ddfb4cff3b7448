"""The step that takes out what tools write around the talk of a text, and the facts in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from indexer.formats.around.head import above_talk
from indexer.formats.around.notices import is_credit, is_note, repeats_stamp
from indexer.formats.around.pages import of_pages
from indexer.formats.around.tail import below_talk
from indexer.formats.grammar import Likeness, candidate, likeness
from indexer.formats.grammar.heads import of_line
from indexer.formats.grammar.stamps import LEADING, RANGE

__all__ = ["REMOVED", "Talk", "may_hold_notice", "talk_of"]

REMOVED = "lines about the file"
"""The kind under which a transcript counts what this step removes."""

_HEAD = 30  # lines at either end of a file, in which credits stand
_LONGEST = 800  # characters of a notice
_LONGEST_NOTE = 330
_LONGEST_STAMP = 60
_GAP = 3  # lines from a label to its talk
_NEAR = 12  # lines between two stamps
_AROUND_NAME = " \t-–—|•:*_"
_STAMP = re.compile(rf"[*_]{{0,3}}(?:{RANGE}|{LEADING.pattern})[*_]{{0,3}}")
# Small parts of the words of all credits.
_IN_CREDITS = (
    *("transcri", "subt", "untertitel", "caption", "legendas", "sous-titr", "end of", "copyright"),
    *("©", "terms of use", "accuracy and", "authoritative", "unlimited", "to remove"),
    *("search in video", "generated", "created", "produced", "powered by", "hosted", "rush t"),
    *("start of", "beginning of", "://", "www.", "ad choices", ".com", "{qttext}"),
)
_BAR = "%|"  # of progress
# Parts of the words of notes. A search for a text is fast, and few lines have one.
_IN_NOTES = (
    *("ranscri", "ecording", "eeting ", "Call ", "whisper_", "ggml_", "system_info", "main:"),
    *("etect", "warnings.warn", "FP16 is", "erforming ", "ightning ", "yannote", "orchaudio"),
    *("Model was", _BAR),
)
_LONGEST_MARK = 120
_ADDRESS = re.compile(r"\w\.\w|://")
_DIGITS = frozenset("0123456789")
_CLOSES_BREAK = frozenset("])*=–—_-")
_AROUND_BREAK = "[(*=–—_- "
_BREAKS = frozenset({"ad", "co", "sp", "mi", "pa", "se", "st", "en"})  # the openings of such marks
_LEFT = (" meeting", " call", " chat", " room", " conversation")
_IN_BRACKETS = ("(auto-generated)", *(f"{part}]" for part in _LEFT))
_LAST = _DIGITS | _CLOSES_BREAK | {part[-1] for part in _LEFT}


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
    short = list(_short(lines))
    notices = {*_credits(lines), *_notes(lines, text), *(at for at in short if is_note(lines[at]))}
    taken.update(at for at in notices if not _is_turn(lines, at))
    taken.update(_repeated_stamps(text))
    taken.update(of_pages(lines, short, text))
    taken.update(below_talk(text, lines))
    taken = {at for at in taken if lines[at].strip()}
    if not taken:
        return Talk(text, 0, head.facts)
    for at in taken:
        lines[at] = ""
    return Talk("\n".join(lines), len(taken), head.facts)


def may_hold_notice(text: str) -> bool:
    """Return whether a line of a text may be a credit or a note. A quick look at all of it."""
    small = text.lower()
    return any(part in small for part in _IN_CREDITS) or any(part in text for part in _IN_NOTES)


def _is_turn(lines: Sequence[str], at: int) -> bool:
    """Return whether a line is the talk under a label or a stamp that stands on lines of its own.

    `Copyright 2024 is on the dial.` is said by the one whose name is above it, or who goes on
    below it.
    """
    if _is_within(lines, at):
        return True
    above = at - 1
    while above > 0 and at - above < _GAP and not lines[above].strip():
        above -= 1
    if above < 0:
        return False
    head = lines[above].strip()
    if is_note(head) or is_credit(head):
        return False
    if stamp := _STAMP.match(head):
        if name := head[stamp.end() :].strip(_AROUND_NAME):
            return len(name) < _LONGEST_STAMP and likeness(name) is Likeness.NAME
        # A time alone may be the length of the recording, but not below talk.
        near = range(max(0, above - _NEAR), above)
        return any(_STAMP.match(lines[other].strip()) for other in near)
    found = candidate(head.lstrip("#> "))
    if found is not None and not found.said:
        return found.stamped or likeness(found.name) is not Likeness.SENTENCE
    return _alone(lines, head)


def _is_within(lines: Sequence[str], at: int) -> bool:
    """Return whether a line is within a turn of a label that comes again, and is not its end."""
    if _ADDRESS.search(lines[at]) or is_note(lines[at]) or not "".join(lines[at + 1 : at + 2]):
        return False
    for above in range(at - 1, max(-1, at - _NEAR), -1):
        if not lines[above].strip():
            return False
        found = candidate(lines[above])
        if found is not None and found.said:
            opening = lines[above][: lines[above].find(found.name) + len(found.name)]
            return sum(line.startswith(opening) for line in lines) > 1
    return False


def _alone(lines: Sequence[str], head: str) -> bool:
    """Return whether a line is a name that stands alone on several lines."""
    found = of_line(head.lstrip("#> "), head[:1] == "#") if head else None
    return found is not None and lines.count(head) > 1


def _credits(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the credits at either end of a file."""
    ends = (*range(min(_HEAD, len(lines))), *range(max(_HEAD, len(lines) - _HEAD), len(lines)))
    small = "\n".join([lines[at] for at in ends]).lower()
    parts = [part for part in _IN_CREDITS if part in small]
    if not parts:
        return []
    likely = [
        at
        for at in ends
        if 8 < len(lines[at]) <= _LONGEST and any(map(lines[at].lower().__contains__, parts))
    ]
    return [at for at in likely if is_credit(lines[at])]


def _notes(lines: Sequence[str], text: str) -> set[int]:
    """Return the indexes of the lines that are notes."""
    # Only bars begin with a digit. Most lines of talk with stamps do, and are passed over here.
    short = "\n".join(
        [line for line in lines if 8 < len(line) <= _LONGEST_NOTE and not line[0].isdecimal()]
    )
    parts = [part for part in _IN_NOTES if part in short or (part == _BAR and part in text)]
    return {
        text.count("\n", 0, first)
        for part in parts
        for first, line in _lines_with(part, text)
        if 8 < len(line) <= _LONGEST_NOTE and is_note(line)
    }


def _short(lines: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of the short lines whose ends may be those of a mark among the talk."""
    for at, line in enumerate(lines):
        if not line or len(line) > _LONGEST_MARK or line[-1] not in _LAST:
            continue
        if line[-1] in _CLOSES_BREAK:
            opening = line.lstrip(_AROUND_BREAK)[:2].lower()
            if opening in _BREAKS or line.endswith(_IN_BRACKETS):
                yield at
        elif line[-1] in _DIGITS:
            if "age " in line or "AGE " in line or "eite " in line or "gina " in line:
                yield at
        elif line.endswith(_LEFT):
            yield at


def _repeated_stamps(text: str) -> set[int]:
    """Return the indexes of the lines that say in words the stamp above them."""
    found: set[int] = set()
    for first, line in _lines_with(" second", text):
        if len(line) < _LONGEST_STAMP:
            above = text[max(0, first - _LONGEST_STAMP) : first].rstrip().rpartition("\n")[2]
            if repeats_stamp(line, above):
                found.add(text.count("\n", 0, first))
    return found


def _lines_with(part: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that have a part, each with the offset of its first character."""
    at = text.find(part)
    while at >= 0:
        first = text.rfind("\n", 0, at) + 1
        last = text.find("\n", at)
        last = len(text) if last < 0 else last
        yield first, text[first:last]
        at = text.find(part, last)
