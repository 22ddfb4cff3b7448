"""Containers: is a text JSON, XML, HTML or none of these?

    {"segments": [...]}                 JSON, and so is a list and one object a line
    <?xml version="1.0"?><TEI>          XML, and so is an element that opens with another
    <!DOCTYPE html><html>               HTML, and so is a fragment that opens with a tag of HTML
    [00:02] It is a callable.           none: the text itself

The container is told before any format is asked, so that keys and markup are never taken for
talk. Markdown may open with a tag of HTML; only a whole page in it is HTML.
"""

import re
from enum import Enum
from pathlib import Path

__all__ = ["Container", "container", "root"]


class Container(Enum):
    """The syntax around the talk, with the name that messages have for it."""

    JSON = "JSON"
    XML = "XML"
    HTML = "HTML"
    TEXT = "text"


_MARKDOWN = (".md", ".markdown")
_HEAD = 20_000  # characters, within which the first tags stand

# `[music]` and `[00:02]` open a text, and so does `{1}{25}` of MicroDVD.
_JSON = re.compile(
    r"""\{\s*+["'{}]|\[\s*+(?:["{\]]|\[\s*+["{\[\]\d-]|(?:-?\d++(?:\.\d++)?|true|false|null)\s*+,)"""
)
# `const talk = {"…`, `callback({"…` and the guard of an API before its JSON.
_WRAPPED = re.compile(
    r"""(?:(?:const|let|var|window)\b[\s.]*)?[\w.$]{1,80}\s*+[=(]\s*+[{\[]\s*+["{\[]"""
    r"""|\)\]\}',?\s*+[{\[]"""
)
_BEFORE_ROOT = re.compile(
    r"(?>(?:\s++|<\?[^>]*+>|<!--(?>(?:[^-]|-(?!->))*)-->|<![^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*)"
)
_TAG = re.compile(r"<((?:[A-Za-z_][\w.-]*+:)?[A-Za-z_][\w.-]*+)(?=[\s/>])[^<>]*+>?")
_DOCTYPE = re.compile(r"<!doctype\s++html\b", re.IGNORECASE)
_PAGE = frozenset({"html", "head", "body"})
_OF_HTML = _PAGE | frozenset(
    {"a", "address", "article", "aside", "b", "blockquote", "br", "center", "cite", "dd", "details"}
    | {"div", "dl", "dt", "em", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {
        "h6",
        "header",
        "hr",
        "i",
        "iframe",
        "img",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "pre",
    }
    | {"script", "section", "small", "span", "strong", "style", "table", "tbody", "td", "th"}
    | {"thead", "time", "title", "tr", "u", "ul"}
)


def container(path: Path, text: str) -> Container:
    """Return the container of the content `text` of the file `path`."""
    head = text[:_HEAD].lstrip("\ufeff \t\n")
    if head[:1] in ("{", "["):
        return Container.JSON if _JSON.match(head) else Container.TEXT
    if _WRAPPED.match(head):
        return Container.JSON
    if head[:1] != "<":
        return Container.TEXT
    is_declared = head.startswith("<?xml")
    before = _BEFORE_ROOT.match(head)
    start = before.end() if before else 0
    is_page = _DOCTYPE.search(head, 0, start) is not None
    tag = _TAG.match(head, start)
    name = tag[1] if tag else ""
    if is_page or name.lower() in _PAGE:
        return Container.HTML
    if is_declared:
        return Container.XML
    if name.lower() in _OF_HTML:
        is_text = path.suffix.lower() in _MARKDOWN
        return Container.TEXT if is_text else Container.HTML
    if tag and (_opens_another(head, tag.end()) or _is_closed(text, name)):
        return Container.XML
    return Container.TEXT


def root(text: str) -> str:
    """Return the name of the first element of a text in XML or HTML, or nothing."""
    head = text[:_HEAD].lstrip("\ufeff \t\n")
    before = _BEFORE_ROOT.match(head)
    tag = _TAG.match(head, before.end() if before else 0)
    return tag[1] if tag else ""


def _opens_another(head: str, at: int) -> bool:
    return head[at : at + 200].lstrip().startswith("<")


def _is_closed(text: str, name: str) -> bool:
    return text[-1000:].rstrip().endswith(f"</{name}>")
