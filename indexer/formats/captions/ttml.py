"""Timed Text Markup Language (TTML), with any prefixes: DFXP, SMPTE-TT, EBU-TT, iTT.

    <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata">
      <head><metadata><ttm:agent xml:id="a"><ttm:name>Ann</ttm:name></ttm:agent></metadata></head>
      <body><div>
        <p begin="00:00:00.000" end="2.44s" ttm:agent="a">Hello<br/>and welcome.</p>
      </div></body>
    </tt>

Source: W3C TTML2 (https://www.w3.org/TR/ttml2/), section 12 for the times.
"""

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from index import TranscriptError
from indexer.cues import Cue, Transcript
from indexer.formats.captions import caption_blocks, voices
from indexer.formats.doubts import Doubts
from indexer.formats.format import Format
from indexer.formats.time_order import by_time

__all__ = ["FORMAT"]

_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})")
_COMMENT = re.compile(r"<!--[^>]*>")

# Apple Podcasts writes `2.5` and `1:06.5`, which the standard does not allow.
_CLOCK = re.compile(
    r"(?:(\d{1,9}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,9})?)(?::(\d{1,9})(?:\.(\d{1,9}))?)?"
)
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,12})?)(h|ms|m|s|f|t|)")
# Apple Podcasts counts the times of words from the start of the recording, not of the paragraph.
_APPLE = re.compile(r"https?://[a-z]+\.apple\.com/[a-z-]+-ttml-internal")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(
    r"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);)|<(?![A-Za-z_/!?])"
)
_OF_XML = frozenset(["amp", "lt", "gt", "quot", "apos"])

_ASIDE = frozenset(["metadata", "title", "desc", "copyright", "agent", "name", "actor", "image"])
"""Elements within the body whose text is about the talk and not spoken."""

_TIMED = frozenset(["body", "div", "p", "span"])
"""Elements that have times, and that move a sequence on."""

_READINGS = frozenset(["text", "textContainer", "delimiter"])
"""Values of `tts:ruby` of a word's reading, which repeats the word and is not said."""

_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

_DEEPEST = 100
_LONGEST = 1e7  # seconds


class _Rates(NamedTuple):
    frames: float = 30.0
    subframes: float = 1.0
    ticks: float = 1.0


@dataclass(slots=True)
class _Element:
    """An open element: the times in seconds of it and its children, and its speaker.

    `is_timed` means that it has times of its own, `in_timed` that an element around it has.
    `has_piece` means that its text is a piece of its own in a paragraph. `cursor` is the start
    of the next child in a sequence, `reached` the end of the last child so far. `is_aside` means
    that its text is not said.
    """

    begin: float = 0.0
    end: float | None = None
    agent: str | None = None
    is_timed: bool = False
    in_timed: bool = False
    is_sequence: bool = False
    has_piece: bool = False
    cursor: float = 0.0
    has_end: bool = False
    reached: float = 0.0
    is_aside: bool = False


@dataclass(slots=True)
class _Piece:
    """Text of a paragraph that has one time and one speaker."""

    agent: str | None
    begin: float | None
    end: float | None
    line: int
    text: list[str] = field(default_factory=list)


def _recognise(text: str) -> bool:
    head = text[:8000].lstrip("\ufeff \t\n")
    tag = _FIRST_TAG.search(_COMMENT.sub("", head)) if head.startswith("<") else None
    return tag is not None and tag[2] == "tt"


def _parse(path: Path, text: str) -> Transcript:
    text = text.lstrip("\ufeff \t\n")
    if "&" in text:
        text = _ENTITY.sub(_as_number, text)
    mended = Doubts()
    reader = _Reader(path)
    try:
        reader.read(text)
    except expat.ExpatError as error:
        text = _mended(text, mended)
        reader = _Reader(path)
        try:
            reader.read(text)
        except expat.ExpatError:
            what = expat.ErrorString(error.code)
            raise TranscriptError(
                path, f"not well-formed XML ({what}); export it again", error.lineno
            ) from None
    # Elements may stand in any order; each counts from the start of the document.
    cues, late = by_time(reader.cues())
    words = caption_blocks.is_word_by_word(cues)
    doubts = (*mended.told(), *reader.doubts.told(), *late)
    return Transcript(FORMAT.name, cues, doubts, reader.language, words)


