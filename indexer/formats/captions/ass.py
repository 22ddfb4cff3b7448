r"""Advanced SubStation Alpha (ASS) and SubStation Alpha (SSA): one line for each event.

    [Events]
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
    Dialogue: 0,0:00:00.24,0:00:00.64,Speaker00,,0,0,0,,{\i1}Foreign.{\i0}

The speaker is the name of the event, or its style where a file has several styles and no names.
Karaoke gives the times of words in hundredths of a second: `{\k50}Foreign {\k20}lands`.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.cues import Cue, Transcript
from indexer.formats.captions import caption_blocks, rolling, voices
from indexer.formats.captions.caption_blocks import INLINE_TIME, CaptionBlock
from indexer.formats.doubts import Doubts
from indexer.formats.format import Format
from indexer.formats.time_order import in_order
from indexer.formats.timecodes import seconds

__all__ = ["FORMAT"]

_HEAD = re.compile(r"^\[(?:Script Info|V4\+? Styles|Events)\][ \t]*$", re.IGNORECASE | re.MULTILINE)
_COLUMNS = (
    "layer",
    "start",
    "end",
    "style",
    "name",
    "marginl",
    "marginr",
    "marginv",
    "effect",
    "text",
)
_STAMP = re.compile(r"\d{1,3}:\d{1,2}:\d{1,2}(?:[.,:]\d{1,3})?")

# Drawings are no text: `{\p1}m 0 0 l 100 0{\p0}`. Karaoke gives the length of a syllable, or its
# start (`\kt`).
_OVERRIDE = re.compile(r"\\(p|kt|k[fo]?|K)(\d{1,6})")
_BRACED = re.compile(r"\{([^{}]*)\}")
_BREAK = re.compile(r"\\[Nn]")

# Styles of text that is shown and not said, and of a manner of speaking that names no speaker.
_SEEN = re.compile(r"titles?|signs?|credits?|watermark|logo|chapter", re.IGNORECASE)
_MANNER = re.compile(
    r"default|main|dialog(?:ue)?|italics?|bold|top|bottom|alt|alternate|overlap|flashback|"
    r"thoughts?|internal|narration|subtitles?|subs?|captions?|text|normal|standard|notes?|"
    r"songs?|lyrics?|karaoke|romaji|kanji|style",
    re.IGNORECASE,
)
# Styles of the opening and the ending song: `OP`, `ED2`, `OP-English`.
_SONG = re.compile(r"(?:OP|ED)(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+")

_NOBODY = "this event names no speaker, as most events do; it is nobody's"
_LEFT_OUT = "left out {} lines in the style {}, which are shown and not said"


class _Event(NamedTuple):
    block: CaptionBlock
    style: str
    name: str


def _recognise(text: str) -> bool:
    return text.lstrip("\ufeff \t\n")[:1] in ("[", ";") and _HEAD.search(text[:8000]) is not None


def _parse(path: Path, text: str) -> Transcript:
    doubts = Doubts()
    # A file may be sorted by layer or style; the talk is in the order of time.
    events = sorted(_events(text, doubts), key=lambda event: event.block.start)
    said = [event for event in events if not _is_seen(event.style)]
    if said and len(said) < len(events):
        styles = sorted({event.style for event in events if _is_seen(event.style)})
        doubts.add(0, _LEFT_OUT, len(events) - len(said), ", ".join(styles))
    said = _flat(said or events)
    speakers = _speakers(said)
    captions, removed = rolling.unroll([event.block for event in said], _plain)
    by_line = {event.block.line: speaker for event, speaker in zip(said, speakers, strict=True)}
    turns = _turns(said, speakers)
    if len(said) < 2 * sum(map(bool, speakers)):
        for event in said:
            if not event.name and not by_line[event.block.line]:
                turns.add(event.block.line)
                doubts.add(event.block.line, _NOBODY)
    cues, late = in_order(_cues(captions, by_line, turns))
    words = caption_blocks.is_word_by_word(cues)
    return Transcript(FORMAT.name, cues, (*doubts.told(), *late), words=words, removed=removed)


def _events(text: str, doubts: Doubts) -> Iterator[_Event]:
    columns: tuple[str, ...] = _COLUMNS
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        kind, colon, rest = line.partition(":")
        if line.startswith("["):
            section = line.strip().casefold()
        elif section != "[events]" or not colon:
            continue
        elif kind.strip().casefold() == "format":
            columns = tuple(name.strip().casefold() for name in rest.split(",", 50)) or columns
        elif kind.strip().casefold() == "dialogue":
            fields = dict(zip(columns, rest.split(",", len(columns) - 1), strict=False))
            start, end = fields.get("start", "").strip(), fields.get("end", "").strip()
            if "text" not in fields or not (_STAMP.fullmatch(start) and _STAMP.fullmatch(end)):
                doubts.add(number, "left out an event without times or text")
                continue
            begin = _second(start)
            block = CaptionBlock(begin, _second(end), _spoken(fields["text"], begin), number)
            name = fields.get("name", fields.get("actor", ""))
            yield _Event(block, _label(fields.get("style", "")), _label(name))


def _second(stamp: str) -> float:
    return seconds(".".join(stamp.rsplit(":", 1)) if stamp.count(":") > 2 else stamp)


def _label(field: str) -> str:
    return " ".join(field.removeprefix("*").split())


def _spoken(text: str, start: float = 0.0) -> str:
    """Return the text of an event without overrides, with an inline time where one gives a time."""
    if "{" in text:
        is_drawn = False
        kept: list[str] = []
        sung = 0  # hundredths of a second since the start
        # re.split with one group: text, what is in braces, text ...
        for at, piece in enumerate(_BRACED.split(text)):
            if at % 2:
                begins = None
                for kind, number in _OVERRIDE.findall(piece):
                    if kind == "p":
                        is_drawn = number != "0"
                    else:
                        begins = int(number) if kind == "kt" else sung
                        sung = begins if kind == "kt" else sung + int(number)
                if begins:
                    kept.append(caption_blocks.inline_time(start + begins / 100))
            elif not is_drawn:
                kept.append(piece)
        text = "".join(kept)
    return _BREAK.sub("\n", text).replace("\\h", " ") if "\\" in text else text


def _plain(text: str) -> str:
    return INLINE_TIME.sub("", text) if "<" in text else text


def _is_seen(style: str) -> bool:
    return any(_SEEN.fullmatch(word) for word in _WORD.findall(style))


def _is_manner(style: str) -> bool:
    return _SONG.match(style) is not None or all(
        _MANNER.fullmatch(word) for word in _WORD.findall(style)
    )


def _flat(events: Sequence[_Event]) -> list[_Event]:
    """Leave out events that repeat another one on another layer: its shadow or its outline."""
    flat: list[_Event] = []
    for _, at_once in itertools.groupby(events, key=lambda event: event.block.start):
        shown: set[tuple[float, str]] = set()
        for event in at_once:
            key = (event.block.end, " ".join(_plain(event.block.text).split()))
            if key not in shown:
                shown.add(key)
                flat.append(event)
    return flat


def _speakers(events: Sequence[_Event]) -> list[str | None]:
    """Return the speaker of each event: its name, else its style where styles are speakers.

    They are where several of them name no manner of speaking, and the file has one name at most.
    """
    names = [None if _is_manner(event.name) else event.name for event in events]
    if len(set(names) - {None}) > 1 or None not in names:
        return names
    styles = [None if _is_manner(event.style) else event.style for event in events]
    if len(set(styles) - {None}) > 1:
        return [name or style for name, style in zip(names, styles, strict=True)]
    return names


def _turns(events: Sequence[_Event], speakers: Sequence[str | None]) -> set[int]:
    """Return the lines of events that a voice before them does not go on in.

    They have no name, and another style than the event with a name before them: a song is one.
    """
    turns: set[int] = set()
    style: str | None = None
    for event, speaker in zip(events, speakers, strict=True):
        if speaker is None and style is not None and event.style != style:
            turns.add(event.block.line)
        style = event.style if speaker is not None or event.block.line in turns else style
    return turns


def _cues(
    captions: Sequence[CaptionBlock], speakers: dict[int, str | None], turns: Collection[int]
) -> Iterator[Cue]:
    names = voices.names(_plain(b.text).split("\n") for b in captions if voices.may_name(b.text))
    for start, end, text, line in captions:
        speaker = speakers[line]
        parts = voices.by_line(text.split("\n"), names)
        if speaker and len(parts) == 1:
            parts = [parts[0]._replace(speaker=speaker)]
        if line in turns and parts:
            parts[0] = parts[0]._replace(new_turn=True)
        yield from caption_blocks.cues(parts, start, end, line)


FORMAT = Format("ASS", (".ass", ".ssa"), _recognise, _parse, "[Script Info] or [Events]")
