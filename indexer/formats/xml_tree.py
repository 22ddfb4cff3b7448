"""The elements of an XML document, with the numbers of their lines.

Expat is used rather than a library of trees because it knows the lines. All attacks on XML are in
the document type: one that declares anything is refused, as in `captions.ttml`.
"""

import html.entities
import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from index import TranscriptError
from indexer.formats.limits import TooLong

__all__ = ["Element", "document"]

_ENTITY = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31});|(?!#\w{1,8};))")
_OF_XML = frozenset(["amp", "lt", "gt", "quot", "apos"])
_DEEPEST = 100
_MOST = 1_000_000


class Element:
    """An element: its local name, its attributes by local name, and its children and texts."""

    __slots__ = ("attributes", "children", "line", "name")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[Element | str] = []

    def elements(self, *names: str) -> Iterator["Element"]:
        """Yield the child elements of these names, or all."""
        for child in self.children:
            if not isinstance(child, str) and (not names or child.name in names):
                yield child

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all below it, in the order of the document."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(list(element.elements())))

    def first(self, *names: str) -> "Element | None":
        """Return the first element below this one of these names."""
        return next((one for one in self.walk() if one.name in names and one is not self), None)

    def texts(self, without: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield the texts in this element, but not those in elements named in `without`."""
        waiting: list[Element | str] = [self]
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                yield child
            elif child is self or child.name not in without:
                waiting.extend(reversed(child.children))

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """Return the text in this element on one line."""
        return " ".join("".join(self.texts(without)).split())


def document(path: Path, text: str) -> Element:
    """Return the root of the XML in `text`; bare ampersands and entities of HTML are mended.

    Raises `TranscriptError` for text that is not well-formed, `TooLong` for too many elements.
    """
    root = Element("", {}, 0)
    open_ = [root]
    count = 0
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MOST:
            raise TooLong(_MOST, "elements")
        if len(open_) > _DEEPEST:
            raise TranscriptError(path, "its XML is nested too deeply", parser.CurrentLineNumber)
        named = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        element = Element(tag.rpartition(":")[2], named, parser.CurrentLineNumber)
        open_[-1].children.append(element)
        open_.append(element)

    def doctype(name: str, system: str | None, public: str | None, internal: int) -> None:
        if internal:
            raise TranscriptError(
                path,
                "its document type declares entities or elements; export it without",
                parser.CurrentLineNumber,
            )

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop()
    parser.CharacterDataHandler = lambda said: open_[-1].children.append(said)
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(_mended(text.lstrip("\ufeff \t\n")), True)
    except expat.ExpatError as error:
        raise TranscriptError(
            path,
            f"not well-formed XML ({expat.ErrorString(error.code)}); export it again",
            error.lineno,
        ) from None
    return next(root.elements())


def _mended(text: str) -> str:
    if "&" not in text or "<![CDATA[" in text:
        return text
    return _ENTITY.sub(_as_number, text)


def _as_number(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return found[0]
    code = html.entities.name2codepoint.get(name)
    return f"&#{code};" if code else f"&amp;{name};"
