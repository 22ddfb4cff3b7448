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

# Each pattern begins with one text or one set of rare characters, which the search skips to: all
# three take 4 ns a character, one pattern of all signs 21.
_SIGNS = (
    re.compile(r"[:：\t;（【|>–—\-\])](?:(?<=[:：\t;（【|])|(?<= [–—-]) |(?<=>)>|(?<=s[)\]]))"),
    re.compile(r"\n(?:[\[(*_【（<{]|[QA][.)])"),
    re.compile("second"),
)


def opened(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the lines that a head may open, in order.

    They are those for which `may_open` is true. No line holds a newline.
    """
    text = "\n".join(["", *lines, ""])
    firsts = list(itertools.accumulate([len(line) + 1 for line in lines], initial=1))
    found: set[int] = set()
    for pattern in _SIGNS:
        sign = pattern.search(text)
        while sign:
            line = bisect.bisect_right(firsts, sign.end() - 1) - 1
            if may_open(lines[line]):
                found.add(line)
            # The newline before the next line.
            sign = pattern.search(text, firsts[line + 1] - 1)
    return sorted(found)