def _mended(text: str, doubts: Doubts) -> str:
    """Return a text whose `&` and `<` that begin no entity and no tag are written as entities."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        clean = _BARE.sub(lambda bare: "&lt;" if bare[0] == "<" else "&amp;", line)
        if clean != line:
            doubts.add(number, "`&` or `<` that begins no entity and no tag; took it for text")
            lines[number - 1] = clean
    return "\n".join(lines)


def _as_number(entity: re.Match[str]) -> str:
    """Return an HTML entity, which XML does not know, as a numeric one."""
    code = None if entity[1] in _OF_XML else html.entities.name2codepoint.get(entity[1])
    return f"&#{code};" if code else entity[0]


class _Reader:
    """Takes the paragraphs out of a document as expat walks through it.

    Expat is used rather than a tree because it knows the line numbers. All attacks on XML are in
    the document type, which timed text does not need: one that declares anything is rejected.
    """

    def __init__(self, path: Path) -> None:
        self.doubts = Doubts()
        self.language: str | None = None
        self._path = path
        self._rates = _Rates()
        self._is_apple = False
        self._names: dict[str, str] = {}
        self._agent: str | None = None
        self._name: list[str] | None = None
        self._open: list[_Element] = []
        self._paragraph = 0
        self._aside = 0
        self._pieces: list[_Piece] = []
        self._paragraph_piece = 0
        self._latest = -1.0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, text: str) -> None:
        """Read a document. Raises `ExpatError` for one that is not well-formed."""
        self._parser.Parse(text, True)

    def cues(self) -> Iterator[Cue]:
        lines = ["".join(piece.text).split("\n") for piece in self._pieces]
        names = voices.names(lines)
        for piece, text in zip(self._pieces, lines, strict=True):
            name = self._names.get(piece.agent, piece.agent) if piece.agent else None
            parts = voices.by_line(text, names)
            parts = [part._replace(speaker=name) for part in parts] if len(parts) == 1 else parts
            if piece.begin is None:
                for part in parts:
                    yield Cue(part.text, None, None, part.speaker, part.new_turn, line=piece.line)
            elif piece.end is None:
                begin: float | None = piece.begin
                for part in parts:
                    yield Cue(part.text, begin, None, part.speaker, part.new_turn, line=piece.line)
                    begin = None
            else:
                yield from caption_blocks.cues(parts, piece.begin, piece.end, piece.line)

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        if internal:
            raise TranscriptError(
                self._path,
                "its document type declares entities or elements; export it without",
                self._parser.CurrentLineNumber,
            )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if len(self._open) == _DEEPEST:
            line = self._parser.CurrentLineNumber
            raise TranscriptError(self._path, "its XML is nested too deeply", line)
        values = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "br" and self._paragraph and not self._aside and self._pieces:
            self._pieces[-1].text.append("\n")
        if name == "tt":
            self._rates = _rates(values)
            self._is_apple = any(map(_APPLE.fullmatch, values.values()))
            self.language = values["lang"] if _CODE.fullmatch(values.get("lang", "")) else None
        elif name == "agent" and not self._paragraph:
            self._agent = values.get("id")
        elif name == "name" and self._agent:
            self._name = []
        element = self._element(values if name in _TIMED else {"agent": values.get("agent", "")})
        element.is_aside = name in _ASIDE or values.get("ruby") in _READINGS
        self._aside += element.is_aside
        self._open.append(element)
        if name == "p":
            self._paragraph += 1
            self._paragraph_piece = len(self._pieces)
            self._open_piece(element)
        elif self._paragraph and name in _TIMED and (element.is_timed or "agent" in values):
            element.has_piece = True
            self._open_piece(element)

    def _element(self, values: dict[str, str]) -> _Element:
        parent = self._open[-1] if self._open else _Element()
        in_timed = parent.is_timed or parent.in_timed
        if not values and not parent.is_sequence:
            begins = parent.begin
            return _Element(
                begins, parent.end, parent.agent, False, in_timed, cursor=begins, reached=begins
            )
        base = parent.cursor if parent.is_sequence else parent.begin
        base = 0.0 if self._is_apple else base
        begin, end, duration = (self._time(values, key) for key in ("begin", "end", "dur"))
        agents = values.get("agent", "").replace("#", " ").split()
        starts = base if begin is None else base + begin
        ends = parent.end if end is None else base + end
        if duration is not None:
            ends = starts + duration if end is None else min(base + end, starts + duration)
        has_end = end is not None or duration is not None
        is_timed = begin is not None or has_end
        return _Element(
            starts,
            ends,
            agents[0] if agents else parent.agent,
            is_timed,
            in_timed,
            is_sequence=values.get("timeContainer") == "seq",
            cursor=starts,
            has_end=has_end,
            reached=starts,
        )

    def _open_piece(self, element: _Element) -> None:
        begin: float | None = element.begin if element.is_timed else None
        if begin is None and element.has_piece and not self._is_open_paragraph_said():
            # `<p begin="1s"><span ttm:agent="a">`: the speaker from the start of the paragraph.
            self._pieces[-1].agent = element.agent
            return
        if begin is None and element.in_timed and not element.has_piece:
            # The first paragraph of a timed division starts with it, the others continue it.
            begin = element.begin if element.begin > self._latest else None
        line = self._parser.CurrentLineNumber
        self._pieces.append(_Piece(element.agent, begin, element.end, line))
        self._latest = max(self._latest, -1.0 if begin is None else begin)

    def _is_open_paragraph_said(self) -> bool:
        first = self._paragraph_piece
        return len(self._pieces) > first + 1 or any(map(str.strip, self._pieces[first].text))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        element = self._open.pop()
        self._aside -= element.is_aside
        if name == "name" and self._name is not None and self._agent:
            said = " ".join("".join(self._name).split())
            if said:
                self._names.setdefault(self._agent, said)
            self._name = None
        elif name == "agent":
            self._agent = None
        if name == "p":
            self._paragraph -= 1
        elif element.has_piece:
            # Text after a span with a time or a voice has the paragraph's voice and no time.
            line = self._parser.CurrentLineNumber
            self._pieces.append(_Piece(self._open[-1].agent, None, None, line))
        if self._open and name in _TIMED:
            # An element without an end of its own ends with its children.
            done = element.reached if element.end is None or not element.has_end else element.end
            parent = self._open[-1]
            parent.reached = max(parent.reached, done)
            if parent.is_sequence:
                parent.cursor = done

    def _text(self, text: str) -> None:
        if self._name is not None:
            self._name.append(text)
        elif self._paragraph and not self._aside and self._pieces:
            # Only `br` ends a line; a newline in the file is a space.
            self._pieces[-1].text.append(text.replace("\n", " "))

    def _time(self, values: dict[str, str], key: str) -> float | None:
        written = values.get(key)
        if written is None:
            return None
        second = _second(written.strip(), self._rates)
        if second is None:
            line = self._parser.CurrentLineNumber
            self.doubts.add(line, "{} is no time: {!r}; went on without", key, written[:40])
        return second


def _rates(values: dict[str, str]) -> _Rates:
    frames = _number(values.get("frameRate"))
    multiplier = values.get("frameRateMultiplier", "").replace(":", " ").split()
    if frames and len(multiplier) == 2:
        over, under = (_number(part) for part in multiplier)
        frames = frames * over / under if over and under else frames
    subframes = _number(values.get("subFrameRate")) or 1.0
    ticks = _number(values.get("tickRate")) or (frames * subframes if frames else 1.0)
    return _Rates(frames or 30.0, subframes, ticks)


def _number(written: str | None) -> float:
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*", written or "")
    return float(found[1]) if found else 0.0


def _second(written: str, rates: _Rates) -> float | None:
    if clock := _CLOCK.fullmatch(written):
        hours, minutes, seconds, frames, subframes = clock.groups()
        second = int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
        second += (int(frames or 0) + int(subframes or 0) / rates.subframes) / rates.frames
    elif offset := _OFFSET.fullmatch(written):
        units = _UNITS | {"f": 1 / rates.frames, "t": 1 / rates.ticks}
        second = float(offset[1]) * units[offset[2]]
    else:
        return None
    return second if second < _LONGEST else None


FORMAT = Format("TTML", (".ttml", ".dfxp", ".xml"), _recognise, _parse, "its root is tt")
