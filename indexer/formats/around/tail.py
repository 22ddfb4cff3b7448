"""The sections below the talk: links, notes on the show, references.

    ## Links                      **Show notes**            References
    - [Tar](https://a.org)        In this episode ...       1. The Book of Tar

They are told by their titles at the end of a file. A section that holds a label or a stamp of the
talk is talk, and so is prose in a file that has neither. Sources: pages of podcasts in Markdown and
MediaWiki.
"""

import re
from collections.abc import Iterable, Sequence

from indexer.formats.grammar import candidate
from indexer.formats.grammar.stamps import is_stamped

__all__ = ["below_talk"]

_END = 20_000  # characters at the end of a file, in which such sections begin
_MARK = r"(?:#{1,6}[ \t]+|={2,4}[ \t]*|\*\*|__)"
_TITLE = re.compile(
    rf"\n[ \t]{{0,3}}(?P<mark>{_MARK})?"
    r"(?:(?:useful |episode |related |external |additional |further |more )?"
    r"(?:links|show ?notes|notes|resources|references|reading|information|sources|bibliography"
    r"|footnotes|credits|quellen|enlaces|recursos|liens|ressources|referencias|references cited)"
    r"(?: (?:and|&) (?:links|notes|resources|references|show ?notes))?"
    r"(?: (?:mentioned|discussed|from|for|in|to)\b[^\n.!?]{0,40})?"
    r"|(?:mentioned|discussed) in this (?:episode|show)|see also"
    r"|about (?:the|this) (?:show|podcast))"
    r"[ \t]*:?[ \t]*(?:\*\*|__|=+|#+)?[ \t]*:?[ \t]*(?=\n)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\n[ \t]{0,3}(?:#{1,6}[ \t]|={2,4}[^=\n])[^\n]*")
_ITEM = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|\[\d{1,3}\])")
_SECTIONS = 10  # below the talk
_MOST = 0.4  # of a file's lines may stand below its talk
_MANY = 200  # lines that tell whether a file has labels


def below_talk(text: str, lines: Sequence[str]) -> frozenset[int]:
    """Return the indexes of the lines below the talk, which are about the episode."""
    since = max(0, len(text) - _END)
    titles = list(_TITLE.finditer(text, since))
    if not titles:
        return frozenset()
    starts = {title.start(): title for title in titles[-_SECTIONS:]}
    headings = [heading.start() for heading in _HEADING.finditer(text, since)]
    end = len(text)
    first = end
    for start in sorted({*starts, *headings}, reverse=True):
        title = starts.get(start)
        if title is None:
            break
        section = text[title.end() : end].split("\n")
        if not _is_about(section, text[max(0, start - _END) : start], bool(title["mark"])):
            break
        first = end = start
    at = text.count("\n", 0, first) + 1
    if first == len(text) or len(lines) - at > _MOST * len(lines):
        return frozenset()
    return frozenset(range(at, len(lines)))


def _is_about(section: Sequence[str], above: str, is_heading: bool) -> bool:
    """Return whether the lines of a section at the end of a file are no talk."""
    said = [line.strip() for line in section if line.strip()]
    if not said or any(_opens_turn(line, above) for line in said):
        return False
    items = sum(_ITEM.match(line) is not None or "://" in line or "](" in line for line in said)
    if items * 2 > len(said):
        return True
    return is_heading and _has_turns(above.split("\n")[-_MANY:], above)


def _has_turns(lines: Iterable[str], text: str) -> bool:
    turns = sum(bool(line.strip()) and _opens_turn(line.strip(), text) for line in lines)
    return turns > 1


def _opens_turn(line: str, text: str) -> bool:
    """Return whether a line opens with a stamp, or with a label that the text above has too."""
    line = line.lstrip("#>*+- ") or line
    if is_stamped(line):
        return True
    head = candidate(line)
    if head is None:
        return False
    return head.stamped or text.count(f"{head.name}:") > 1
