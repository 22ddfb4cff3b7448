"""Markup turned into text: the descriptions and titles of feeds, which are often HTML."""

import html
import html.parser
import re

__all__ = ["is_markup", "lines_of", "text_of"]

# Other tags part words: `<p>One</p><p>Two</p>` has two, `<b>w</b>ord` one.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"}
    | {"ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"}
    | {"time", "tt", "u", "var", "wbr"}
)
_HIDDEN = frozenset({"script", "style"})
_MARKUP = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:[\s/][^<>]*)?>|&(?:#\d+|#x[\da-f]+|[a-z]\w*);", re.I
)

_BREAK = re.compile(r"\n|</?(?:br|div|dd|dl|dt|h[1-6]|li|ol|p|tr|ul)\b[^<>]{0,500}>", re.I)
_LONGEST = 100_000  # characters of a description


def is_markup(text: str) -> bool:
    """Return whether a text has tags or entities of HTML; `I <3 tar & oak` has none."""
    return _MARKUP.search(text) is not None


def text_of(markup: str) -> str:
    """Return the text between the tags, without scripts, in one line."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return " ".join(html.unescape("".join(parser.parts)).split())


def lines_of(text: str) -> str:
    """Return a text that may be HTML without its tags, with a line for each line or paragraph."""
    if not is_markup(text):
        return text
    lines = _BREAK.split(text[:_LONGEST])
    return "\n".join(text_of(line) if is_markup(line) else line for line in lines)


class _Text(html.parser.HTMLParser):
    """Collects the text between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden = tag in _HIDDEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")
