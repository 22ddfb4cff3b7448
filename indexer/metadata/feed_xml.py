"""Cleaning of feed XML: entities are mended, unused elements dropped, attacks rejected.

The result is well-formed and flat, and holds only the elements that feedparser knows and
Overheard uses. So feedparser never uses its parser for broken XML, and a hostile feed cannot keep
it busy. The elements of the podcast namespace are taken out item by item.
"""

import html.entities
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

import defusedxml
import defusedxml.ElementTree

from index import TranscriptError

__all__ = ["Extra", "Strained", "strain"]

_PODCAST = ("podcastindex.org/namespace/", "podcast-namespace")
_ITUNES = "www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_PLAIN = ("", "http://purl.org/rss/1.0/", "http://backend.userland.com/rss2", _ATOM)

_ROOTS = frozenset({"rss", "RDF", "feed"})
_ITEMS = frozenset({"item", "entry"})
_OF_ITEM = {
    "plain": frozenset(
        {"title", "link", "guid", "id", "pubDate", "published", "updated"}
        | {"description", "summary", "enclosure", "author"}
    ),
    "itunes": frozenset({"title", "season", "episode", "author", "summary"}),
    "dc": frozenset({"creator", "date"}),
}
_OF_CHANNEL = {"plain": frozenset({"title", "link", "language"})}
_DEEPEST = 50
_ITEM_DEPTH = 3  # rss, channel, item; feed, entry
_MOST_ITEMS = 20_000  # feedparser takes 3 seconds for them; daily shows of 25 years have 9,000
_LONGEST = 20_000  # characters of an element, which feedparser is slow to search for markup

# Real feeds are mostly broken by named entities that XML does not know, by bare ampersands and by
# control characters. In a CDATA section an ampersand is text.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:([A-Za-z]\w{0,30});|#(?:\d{1,7}|x[\da-fA-F]{1,6});)?",
    re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


_ROOT = re.compile(rb"<((?:[A-Za-z][\w.-]{0,30}:)?(?:rss|RDF|feed))(?=[\s>/])[^>]{0,20000}")
_PREFIX = re.compile(rb"</?([A-Za-z][A-Za-z0-9_.-]{0,30}):(?=[A-Za-z_])")
_DECLARED = re.compile(rb"\sxmlns:([A-Za-z][A-Za-z0-9_.-]{0,30})\s*=")
_SPACES = {
    "podcast": "https://podcastindex.org/namespace/1.0",
    "itunes": f"http://{_ITUNES}",
    "dc": _DUBLIN_CORE,
    "atom": _ATOM,
}


class Extra(NamedTuple):
    """An element of the podcast namespace: `transcript`, `person`, `season`, `episode`."""

    name: str
    attributes: Mapping[str, str]
    text: str


class Strained(NamedTuple):
    """A cleaned feed, its podcast elements by item and of the channel, and errors."""

    xml: bytes
    items: tuple[tuple[Extra, ...], ...]
    channel: tuple[Extra, ...]
    doubts: tuple[TranscriptError, ...]


def strain(path: Path, data: bytes) -> Strained:
    """Return the feed in `data` cleaned, with the items before the first error in its XML.

    Raises `TranscriptError` with path and line for data that is no XML from its first element
    on, is no feed, or declares entities.
    """
    depth = 0
    parents: list[Element] = []
    strainer = _Strainer()
    data, undeclared = _declared(_mended(data))
    doubts = [
        TranscriptError(path, f"its prefix {name} is not declared; read as {space}", line)
        for name, space, line in undeclared
    ]
    try:
        for event, element in defusedxml.ElementTree.iterparse(
            io.BytesIO(data), events=("start", "end"), forbid_entities=True
        ):
            if event == "start":
                depth += 1
                if depth > _DEEPEST:
                    raise TranscriptError(path, "its XML is nested too deeply")
                if depth == 1 and _local(element)[1] not in _ROOTS:
                    raise TranscriptError(path, "neither an RSS nor an Atom feed")
                if depth <= _ITEM_DEPTH:
                    parents.append(element)
                    strainer.opened(element)
                continue
            depth -= 1
            if depth >= _ITEM_DEPTH:
                continue
            parents.pop()
            strainer.closed(element)
            if parents and _local(element)[1] in _ITEMS:
                # Elements that were read are dropped to save memory.
                parents[-1].remove(element)
            if len(strainer.items) == _MOST_ITEMS:
                doubts.append(
                    TranscriptError(path, f"only its first {_MOST_ITEMS:,} items are read")
                )
                break
    except ParseError as error:
        line, _ = error.position
        if not strainer.items:
            raise TranscriptError(path, f"not a feed: its XML is broken ({error})", line) from None
        doubts.append(
            TranscriptError(path, "its XML is broken here; the items before are taken", line)
        )
    except defusedxml.DefusedXmlException:
        raise TranscriptError(path, "declares entities in its XML, so not read") from None
    except (ValueError, LookupError) as error:
        raise TranscriptError(path, f"not a feed: {error}") from None
    return Strained(strainer.xml(), tuple(strainer.items), tuple(strainer.extras), tuple(doubts))


