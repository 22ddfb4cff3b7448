r"""SubRip (SRT): numbered captions.

1
00:00:00,179 --> 00:00:02,399
Travis: When you first get
started in podcasting

2
00:00:02,500 --> 00:00:04,000
{\c&HFFF000&}- Yes.
- It is hard.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats.captions import block_reading, caption_blocks, rolling, set_apart, voices
from indexer.formats.captions.caption_blocks import INLINE_TIME, CaptionBlock, VoicePart
from indexer.formats.format import Format
from indexer.formats.time_order import in_order

__all__ = ["FORMAT"]

# A number above the timing line shows SRT, or a comma in the stamp, which WebVTT does not have.
_HEAD = re.compile(
    r"\d+[ \t]*\n[ \t]*(?:\d{1,3}:){0,2}\d{1,3}[.,]\d{1,9}[ \t]*-->"
    r"|\d{1,3}:\d{2}:\d{2},\d{1,9}[ \t]*-->"
)

# The tags that players know, and the overrides of SubStation (`{\an8}`) that converters leave in.
_TAG = re.compile(r"</?(?:[ibusc]|font)(?:[.\s][^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)

# `\N` is a new line; `\n` is one where a sentence ends before it or a line begins after it.
_NEW_LINE = re.compile(r"\\N|(?<=[.?!,…])\\n|\\n(?=[-–—♪A-Z])")
_MICRODVD = re.compile(r"\{[yYcCfFsSoOpPhH]:[^{}\n]{1,40}\}")

_PAINT = re.compile(r"\{\\([^{}]*)\}|<(/?)font([^<>]*)>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\\(?:1?c(?:&H)?([0-9a-f]*)|r)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\bcolor\s*=\s*[\"']?\s*([#\w]+)", re.IGNORECASE)

_FEW = 10
"""A colour on fewer than a tenth of the captions is emphasis and no speaker."""

_Run = tuple[str | None, str]
"""A colour, None for the player's own, and the text written in it."""


def _recognise(text: str) -> bool:
    head = text[:2000].lstrip("\ufeff \t\n")
    return _HEAD.match(head) is not None or block_reading.is_subrip(head)


def _parse(path: Path, text: str) -> Transcript:
    blocks, doubts = block_reading.subrip(text)
    if "\\" in text or "{" in text:
        blocks = [block._replace(text=_without_escapes(block.text)) for block in blocks]
    if caption_blocks.may_have_ruby(text):
        blocks = caption_blocks.without_ruby(blocks)
    blocks, unsure = set_apart.with_voices(blocks, text)
    captions, removed = rolling.unroll(blocks, _plain)
    names = voices.names(
        _plain(block.text).split("\n") for block in captions if voices.may_name(block.text)
    )
    if not names and _colours_speak(block.text for block in captions):
        cues, late = in_order(_coloured(captions))
    else:
        cues, late = in_order(_cues(captions, names))
    words = caption_blocks.is_word_by_word(cues)
    return Transcript(FORMAT.name, cues, (*doubts, *unsure, *late), words=words, removed=removed)


def _without_escapes(text: str) -> str:
    r"""Return a caption without what SubStation and MicroDVD leave in: `\h`, `\N`, `{y:i}`."""
    if "\\" in text:
        text = _NEW_LINE.sub("\n", text.replace("\\h", " "))
    return _MICRODVD.sub("", text) if "{" in text else text


def _plain(text: str) -> str:
    return INLINE_TIME.sub("", _untagged(text)) if "<" in text or "{" in text else text


def _untagged(text: str) -> str:
    return _TAG.sub("", text) if "<" in text or "{" in text else text


def _cues(captions: Sequence[CaptionBlock], names: frozenset[str]) -> Iterator[Cue]:
    for at, (start, end, text, line) in enumerate(captions):
        if "<v" in text or "</v>" in text:
            # Converters leave the voices of WebVTT in.
            parts = [VoicePart(_untagged(part), name) for name, part in voices.split(text)]
        else:
            parts = voices.by_line(_untagged(text).split("\n"), names)
        following = captions[at + 1].start if at + 1 < len(captions) else None
        yield from caption_blocks.cues(parts, start, end, line, following)


def _coloured(captions: Sequence[CaptionBlock]) -> Iterator[Cue]:
    voice: str | None = None
    first = True
    for at, (start, end, text, line) in enumerate(captions):
        parts: list[VoicePart] = []
        for colour, said in _runs(text):
            spoken = voices.by_line(_untagged(said).split("\n"))
            if spoken:
                turns = spoken[0].new_turn or (colour != voice and not first)
                parts += [spoken[0]._replace(new_turn=turns), *spoken[1:]]
                voice, first = colour, False
        following = captions[at + 1].start if at + 1 < len(captions) else None
        yield from caption_blocks.cues(parts, start, end, line, following)


def _colours_speak(texts: Iterable[str]) -> bool:
    """Return whether a change of colour is a change of voice.

    It is one where whole lines of many captions are in one of several colours. Colours that
    change inside lines mark words; YouTube marks how sure it is of each word.
    """
    opening: Counter[str | None] = Counter()
    inside = between = 0
    last: str | None = None
    for text in texts:
        runs = _runs(text)
        for at, (colour, said) in enumerate(runs):
            if at and not said.startswith("\n") and not runs[at - 1][1].endswith("\n"):
                inside += 1
            elif opening and colour != last:
                between += 1
            last = colour
        if runs:
            opening[runs[0][0]] += 1
    whole = opening.total()
    coloured = whole - opening[None]
    return len(+opening) > 1 and coloured * _FEW >= whole and inside <= between


def _runs(text: str) -> list[_Run]:
    """Return the text of a caption in runs of one colour, the first in the player's own."""
    if "{\\" not in text and "<" not in text:
        return [(None, text)] if text.strip() else []
    runs: list[tuple[str | None, list[str]]] = []
    colour: str | None = None
    done = 0
    for paint in [*_PAINT.finditer(text), None]:
        said = text[done : paint.start() if paint else len(text)]
        if said and not said.isspace():
            if runs and runs[-1][0] == colour:
                runs[-1][1].append(said)
            elif _plain(said).strip():
                runs.append((colour, [said]))
        elif runs:
            runs[-1][1].append(said)
        if paint:
            colour = _painted(paint, colour)
            done = paint.end()
    return [(colour, "".join(said)) for colour, said in runs]


def _painted(paint: re.Match[str], colour: str | None) -> str | None:
    override, closing, attributes = paint.groups()
    if override is not None:
        for found in _OVERRIDE.finditer(f"\\{override}"):
            colour = (found[1] or "").upper() or None
        return colour
    if closing:
        return None
    found_colour = _ATTRIBUTE.search(attributes)
    return found_colour[1].lower() if found_colour else colour


FORMAT = Format("SRT", (".srt",), _recognise, _parse, "a timing line with an arrow")
