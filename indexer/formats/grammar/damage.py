"""Heads that a slip has damaged, in a file in which nearly all turns have a label.

    Ann Lee; Yes.   Ann Lee - Yes.   Ann Lee Yes.   Ann:Yes.   [Ann Yes.   Ann] Yes.   **Ann Yes.
    [0:05 Ann: Yes.     0:05] Ann: Yes.     Ann (0:05: Yes.     Ann 0:05): Yes.

The words may also be talk, so nobody is named by them: they end the voice before, and a doubt tells
it. A stamp that lacks a bracket is read, as a label behind it says what it is.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from indexer.formats.grammar.names import Likeness, likeness
from indexer.formats.grammar.stamps import TIME, read

__all__ = ["BrokenStamp", "broken", "broken_stamp"]

_LONGEST = 80  # characters of a head
_OPENING = "[({<*_#>\"' "
_TALK = frozenset(",.'’!?…\"")
"""The characters that follow a name in a sentence: `Ann's`, `Ann, yes.`"""

_OPENS_STAMP = frozenset("[( ")
_BRACKETS = frozenset("[]()")
_STAMP = re.compile(rf"\s?(?:[\[(]\s?({TIME})|({TIME})\s?[\])])(?![\])])[\s:–—-]{{1,4}}(?=\S)")
_TIMED = re.compile(
    rf"([^\n:：*`<>\t\[\]()]{{2,58}}?)\s?(?:[\[(]\s?{TIME}(?!\s?[\])])|\s{TIME}\s?[\])])"
)
# `Ann Lee - Yes.`, but not `Steel Rope - which is new`.
_CAPITALISED = r"[^\W\d_a-z][\w.'’-]{0,30}"
_SEPARATED = re.compile(
    rf"((?:{_CAPITALISED} ){{1,4}}{_CAPITALISED})(?:\s?; |\s[-–—|]\s(?=[^\W\d_a-z]))"
)
_BOLD = re.compile(r"(?:\*{2,3}|__)([^\s*_:]{1,30}(?: [^\s*_:]{1,30}){1,4})(?:\*{2,3}|__)\s")
_UNOPENED = re.compile(r"([^\[\](){}<>\n]{1,40})[\])}>]\s?:?\s")
_UNCLOSED = re.compile(r"([\[({<])(?![^\n]{0,60}[\])}>])([^\n]{1,40}?)(?:[:;.,]|\s|$)")


class BrokenStamp(NamedTuple):
    """A stamp that lacks a bracket, in seconds, and the line behind it."""

    start: float
    said: str


def broken_stamp(line: str) -> BrokenStamp | None:
    """Return the stamp with one bracket only that opens a line, None where there is none."""
    if line[:1] not in _OPENS_STAMP and not line[:1].isdecimal():
        return None
    found = _STAMP.match(line)
    return BrokenStamp(read(found[1] or found[2])[0], line[found.end() :]) if found else None


def broken(line: str, names: Collection[str]) -> str | None:
    """Return the words of a line that may be a damaged label, None for a line of talk.

    `names` are the labels of the file, in small letters.
    """
    has_bracket = not _BRACKETS.isdisjoint(line[:_LONGEST])
    for pattern in (_TIMED, _SEPARATED, _BOLD) if has_bracket else (_SEPARATED, _BOLD):
        if (found := pattern.match(line)) and likeness(found[1].strip()) is Likeness.NAME:
            return found[1].strip()
    if (found := _UNCLOSED.match(line)) and found[2][:1].isalpha():
        return found[2].strip()
    if (found := _UNOPENED.match(line)) and likeness(found[1]) is Likeness.NAME:
        return found[1].strip()
    bare = line.lstrip(_OPENING)
    folded = bare[:_LONGEST].casefold()
    known = max((name for name in names if folded.startswith(name)), key=len, default=None)
    if known is None or not _breaks_off(bare[len(known) :], " " in known or len(bare) < len(line)):
        return None
    return bare[: len(known)]


def _breaks_off(rest: str, is_sure: bool) -> bool:
    """Return whether what follows a name is no sentence of which the name is a part."""
    after = rest.lstrip(" ")
    if not after:
        return True
    if after[0] in _TALK or rest[0].isalnum():
        return False
    if after[0].isalnum():
        # `Ann Lee I think so`, but `Ann Lee said so`.
        return is_sure and after[0].isupper()
    # The hyphen of `Ann-Marie`.
    return after[0] != "-" or rest[0] == " " or after[1:2] == " "
