"""Markdown and the HTML inside it, reduced to the words that are spoken.

    ## Intro                         a heading: it begins a section and is not spoken
    So **this** is [Flask](https://flask.org) &amp; it&#39;s mine.

Slides in code fences, tables, pictures, comments and lines that only refer to a page are
not spoken either. Source of the syntax: CommonMark 0.31, and what podcasters write.
"""

import functools
import html
import re
import string
from collections.abc import Iterator, Sequence

from indexer.formats.grammar.heads import Line
from indexer.formats.timecodes import CLOCK
from indexer.sound_markers import is_speech

__all__ = ["Line", "lines", "number_above", "plain"]


_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|$)")
_BULLET = re.compile(r"\s{0,8}[*+•-]\s+")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_URL = r"<?https?://[^\s<>]+>?"
# "Slides: https://...", a bare address, the definition of a link: about the talk and not spoken.
_REFERENCE = re.compile(rf"(?:[^\n.!?<>]{{1,160}}:\s{{1,4}})?{_URL}(?:\s+(?:&\s+)?{_URL})*$")
_DEFINITION = re.compile(r"\s{0,3}\[[^\[\]]{1,200}\]:\s+<?(?:https?://|[./#])\S*")
# A line of a header that is a list: `* **Speaker: Rich Hickey**`.
_FACT = re.compile(r"\s{0,3}[*+-]\s+\*\*[^\W\d_][\w ]{0,30}:\s[^*]+\*\*")
# `'''Ann:''' Yes.`, bold type of MediaWiki at the head of a line.
_WIKI = re.compile(r"^('{2,3})([^'\n][^\n]{0,80}?)\1(?!')", re.MULTILINE)
# `[[Ann Lee|Ann]]: Yes.`, a note of Obsidian in the place of a name, and `> [!quote] Ann Lee`.
_NOTE = re.compile(
    r"(?<!\S)(\*{0,2})\[\[([^\[\]|\n]{1,60})(?:\|[^\[\]\n]{0,60})?\]\]"
    r"(?=\*{0,2}[ \t]?(?:[:(\[*]|$))",
    re.MULTILINE,
)
# `**[Ann Lee](https://ann.example)**: Yes.`, a link in the place of a name.
# The search skips to the newlines, which takes a tenth of the time of `^`.
_LINKED_NAME = re.compile(
    r"\n(\*{0,3})\[([^\[\]\n:]{1,60})\]\((?![\d:.,]+\))[^()\s]{1,500}\)(?=\*{0,3}[ \t]?:)"
)
# `#00:00:05-2#`, a stamp of f4 and easytranscript with tenths of a second.
_TENTHS = re.compile(r"#(\d{1,2}:\d{2}:\d{2})-(\d)#")
# A title with a line of equals signs below it, and bold type of HTML at the head of a line.
_SETEXT = re.compile(r"^([^\W_](?:(?!: )[^\n]){0,120})(?<![.!?…:])\n={3,}[ \t]*$", re.MULTILINE)
_BOLD = re.compile(r"^<(b|strong)>([^<>\n]{1,80})</\1>(?=\s?[ :])", re.MULTILINE)
_ALIAS = re.compile(r"\[\[[^\[\]|]{1,100}\|([^\[\]|]{1,100})\]\]")
_CALLOUT = re.compile(r"\s?\[!\w{1,20}\][+-]?\s*")
_TEMPLATE = re.compile(r"\{%[^%{}]{0,500}%\}|\{\{[^{}]{0,500}\}\}|^\{:[^{}]{0,200}\}$")

_HIDDEN = {mark: chr(0xFDD0 + at) for at, mark in enumerate(string.punctuation)}
"""A code point that no text may hold for each ASCII punctuation mark that is no markup."""

_HIDE = str.maketrans(_HIDDEN)
_SHOW = str.maketrans({hidden: mark for mark, hidden in _HIDDEN.items()})

_MAY_HOLD_MARKUP = re.compile(r"[*_`\[<&\\{~]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(`{1,3})([^`]+)\1")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\))?(?:\s+\"[^\"()]*\")?\)")
_LINK = re.compile(
    r"\[([^\[\]]*)\]\(<?([^()\s<>]*(?:\([^()\s]*\))?[^()\s<>]*)>?(?:\s+\"[^\"()]*\")?\s?\)"
)
_IS_TIME = re.compile(rf"[(\[]?({CLOCK})[)\]]?")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+)>")
_TAG = re.compile(
    r"</?(?:a|abbr|audio|b|blockquote|br|center|cite|code|del|details|div|em|figure|font|h[1-6]"
    r"|hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|q|s|section|small|source|span|strong|sub|summary"
    r"|sup|table|tbody|td|th|thead|tr|u|ul|video)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"</?(?:br|p|div|li|tr|td|th|hr|h[1-6])\b", re.IGNORECASE)
# Tags that may be words of a sentence: they have no attributes, and a line goes on behind them.
_MAY_BE_SAID = re.compile(r"</?(?!br\b|hr\b|img\b)[a-z]\w{0,11}>", re.IGNORECASE)
_SAID_BEFORE = re.compile(r"\w,? \Z")
_SAID_AFTER = re.compile(r" |[.?!,;](?: |\Z)|\Z")
_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}|~~")
# A line with one pair of marks, as most lines with emphasis are.
_ONE_PAIR = re.compile(r"([^*_~]*)(\*{1,3}|_{1,3}|~~)([^*_~]+)\2([^*_~]*)")
_MARKER_LENGTH = 60
_LONGEST_HEADING = 5  # words that end with a full stop
_LISTS = frozenset("*+-")
_BULLETS = frozenset("*+•-")
_OPENINGS = frozenset("#*+•-_=|[>")
"""The characters that open a line with markup, beside spaces and addresses."""


