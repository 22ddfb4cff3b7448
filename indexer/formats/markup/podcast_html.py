"""The HTML transcripts of the podcast namespace: speakers, start times and paragraphs.

    <cite>Kevin:</cite>
    <time>0:00</time>
    <p>We have an update planned.</p>

Source: the podcast namespace's transcript formats, "HTML". The tags may be unclosed and
stand among other markup. Pages without these tags are read by `html_page`.
"""

import html
import re
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.format import Format
from indexer.formats.markup.html_blocks import language, tags, without_comments
from indexer.formats.time_order import in_order
from indexer.formats.timecodes import CLOCK, seconds

__all__ = ["FORMAT"]

_HEAD = re.compile(
    r"<cite\b[^<>]*>[^<>]{1,200}</cite>\s{0,99}<(?:time|p)\b"
    rf"|<time\b[^<>]*>\s{{0,99}}{CLOCK}[^<>]{{0,99}}</time>\s{{0,99}}<(?:cite|p>[^<>]{{0,9}}<cite)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(rf"\s*[\[(]?({CLOCK})[\])]?\s*")
_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|code|del|dfn|em|font|i|ins|kbd|"
    r"mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr"
)
_NO_TALK = frozenset(["head", "title", "nav", "header", "footer", "aside", "template", "button"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def _recognise(text: str) -> bool:
    head = text[:20000]
    return head.lstrip("\ufeff \t\n").startswith("<") and _HEAD.search(head) is not None


def _parse(path: Path, text: str) -> Transcript:
    cues, doubts = in_order(_cues(without_comments(text)))
    return Transcript(FORMAT.name, cues, doubts, language(text))


def _cues(text: str) -> list[Cue]:
    page = _Page()
    for said, line, tag in tags(text):
        page.text(said, line)
        if tag is not None:
            page.tag(tag.name, tag.closes, tag.name == "cite" and _is_talk_next(text, tag.end))
    page.flush()
    return page.cues


def _is_talk_next(text: str, at: int) -> bool:
    return text[at : at + 200].lstrip()[:5].lower().startswith(("<time", "<p"))


class _Page:
    """Reads a page tag by tag."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []
        self._place: str | None = None
        self._said: list[str] = []
        self._has_words = False
        self._line = 0
        self._speaker: str | None = None
        self._turned = False
        self._start: float | None = None
        self._cite: int | None = None
        self._time_is_said = False
        self._no_talk: str | None = None

    def text(self, text: str, line: int) -> None:
        if self._place and not self._no_talk and text:
            if not self._has_words:
                self._line = line + text.count("\n", 0, len(text) - len(text.lstrip()))
                self._has_words = not text.isspace()
            self._said.append(text)

    def tag(self, name: str, closes: bool, before_talk: bool) -> None:
        if name in ("time", "p") and self._cite is not None:
            # An unclosed label ends at the time or the talk.
            self._on_cite(True, True)
        if name == "cite":
            self._on_cite(closes, before_talk)
        elif name == "time":
            self._no_talk = None
            if not closes:
                self._time_is_said = self._place == "talk" and self._has_words
            self.flush()
            self._place = "talk" if closes else "time"
        elif name in _NO_TALK:
            self.flush()
            self._place = None
            if not closes:
                self._no_talk = self._no_talk or name
            elif name == self._no_talk:
                self._no_talk = None
        elif name == "p":
            self.flush()
            self._place = None if closes else "talk"
        elif name == "br":
            self._said.append(" ")
        elif not _INLINE.fullmatch(name):
            self.flush()
            self._place = "talk" if self._place == "talk" and name not in _HEADINGS else None

    def _on_cite(self, closes: bool, before_talk: bool) -> None:
        self._no_talk = None
        in_talk = self._place == "talk" and self._has_words
        if not closes and in_talk:
            # A `cite` in the middle of talk may be the title of a work.
            self._cite = len(self._said)
        elif not closes:
            self.flush()
            self._place = "cite"
        elif self._cite is not None:
            cited = "".join(self._said[self._cite :])
            if before_talk or cited.rstrip().endswith(":"):
                del self._said[self._cite :]
                self.flush()
                self._place, self._said = "cite", [cited]
                self.flush()
                self._place = "talk"
            self._cite = None
        else:
            self.flush()
            self._place = "talk"

    def flush(self) -> None:
        """Close the open element and use its text by its kind."""
        said = " ".join(html.unescape("".join(self._said)).split())
        self._said, self._cite, self._has_words = [], None, False
        if self._place == "cite":
            name = said.rstrip(" :")
            self._speaker, self._turned = name or None, not name
        elif self._place == "time" and (clock := _CLOCK.fullmatch(said)):
            self._start = seconds(clock[1])
        elif said and (self._place == "talk" or (self._place == "time" and self._time_is_said)):
            start, turned = self._start, self._turned
            self.cues.append(Cue(said, start, None, self._speaker, turned, line=self._line))
            self._start, self._turned = None, False


FORMAT = Format(
    "podcast HTML",
    (),
    _recognise,
    _parse,
    "cite and time tags",
)
