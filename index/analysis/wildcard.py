"""The pattern of a wildcard, `fl*sk`, as a regular expression that never takes long.

`?` is any one letter, `*` any number of them. Matching is greedy from the left: each piece
between two stars is taken where it first stands, for good, so a term is read once whatever
the pattern (`*a*a*a*b` would otherwise try every choice of an `a`).
"""

import functools
import re

__all__ = ["fits", "lines", "start"]


def start(pattern: str) -> str:
    """Return the letters before the first wildcard."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


def fits(pattern: str, term: str) -> bool:
    """Return whether a term is of a pattern."""
    return _compiled(pattern).fullmatch(term) is not None


def lines(pattern: str) -> re.Pattern[str]:
    """Return what finds the lines of a text that are terms of a pattern."""
    return re.compile(f"^{_expression(pattern)}$", re.MULTILINE)


@functools.lru_cache(64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_expression(pattern))


def _expression(pattern: str) -> str:
    first, *pieces = [
        "".join("." if letter == "?" else re.escape(letter) for letter in piece)
        for piece in pattern.split("*")
    ]
    if not pieces:
        return first
    # The last piece has to stand at the end, wherever else it does.
    between = "".join(f"(?>.*?{piece})" for piece in pieces[:-1] if piece)
    return f"{first}{between}.*{pieces[-1]}"
