"""Openings: the lines of a text that a head may open, found in all lines at once.

A label or a stamp is followed by one of few signs: a colon, a dash between spaces, a bracket.
Imports `heads`.
"""

import bisect
import itertools
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
    firsts = list(itertools.accumulate([len(line) + 1 for line in lines], initial=1))
    likely = {bisect.bisect_right(firsts, at.start() + 1) - 1 for at in _AT_FIRST.finditer(text)}
    for mark, sign in _SIGNS:
        before = sign.index(mark)
        at = text.find(mark)
        while at >= 0:
            next_one = at + 1
            if mark == sign or text.startswith(sign, at - before):
                line = bisect.bisect_right(firsts, at) - 1
                likely.add(line)
                next_one = firsts[line + 1]
            at = text.find(mark, next_one)
    return sorted(line for line in likely if may_open(lines[line]))
