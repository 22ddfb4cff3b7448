"""YAML front matter: the head of a page, as static site generators use it.

    ---
    title: "Silent payments"

It is about the episode and is not spoken.
"""

import re

__all__ = ["split"]

# A rule (`---`) that opens a text is front matter only if a key follows.
_KEY = re.compile(r"[\w\"'][^\n:]{0,80}:(?:\s|$)")


def split(text: str) -> tuple[str, str, int]:
    """Return the YAML source or "", the text below it, and the number of lines above that text."""
    lead = len(text) - len(text.lstrip("\ufeff\n"))
    opened = text.find("\n", lead)
    if opened < 0 or text[lead:opened].rstrip() != "---":
        return "", text, 0
    closed = _closing(text, opened + 1)
    if closed < 0 or not _has_key(text[opened + 1 : closed]):
        return "", text, 0
    end = text.find("\n", closed)
    end = len(text) if end < 0 else end + 1
    return text[opened + 1 : closed], text[end:], text.count("\n", 0, end)


def _closing(text: str, at: int) -> int:
    """Return the offset of the line that ends the front matter, or -1."""
    if text.startswith(("---\n", "...\n"), at):
        return at
    ends = (text.find(f"\n{mark}", at - 1) for mark in ("---", "..."))
    for found in sorted(end for end in ends if end >= 0):
        end = text.find("\n", found + 1)
        if text[found + 1 : end if end >= 0 else None].rstrip() in ("---", "..."):
            return found + 1
    return -1


def _has_key(source: str) -> bool:
    lines = (line for line in source[:4000].split("\n") if line.strip() and line[0] != "#")
    return _KEY.match(next(lines, "")) is not None
