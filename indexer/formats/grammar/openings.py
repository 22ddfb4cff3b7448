"""Openings: the heads of lines, found in all lines of a text at once.

A label or a stamp is followed by one of few signs: a colon, a dash between spaces, a bracket.
Imports `heads`.
"""

import re
from collections.abc import Iterator, Sequence

from indexer.formats.grammar.heads import (
    OPENINGS,
    QUESTIONS,
    SEPARATORS,
    Candidate,
    candidate,
)

__all__ = ["opening_heads"]

# Each sign with the character of it that is looked for, which `str.find` skips to: all take 2 ns a
# character, one pattern of them 5.
_RARE = {" - ": "-", " – ": "–", " — ": "—", ">>": ">", "s]": "]", "s)": ")"}
_SIGNS = tuple((_RARE.get(sign, sign), sign) for sign in SEPARATORS)
_AT_FIRST = re.compile(
    rf"\n(?:[{re.escape(''.join(sorted(OPENINGS)))}]|{'|'.join(map(re.escape, sorted(QUESTIONS)))})"
)


def opening_heads(lines: Sequence[str]) -> Iterator[tuple[int, Candidate]]:
    """Yield the indexes of the lines that a head opens, in order, and the heads.

    No line holds a newline.
    """
    for line in _with_signs(lines):
        if head := candidate(lines[line]):
            yield line, head


def _with_signs(lines: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of the lines that hold a sign of a head, in order."""
    text = "\n".join(["", *lines, ""])
    offsets = {found.start() + 1 for found in _AT_FIRST.finditer(text)}
    for mark, sign in _SIGNS:
        before = sign.index(mark)
        at = text.find(mark)
        while at >= 0:
            if mark == sign or text.startswith(sign, at - before):
                offsets.add(at)
                at = text.find("\n", at)
            at = text.find(mark, at + 1)
    line, done, latest = -1, 0, -1
    for offset in sorted(offsets):
        line += text.count("\n", done, offset)
        done = offset
        if line > latest:
            yield line
        latest = line