def lines(text: str, first: int = 1, aside: list[str] | None = None) -> Iterator[Line]:
    """Yield the lines of `text`, numbered from `first`; blank lines in a row are one.

    Rows of tables, code, addresses and comments are left out; they are added to `aside`.
    """
    aside = [] if aside is None else aside
    text = _without_comments(text, aside)
    if "#" in text:
        text = _TENTHS.sub(r"[\1.\2]", text)
    if "\n===" in text:
        text = _SETEXT.sub(r"# \1\n", text)
    if "</b>" in text or "</strong>" in text:
        text = _BOLD.sub(r"**\2**", text)
    if "\n''" in text or text.startswith("''"):
        text = _WIKI.sub(_of_wiki, text)
    if "[[" in text:
        text = _NOTE.sub(r"\1\2", text)
    if "](" in text:
        text = _LINKED_NAME.sub(r"\n\1\2", f"\n{text}")[1:]
    found = text.split("\n")
    fenced = _fenced(found) if "```" in text or "~~~" in text else set()
    has_addresses = "://" in text
    was_blank = True
    for number, line in enumerate(found, first):
        is_heading = False
        if not line or line.isspace():
            line = ""
        elif fenced and number - first in fenced:
            aside.append(line)
            line = ""
        elif (
            line[0] not in _OPENINGS
            and not line[0].isspace()
            and not (has_addresses and "://" in line)
        ):
            line = line.rstrip()
        else:
            bare = line.strip()
            if bare[0] == "#" and (heading := _HEADING.match(line)) and not _is_sentence(bare):
                line, is_heading = line[heading.end() :].rstrip("# \t"), True
            elif _is_aside(line, bare):
                aside.append(line)
                line = ""
            else:
                line = _unmarked(line, bare).strip()
        # One blank line stands for several in a row; a heading may be empty.
        if line or is_heading or not was_blank:
            yield number, line, is_heading
        was_blank = not (line or is_heading)


def number_above(lines: Sequence[Line], at: int) -> int:
    """Return the number of the line above that is not blank, 0 for the first line."""
    return next((lines[n][0] for n in range(at - 1, -1, -1) if lines[n][1]), 0)


def plain(text: str) -> str:
    r"""Return `text` without inline markup: `**so** \[04:03\]` is `so [04:03]`.

    An emphasised sound (`*Intro Music*`) keeps its marks, by which the cleaning knows it.
    """
    if _MAY_HOLD_MARKUP.search(text) is None:
        return text
    may_hide = "`" in text or "\\" in text
    if "`" in text:
        text = _CODE.sub(lambda code: code[2].translate(_HIDE), text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda escape: _HIDDEN[escape[1]], text)
    if "[[" in text:
        text = _ALIAS.sub(r"\1", text)
    if "](" in text:
        text = _LINK.sub(_linked, _IMAGE.sub("", text))
    if "{" in text:
        text = _TEMPLATE.sub("", text)
    if "<" in text:
        text = _TAG.sub(_tagged, _AUTOLINK.sub(r"\1", text))
    # A single mark has no pair.
    if text.count("*") > 1 or text.count("_") > 1 or text.count("~") > 3:
        text = _unemphasised(text)
    if may_hide:
        text = text.translate(_SHOW)
    return html.unescape(text) if "&" in text else text


def _of_wiki(bold: re.Match[str]) -> str:
    mark = "*" * len(bold[1])
    return bold[0] if "*" in bold[2] else f"{mark[:2]}{bold[2]}{mark[:2]}"


