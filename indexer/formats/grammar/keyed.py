"""Turns as keys and values: `Speaker: Ann`, `Time: 0:05`, `Text: Yes.`, each on a line of its own.

    SPEAKER: S1        Speaker: Ann        Timestamp: 0:05
    Yes, today.        Time: 0:05          Speaker: Ann
                       Yes, today.         Text: Yes, today.

Speechmatics writes the first. The key would be the label of everybody; the values take its place.
"""

import re
from collections.abc import Mapping, Sequence

from indexer.formats.grammar.names import Likeness, likeness
from indexer.formats.grammar.stamps import BRACKETED, RANGE

__all__ = ["unkeyed"]

_FEWEST = 2  # turns
_SAMPLE = 40  # lines, in which one names the speaker
_MARK = r"[*_]{0,3}"
_SPEAKER = re.compile(
    rf"{_MARK}(?:speaker|sprecher(?:in)?|locuteur|hablante|name){_MARK}\s?:{_MARK}\s+([^\n:*_]{{1,60}}?){_MARK}$",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"{_MARK}(?:time|time ?stamp|time ?code|start){_MARK}\s?:{_MARK}\s+({BRACKETED}|{RANGE})$",
    re.IGNORECASE,
)
_TEXT = re.compile(rf"{_MARK}(?:text|transcript|content){_MARK}\s?:{_MARK}\s+", re.IGNORECASE)
_KEYS = frozenset("sSlLhHnNtTcC*_")


def unkeyed(lines: Sequence[tuple[int, str, bool]]) -> Sequence[tuple[int, str, bool]]:
    """Return the lines with the values of keys alone, if a key names the speaker of every turn."""
    if not _names(lines[:_SAMPLE]):
        return lines
    names = _names(lines)
    return _rewritten(list(lines), names) if len(names) >= _FEWEST else lines


def _names(lines: Sequence[tuple[int, str, bool]]) -> dict[int, str]:
    return {
        at: found[1]
        for at, (_, said, _) in enumerate(lines)
        if said[:1] in _KEYS
        and (found := _SPEAKER.match(said))
        and found[1][-1] not in ".,!?"
        and likeness(found[1]) is not Likeness.SENTENCE
    }


def _rewritten(
    lines: list[tuple[int, str, bool]], names: Mapping[int, str]
) -> list[tuple[int, str, bool]]:
    for at, (number, said, is_heading) in enumerate(lines):
        if at in names:
            said = f"{names[at]}:"
        elif time := _TIME.match(said):
            said = time[1]
        elif text := _TEXT.match(said):
            said = said[text.end() :]
        lines[at] = (number, said, is_heading)
    return lines
