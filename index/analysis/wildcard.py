"""Wildcards: patterns such as `fl*sk` as regular expressions that match in linear time.

`?` is one letter, `*` is any number of letters. Each piece between two stars matches at its first
position and is never retried, so a term is read once. Otherwise `*a*a*a*b` would try every choice
of an `a`.
"""

import functools
import re

__all__ = ["fits", "lines", "start"]


def start(pattern: str) -> str:
    """Return the letters of a pattern before its first wildcard."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


def fits(pattern: str, term: str) -> bool:
    """Return whether a term matches a pattern."""
    return _compiled(pattern).fullmatch(term) is not None


def lines(pattern: str) -> re.Pattern[str]:
    """Return a regular expression for the lines of a text that match a pattern, a term a line."""
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
    # The last piece must match at the end, even if it also occurs before.
    between = "".join(f"(?>.*?{piece})" for piece in pieces[:-1] if piece)
    return f"{first}{between}.*{pieces[-1]}"
