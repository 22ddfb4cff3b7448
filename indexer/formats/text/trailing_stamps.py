"""Stamps at the end of paragraphs, as players write them when talk is copied from them.

    Ann Lee: The rope is new. (0:05)         the paragraph begins at 0:05, or ends there

The first paragraph tells which: one that would be said faster than anybody talks ends later.
"""

import re
from collections.abc import Sequence

from indexer.cues import SLOW
from indexer.formats.grammar import candidate
from indexer.formats.grammar.stamps import BRACKETED, LEADING, OPENS, read
from indexer.formats.text import markdown

__all__ = ["moved_to_front"]

_TRAILING = re.compile(rf"\s({BRACKETED})\s*$")
_CLOSES = frozenset(")]】）`")
_LONGEST = 40  # characters of a stamp
_FEWEST = 2


def moved_to_front(lines: Sequence[markdown.Line]) -> Sequence[markdown.Line]:
    """Return the lines with the stamps of paragraphs before them, if the file has them behind."""
    found = {
        at: stamp
        for at, (_, said, is_heading) in enumerate(lines)
        if said and said[-1] in _CLOSES and not is_heading and (stamp := _stamp(said))
    }
    if len(found) < _FEWEST:
        return lines
    ends = [
        at
        for at, (_, said, is_heading) in enumerate(lines)
        if said and not is_heading and (at + 1 == len(lines) or not lines[at + 1][1] or at in found)
    ]
    # A stamp in brackets at the head of a line is the usual one.
    leading = sum(said[:1] in OPENS and LEADING.match(said) is not None for _, said, _ in lines)
    if len(found) * 2 <= len(ends) or leading * 2 > len(found):
        return lines
    return _moved(list(lines), found, _stand_before(lines, found))


def _stamp(said: str) -> re.Match[str] | None:
    stamp = _TRAILING.search(said, max(0, len(said) - _LONGEST))
    head = candidate(said) if stamp else None
    # `Ann (0:05)` alone on a line is a label with its stamp.
    return None if head is not None and head.stamped and not head.said else stamp


def _stand_before(lines: Sequence[markdown.Line], found: dict[int, re.Match[str]]) -> bool:
    """Return whether a stamp is the start of its paragraph, as the first one tells."""
    first = min(found)
    words = sum(said.count(" ") + 1 for _, said, _ in lines[: first + 1] if said)
    return read(found[first][1])[0] < words / SLOW / 3


def _moved(
    lines: list[markdown.Line], found: dict[int, re.Match[str]], before: bool
) -> list[markdown.Line]:
    opening = 0
    stamp = "" if before else "[0:00]"
    for at, trailing in sorted(found.items()):
        number, said, is_heading = lines[at]
        lines[at] = (number, said[: trailing.start()].rstrip(), is_heading)
        while opening < at and (not lines[opening][1] or lines[opening][2]):
            opening += 1
        stamp = trailing[1] if before else stamp
        number, said, is_heading = lines[opening]
        lines[opening] = (number, f"{stamp} {said}", is_heading)
        stamp = trailing[1]
        opening = at + 1
    return lines
