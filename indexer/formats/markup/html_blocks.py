"""The blocks of an HTML page: paragraphs, headings, cells, and the parts that they consist of.

    <p><b>Ines Okafor</b> <i>0:02</i><br>It is <span data-m="2600">a callable.</span></p>

is one block whose tag is `p`. Its parts are `Ines Okafor` in bold, `0:02`, a line break, and the
rest with the time 2600. Tags may be unclosed. Python's html.parser takes quadratic time for tags
that are never closed (CPython issue 135462); here a tag ends where the next one begins.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.formats.limits import TooLong

__all__ = ["Block", "Part", "Time", "blocks", "language", "lines_of", "tags", "without_comments"]


class Time(NamedTuple):
    """A time in an attribute of an element, as it is written; `element` numbers the element."""

    element: int
    name: str
    written: str


class Part(NamedTuple):
    r"""A text within a block; a line break is a part whose text is `\n`.

    `role` is `speaker`, `time`, `text` or nothing, by the class of the element around it;
    `speaker` is the name in an attribute of one.
    """

    text: str
    is_bold: bool = False
    role: str = ""
    time: Time | None = None
    speaker: str | None = None


class Block(NamedTuple):
    """A block of a page: the tag that opened it, its line, its row in a table, and its parts."""

    tag: str
    line: int
    row: int
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The text of the block on one line."""
        return " ".join("".join([part.text for part in self.parts]).split())


