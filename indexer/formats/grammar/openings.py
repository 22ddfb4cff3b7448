"""Openings: the lines of a text that a head may open, found in all lines at once.

A label or a stamp is followed by one of few signs: a colon, a dash between spaces, a bracket.
Imports `heads`.
"""

import re
from collections.abc import Sequence

from indexer.formats.grammar.heads import may_open

__all__ = ["opened"]

# Each sign with the character of it that is looked for, which `str.find` skips to: all take 2 ns a
# character, one pattern of them 5.
_SIGNS = (
    *((sign, sign) for sign in (":", "：", "\t", ";", "（", "【", "|", "second")),
    *(("-", " - "), ("–", " – "), ("—", " — "), (">", ">>"), ("]", "s]"), (")", "s)")),
)
_AT_FIRST = re.compile(r"\n(?:[\[(*_【（<{]|[QA][.)])")


def opened(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the lines that a head may open, in order.

    They are those for which `may_open` is true. No line holds a newline.
    """
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
    found: list[int] = []
    line, done, judged = -1, 0, -1
    for offset in sorted(offsets):
        line += text.count("\n", done, offset)
        done = offset
        if line > judged and may_open(lines[line]):
            found.append(line)
        judged = line
    return found