def _without_comments(text: str, aside: list[str]) -> str:
    """Return `text` without closed comments, which are added to `aside`, on as many lines."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    done = 0
    while (opened := text.find("<!--", done)) >= 0:
        closed = text.find("-->", opened + 4)
        if closed < 0:
            break
        kept += text[done:opened], "\n" * text.count("\n", opened, closed)
        aside += text[opened:closed].split("\n")
        done = closed + 3
    return "".join([*kept, text[done:]])


def _fenced(found: list[str]) -> set[int]:
    """Return the indexes of lines that are code fences or between them.

    A file that is mostly inside fences is a fenced transcript, and a fence that nothing closes is
    no fence. In both cases only the lines of the fences themselves are returned.
    """
    fences: list[int] = []
    inside: set[int] = set()
    mark = ""
    for at, line in enumerate(found):
        if "```" not in line and "~~~" not in line:
            continue
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if not mark:
            fences.append(at)
            mark = fence[1]
        elif fence[1].startswith(mark) and not line.strip(" `~\t"):
            inside.update(range(fences[-1], at))
            fences.append(at)
            mark = ""
    size = sum(len(found[at]) for at in inside)
    if size * 2 > sum(map(len, found)):
        return set(fences)
    return inside.union(fences)


def _is_aside(line: str, bare: str) -> bool:
    mark = bare[0]
    if (
        len(bare) >= 3
        and mark in "*-_="
        and bare[-1] == mark
        and len(set(bare.replace(" ", ""))) == 1
    ):
        return True
    if mark == "|":
        if bare[-1] == "|" and len(bare) > 1:
            return True
    elif mark == "[":
        if _DEFINITION.match(line):
            return True
    elif mark in _LISTS:
        return _FACT.match(line) is not None
    return "://" in bare and _REFERENCE.match(bare) is not None


def _is_sentence(heading: str) -> bool:
    """Return whether words behind a `#` are talk: `# 3 is the wall, and I am not joking.`"""
    return heading[-1] == "." and heading[-3:] != "..." and heading.count(" ") > _LONGEST_HEADING


def _unmarked(line: str, bare: str) -> str:
    if bare[0] in _BULLETS and (bullet := _BULLET.match(line)):
        bare = line[bullet.end() :].lstrip()
    # `>>` is a change of voice, a single `>` a quotation.
    if not bare.startswith(">") or bare.startswith(">>"):
        return bare
    callout = _CALLOUT.match(bare, 1)
    return bare[callout.end() if callout else 1 :]


def _linked(link: re.Match[str]) -> str:
    said, address = link.groups()
    if time := _IS_TIME.fullmatch(said.strip()):
        return f"[{time[1]}]"
    # `[Speaker 1](00:08)` and `[word](or so)` only look like links.
    return link[0] if _IS_TIME.fullmatch(address) else said


def _tagged(tag: re.Match[str]) -> str:
    if _is_said(tag):
        return tag[0]
    return " " if _BLOCK_TAG.match(tag[0]) else ""


def _is_said(tag: re.Match[str]) -> bool:
    """Return whether a tag stands in a sentence as a word: `You write <p> and then the words.`"""
    line, start, end = tag.string, tag.start(), tag.end()
    if not _MAY_BE_SAID.fullmatch(tag[0]):
        return False
    if _is_apart(line, start, end):
        return True
    if not line[start - 1 : start].isalnum() or line[:1] == "<":
        return False
    if tag[0][1] == "/":
        # The end of a tag that is said: `You write <p> and then </p>.`
        opening = line.find(f"<{tag[0][2:]}", 0, start)
        return opening > 0 and _is_apart(line, opening, opening + len(tag[0]) - 1)
    # Code: `a<b>c`.
    return line[end : end + 1].isalnum() and f"</{tag[0][1:]}" not in line


def _is_apart(line: str, start: int, end: int) -> bool:
    """Return whether what stands between two offsets of a line is a word of a sentence."""
    before = _SAID_BEFORE.search(line, max(0, start - 3), start)
    return before is not None and _SAID_AFTER.match(line, end) is not None


def _unemphasised(text: str) -> str:
    """Return `text` without pairs of emphasis marks; other marks were said or are code."""
    if one := _ONE_PAIR.fullmatch(text):
        before, mark, said, after = one.groups()
        opens = not before[-1:].isalnum() and not said[0].isspace()
        if opens and not said[-1].isspace() and not after[:1].isalnum():
            left = _left(mark, said)
            return f"{before}{left}{said}{left}{after}"
    opened: dict[str, tuple[int, int]] = {}
    edits: dict[int, tuple[int, str]] = {}
    for found in _EMPHASIS.finditer(text):
        mark, start, end = found[0], found.start(), found.end()
        opening = opened.get(mark)
        if opening and not text[start - 1].isspace() and not text[end : end + 1].isalnum():
            left = _left(mark, text[opening[1] : start])
            edits[opening[0]] = (opening[1], left)
            edits[start] = (end, left)
            # A mark that opened inside a pair does not close outside it.
            opened = {m: at for m, at in opened.items() if at < opening}
        elif text[end : end + 1].strip() and not text[start - 1 : start].isalnum():
            opened[mark] = (start, end)
    kept: list[str] = []
    done = 0
    for start in sorted(edits):
        end, left = edits[start]
        kept += text[done:start], left
        done = end
    return "".join([*kept, text[done:]])


def _left(mark: str, said: str) -> str:
    """Return the mark that stays around emphasised words, `""` for none."""
    if mark == "__" and said.replace("_", "").isalnum():
        return mark  # Python's `__init__`
    return "*" if len(said) <= _MARKER_LENGTH and _is_marker(said) else ""


@functools.lru_cache(1024)
def _is_marker(said: str) -> bool:
    return not is_speech(f"*{said}*")