class Tag(NamedTuple):
    """A tag: its name in small letters, whether it closes, its attributes, and where it ends."""

    name: str
    closes: bool
    attributes: str
    end: int


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)>|<[!?][^<>]*>")
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]*+)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""")
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
    }
    | {"sup", "time", "tt", "u", "var", "wbr"}
)
_BOLD = frozenset(["b", "strong"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_NO_TALK = frozenset(
    {"head", "title", "nav", "header", "footer", "aside", "template", "select", "option", "form"}
    | {"noscript", "svg", "iframe", "object", "math", "audio", "video", "figcaption", "textarea"}
)
_ENDS_ITSELF = frozenset(["p", "li", "dt", "dd", "td", "th", "tr", "option"])
_CELLS = frozenset(["td", "th"])
_OF_ROWS = frozenset(["td", "th", "tr", "tbody", "thead", "tfoot", "table"])
_EMPTY = Part("")
"""Keeps the place of a cell that holds nothing."""

_ASIDE = "aside"
_OF_COMMENTS = frozenset(
    {"comment", "comments", "share", "social", "related", "widget", "cookie", "menu", "sidebar"}
    | {"disclaimer", "copyright", "footer", "newsletter", "subscribe", "promo", "breadcrumb"}
)
_ROLES = {
    role_word: role
    for role, words in {
        "speaker": "speaker speakername spk talker name author participant",
        "time": "time timestamp timecode stamp ts clock timestamps",
        "text": "text content body utterance words sentence speech message dialogue",
    }.items()
    for role_word in words.split()
}
_AROUND = frozenset(
    {"block", "wrapper", "row", "turn", "section", "container", "group", "segment", "paragraph"}
    | {"box", "item", "line", "entry", "change", "list", "bubble"}
)
_TIMES = frozenset(
    {"data-m", "m", "data-start", "data-begin", "data-time", "data-timestamp", "data-start-time"}
    | {"data-starttime", "data-t", "data-offset", "data-start-ms", "data-startms", "data-ms"}
    | {"data-seconds", "data-start-seconds", "data-time-start", "data-timecode", "data-start-sec"}
)
_SPEAKERS = frozenset(["data-speaker", "data-speaker-name", "data-speakername", "data-who"])
_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

_NO_MARKUP = re.compile(r"<!--|<script\b|<style\b", re.IGNORECASE)
_CLOSING = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script\b[^<>]*>?", re.IGNORECASE),
    "<style": re.compile(r"</style\b[^<>]*>?", re.IGNORECASE),
}
_LANGUAGE = re.compile(
    r"<html\b[^<>]*?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE
)
_DEEPEST = 200
_MOST = 250_000  # pieces of text; a day of talk has as many words


def language(text: str) -> str | None:
    """Return the language code of a page, None if it gives none."""
    found = _LANGUAGE.search(text[:4000])
    return found[1] if found else None


def without_comments(text: str) -> str:
    """Return `text` without comments, scripts and styles; their newlines stay, to count lines."""
    kept: list[str] = []
    unclosed: set[str] = set()
    done = at = 0
    while opening := _NO_MARKUP.search(text, at):
        kind = opening[0].lower()
        closing = None if kind in unclosed else _CLOSING[kind].search(text, opening.end())
        if closing is None:
            unclosed.add(kind)
            at = opening.end()
            continue
        kept += [
            text[done : opening.start()],
            "\n" * text.count("\n", opening.start(), closing.end()),
        ]
        done = at = closing.end()
    return "".join([*kept, text[done:]])


def blocks(text: str) -> list[Block]:
    """Return the blocks of a page that hold text, without its head, menus and footers.

    Raises `TooLong` for more parts than a recording has words.
    """
    page = _Page()
    for said, line, tag in tags(text):
        page.text(said, line)
        if tag is not None and tag.closes:
            page.close(tag.name)
        elif tag is not None:
            page.open(tag.name, tag.attributes)
    page.flush()
    return page.blocks


def tags(text: str) -> Iterator[tuple[str, int, Tag | None]]:
    """Yield the text before each tag of a page, the number of its line, and the tag.

    The tag is None for a comment or a declaration, and behind the last text.
    """
    done, line = 0, 1
    for found in _TAG.finditer(text):
        name = (found[2] or "").lower()
        tag = Tag(name, bool(found[1]), found[3], found.end()) if name else None
        yield text[done : found.start()], line, tag
        line += text.count("\n", done, found.end())
        done = found.end()
    yield text[done:], line, None


class _Open(NamedTuple):
    """An open element with what it gives to the text in it."""

    name: str
    is_bold: bool
    role: str
    time: Time | None
    speaker: str | None


_NOTHING = _Open("", False, "", None, None)


class _Page:
    """Reads a page tag by tag."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[_Open] = []
        self._no_talk: str | None = None
        self._tag = "body"
        self._parts: list[Part] = []
        self._has_words = False
        self._line = 1
        self._row = 0
        self._count = 0

    def text(self, text: str, line: int) -> None:
        if self._no_talk or not text:
            return
        if not self._has_words and not text.isspace():
            self._has_words = True
            self._line = line + text.count("\n", 0, len(text) - len(text.lstrip()))
        if self._open and self._open[-1].name == "pre":
            for number, said in enumerate(text.split("\n")):
                self._add("\n" if number else "")
                self._add(html.unescape(said))
            return
        self._add(html.unescape(text.replace("\n", " ") if "\n" in text else text))

    def open(self, name: str, attributes: str) -> None:
        if name == "br":
            self._add("\n")
        elif name in _NO_TALK:
            self.flush()
            self._no_talk = self._no_talk or name
        elif name not in _VOID:
            while name in _ENDS_ITSELF and self._open and self._open[-1].name == name:
                self._open.pop()
            role, time, speaker = self._read(attributes) if "=" in attributes else ("", None, None)
            if name == "cite":
                role = "speaker"
            elif name == "time":
                role = "time"
            above = self._open[-1] if self._open else _NOTHING
            if name not in _INLINE:
                if self._tag in _CELLS and name not in _OF_ROWS and not self._has_words:
                    self._parts = []  # The block in the cell has its text.
                self.flush()
                self._tag = name
                self._row += name == "tr"
                if name in _CELLS:
                    self._parts = [_EMPTY]
            if len(self._open) < _DEEPEST:
                is_bold = above.is_bold or name in _BOLD
                self._open.append(
                    _Open(
                        name,
                        is_bold,
                        above.role if above.role == _ASIDE else role or above.role,
                        time or above.time,
                        speaker or above.speaker,
                    )
                )

    def close(self, name: str) -> None:
        if name in _NO_TALK:
            if name == self._no_talk:
                self._no_talk = None
            self.flush()
            return
        for at in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[at].name == name:
                del self._open[at:]
                break
        if name not in _INLINE and name not in _VOID:
            self.flush()
            self._tag = next((o.name for o in reversed(self._open) if o.name not in _INLINE), "")

    def flush(self) -> None:
        """Close the open block, and keep it if it has words or is a cell."""
        if self._has_words or (self._parts and self._tag in _CELLS):
            self.blocks.append(Block(self._tag, self._line, self._row, tuple(self._parts)))
        self._parts, self._has_words = [], False

    def _add(self, text: str) -> None:
        if not text:
            return
        above = self._open[-1] if self._open else _NOTHING
        if above.role == _ASIDE:
            return
        self._count += 1
        if self._count > _MOST:
            raise TooLong(_MOST, "pieces of text")
        self._parts.append(Part(text, above.is_bold, above.role, above.time, above.speaker))

    def _read(self, written: str) -> tuple[str, Time | None, str | None]:
        role, time, speaker = "", None, None
        for name, value in _ATTRIBUTE.findall(written):
            value = value.strip("\"'")
            if name.lower() in _TIMES:
                time = time or Time(self._count, name.lower(), value)
            elif name.lower() in _SPEAKERS:
                speaker = speaker or " ".join(html.unescape(value).split()) or None
            elif name.lower() in ("class", "itemprop", "data-role"):
                role = role or _role(value)
        return role, time, speaker


def _role(classes: str) -> str:
    """Return the role that a class names; of its words the last tells: `speaker-text` is text."""
    for one in classes.split():
        words = _WORD.findall(_HUMP.sub(" ", one).lower())
        if not _OF_COMMENTS.isdisjoint(words):
            return _ASIDE
        for word in reversed(words):
            if role := _ROLES.get(word):
                return role
            if word in _AROUND:
                break
    return ""


def lines_of(parts: Sequence[Part]) -> list[list[Part]]:
    """Return the parts of each line of a block."""
    lines: list[list[Part]] = [[]]
    for part in parts:
        if part.text == "\n":
            lines.append([])
        else:
            lines[-1].append(part)
    return lines