class _Strainer:
    """Builds the cleaned feed from elements as they close."""

    def __init__(self) -> None:
        self.items: list[tuple[Extra, ...]] = []
        self.extras: list[Extra] = []
        self._root = Element("rss", version="2.0")
        self._channel = SubElement(self._root, "channel")
        self._open: list[str] = []

    def opened(self, element: Element) -> None:
        space, name = _local(element)
        if not self._open and space == _ATOM:
            # An Atom feed stays an Atom feed, as its elements have other names and links.
            self._root = self._channel = Element(element.tag)
            language = element.get("{http://www.w3.org/XML/1998/namespace}lang")
            if language:
                self._root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
        self._open.append(name)

    def closed(self, element: Element) -> None:
        self._open.pop()
        name = _local(element)[1]
        if name in _ITEMS and self._open[-1:] and self._open[-1] in ("channel", *_ROOTS):
            item = SubElement(self._channel, element.tag)
            self.items.append(tuple(_extras(element)))
            for child in element:
                _keep(child, item, _OF_ITEM)
        elif self._open in (["rss", "channel"], ["RDF", "channel"], ["feed"]):
            _keep(element, self._channel, _OF_CHANNEL)
            self.extras += _extras([element])

    def xml(self) -> bytes:
        encoded = tostring(self._root, encoding="utf-8", xml_declaration=True)
        return bytes(encoded)


def _keep(child: Element, parent: Element, wanted: Mapping[str, frozenset[str]]) -> None:
    space, name = _local(child)
    kind = _kind(space)
    if name not in wanted.get(kind, ()):
        return
    if name == "guid" and not (child.text or "").strip().startswith(("https://", "http://")):
        return  # a mere name, which feedparser takes for the address of a page
    tag = child.tag
    if kind == "itunes":
        tag = f"{{http://{_ITUNES}}}{name}"
    elif space != _ATOM and kind == "plain":
        tag = name
    kept = SubElement(parent, tag, child.attrib)
    kept.text = (child.text or "")[:_LONGEST]
    if child.get("type") == "xhtml":
        kept.set("type", "text")
        kept.text = "".join(child.itertext())[:_LONGEST]
    if name == "author" and space == _ATOM:
        for inner in child:
            if _local(inner)[1] == "name":
                SubElement(kept, inner.tag).text = inner.text


def _extras(children: Element | list[Element]) -> list[Extra]:
    return [
        Extra(name, {key.lower(): value for key, value in child.attrib.items()}, child.text or "")
        for child in children
        for space, name in [_local(child)]
        if name in ("transcript", "person", "season", "episode")
        if any(part in space.lower() for part in _PODCAST)
    ]


def _kind(space: str) -> str:
    if _ITUNES in space.lower():
        return "itunes"
    if space == _DUBLIN_CORE:
        return "dc"
    return "plain" if space in _PLAIN else ""


def _local(element: Element) -> tuple[str, str]:
    """Return the namespace of an element and its name there."""
    space, _, name = element.tag.rpartition("}")
    return space[1:], name


def _declared(data: bytes) -> tuple[bytes, list[tuple[str, str, int]]]:
    """Return the feed with every prefix declared in its root, and those declared nowhere.

    Each of these has its namespace and its line. Feeds made by hand use `podcast:transcript`
    without its namespace, which no XML parser takes.
    """
    root = _ROOT.search(data)
    if root is None:
        return data, []
    used: dict[bytes, int] = {}
    for found in _PREFIX.finditer(data):
        used.setdefault(found[1], found.start())
    everywhere = set(_DECLARED.findall(data))
    here = set(_DECLARED.findall(root[0]))
    added = b""
    undeclared: list[tuple[str, str, int]] = []
    for prefix, at in used.items():
        name = prefix.decode()
        if prefix in here or name in ("xml", "xmlns"):
            continue
        space = _SPACES.get(name.lower(), f"urn:undeclared:{name}")
        added += f' xmlns:{name}="{space}"'.encode()
        if prefix not in everywhere:
            undeclared.append((name, space, data.count(b"\n", 0, at) + 1))
    return data[: root.end(1)] + added + data[root.end(1) :], undeclared


def _mended(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data  # UTF-16: its control bytes are half of a character
    return _AMPERSAND.sub(_mended_reference, _CONTROL.sub(b"", data.lstrip()))


def _mended_reference(found: re.Match[bytes]) -> bytes:
    reference = found[0]
    if reference.startswith(b"<!"):
        return reference
    name = found[1]
    if name is None:
        return reference if len(reference) > 1 else b"&amp;"
    if name in _OF_XML:
        return reference
    points = html.entities.html5.get(f"{name.decode('ascii', 'replace')};")
    if points is None:
        return b"&amp;" + reference[1:]
    return "".join(f"&#{ord(point)};" for point in points).encode()
