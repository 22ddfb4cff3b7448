"""Front matter: the head of a page, as static site generators and Obsidian use it.

    ---                              +++                        {
    title: "Silent payments"         title = "Steam"             "title": "Steam"
    guest: "[[Ann Lee|Ann]]"         +++                        }
    ---

It is about the episode and is not spoken. TOML stands between `+++` (Hugo), JSON in braces, and a
link of Obsidian stands for the page that it leads to.
"""

import json
import re
import tomllib

__all__ = ["split"]

_WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|[^\[\]\n]{0,200})?\]\]")
_MOST = 100_000  # characters of front matter in TOML or JSON
# A rule (`---`) that opens a text is front matter only if a key follows.
_KEY = re.compile(r"[\w\"'][^\n:]{0,80}:(?:\s|$)")


def split(text: str) -> tuple[str, str, int]:
    """Return the YAML source or "", the text below it, and the number of lines above that text.

    Front matter in TOML or JSON is returned as JSON, which is YAML too.
    """
    lead = len(text) - len(text.lstrip("\ufeff\n"))
    if text.startswith(("+++", "{"), lead):
        return _other(text, lead)
    opened = text.find("\n", lead)
    if opened < 0 or text[lead:opened].rstrip() != "---":
        return "", text, 0
    closed = _closing(text, opened + 1)
    if closed < 0 or not _has_key(text[opened + 1 : closed]):
        return "", text, 0
    end = text.find("\n", closed)
    end = len(text) if end < 0 else end + 1
    source = _WIKILINK.sub(r"\1", text[opened + 1 : closed])
    return source, text[end:], text.count("\n", 0, end)


def _other(text: str, lead: int) -> tuple[str, str, int]:
    """Return the front matter in TOML or JSON, as `split` does."""
    found: object = None
    end = lead
    if text.startswith("+++", lead):
        closed = text.find("\n+++", lead + 3, lead + _MOST)
        if closed >= 0:
            end = closed + 4
            try:
                found = tomllib.loads(text[text.find("\n", lead) : closed])
            except tomllib.TOMLDecodeError:
                found = None
    else:
        try:
            found, end = json.JSONDecoder().raw_decode(text[: lead + _MOST], lead)
        except (ValueError, RecursionError):
            found = None
    rest = text.find("\n", end)
    # A document of JSON alone is no page.
    if not isinstance(found, dict) or not found or rest < 0 or text[end:rest].strip():
        return "", text, 0
    if not text[rest:].strip():
        return "", text, 0
    source = json.dumps(found, default=str, ensure_ascii=False)
    return _WIKILINK.sub(r"\1", source), text[rest + 1 :], text.count("\n", 0, rest + 1)


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
