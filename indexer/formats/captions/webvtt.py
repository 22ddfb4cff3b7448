"""WebVTT, the captions of the web and of podcast players.

    WEBVTT

    00:00:02.500 --> 00:00:06.000
    <v Michael Kennedy>Welcome to the show.

Source: W3C WebVTT (https://www.w3.org/TR/webvtt1/), read more leniently than a player does.
Decision 0030.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index import TranscriptError
from indexer.cues import Cue, Transcript, in_columns
from indexer.formats.captions import (
    block_reading,
    caption_blocks,
    identifiers,
    rolling,
    set_apart,
    voices,
)
from indexer.formats.captions.caption_blocks import INLINE_TIME, CaptionBlock, VoicePart
from indexer.formats.format import Format
from indexer.formats.no_talk import ChapterList
from indexer.formats.time_order import in_order

__all__ = ["FORMAT"]

_HEAD = re.compile(r"\s*WEBVTT(?!\S)")

# YouTube and others write the language in the header, Microsoft Stream in a note.
_LANGUAGE = re.compile(
    r"^(?:NOTE[ \t]+)?language:[ \t]*([a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)

# The tags of the standard, and SubRip's font. Any other `<something>` was said or is code. The
# time of a word is no tag here.
_TAG = re.compile(
    r"</?(?:c|i|b|u|ruby|rt|rp|rb|lang|font)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>", re.IGNORECASE
)

# A caption of one voice, as nine in ten captions with a tag are: `<v Ann>Hello.`
_ONE_VOICE = re.compile(r"<v\s([^<>&]+)>([^<&]*)")

# `- <v Ann>Hello.` marks a change of voice twice.
_DASHED_VOICE = re.compile(r"(?:^|\n)[ \t]*[-–—][ \t]*(?=<v[\s.>])")


# A track that says its kind. `indexer.formats.no_talk` tells the others by what is in them.
_KIND = re.compile(
    r"^kind:[ \t]*(chapters|metadata|thumbnails)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_NO_TALK = "a WebVTT track of {}, which holds no talk; give the captions or the subtitles"


def _recognise(text: str) -> bool:
    return _HEAD.match(text[:200].lstrip("\ufeff")) is not None


def _parse(path: Path, text: str) -> Transcript:
    if kind := _KIND.search(text[:1000].partition("-->")[0]):
        reason = _NO_TALK.format(kind[1].lower())
        if kind[1].lower() == "chapters":
            raise ChapterList(path, reason, _transcript(text))
        raise TranscriptError(path, reason)
    return _transcript(text)


def _transcript(text: str) -> Transcript:
    blocks, doubts = block_reading.webvtt(text)
    if caption_blocks.may_have_ruby(text):
        blocks = caption_blocks.without_ruby(blocks)
    blocks, unsure = set_apart.with_voices(identifiers.with_voices(blocks, text), text)
    captions, removed = rolling.unroll(blocks, _plain)
    cues, late = in_order(_cues(captions))
    words = caption_blocks.is_word_by_word(cues)
    return Transcript(FORMAT.name, cues, (*doubts, *unsure, *late), _language(text), words, removed)


def _language(text: str) -> str | None:
    found = _LANGUAGE.search(text[:4000].partition("-->")[0])
    return found[1].replace("_", "-") if found else None


def _plain(line: str) -> str:
    return INLINE_TIME.sub("", _TAG.sub("", line)) if "<" in line else line


def _cues(captions: Sequence[CaptionBlock]) -> Iterable[Cue]:
    texts = [block.text for block in captions]
    names: frozenset[str] = frozenset()
    if any("\n" in text for text in texts):
        names = voices.names(_plain(text).split("\n") for text in texts if voices.may_name(text))
    whole = "\n".join(texts)
    if names or "<" in whole or "&" in whole or voices.may_turn(whole):
        return _by_caption(captions, names)
    # Captions of one voice and plain text are read by column.
    said = [text.replace("\n", " ") for text in texts]
    starts, ends, _, lines = zip(*captions, strict=True) if captions else ((), (), (), ())
    return in_columns(said, starts, lines, ends)


def _by_caption(captions: Sequence[CaptionBlock], names: frozenset[str]) -> Iterator[Cue]:
    for at, (start, end, said, line) in enumerate(captions):
        if "<" not in said and "\n" not in said and not voices.is_dashed(said):
            said = html.unescape(said) if "&" in said else said
            yield Cue(said, start, end, None, False, False, line)
        elif one := _ONE_VOICE.fullmatch(said):
            name = " ".join(one[1].split()).removesuffix(":")
            text = one[2].replace("\n", " ").strip().removeprefix(f"{name}: ").removeprefix("- ")
            if text:
                yield Cue(text, start, end, name or None, line=line)
        else:
            following = captions[at + 1].start if at + 1 < len(captions) else None
            has_voice = "<v" in said or "</v>" in said
            parts = _parts(said) if has_voice else _turns(said, names)
            yield from caption_blocks.cues(parts, start, end, line, following)


def _turns(said: str, names: frozenset[str]) -> list[VoicePart]:
    return voices.by_line((_TAG.sub("", said) if "<" in said else said).split("\n"), names)


def _parts(said: str) -> list[VoicePart]:
    """Return the words of each voice in a caption, without tags but with inline times."""
    return [
        VoicePart(_TAG.sub("", part), html.unescape(name or "").strip() or None)
        for name, part in voices.split(_DASHED_VOICE.sub(" ", said))
    ]


FORMAT = Format("WebVTT", (".vtt",), _recognise, _parse, "it begins with WEBVTT")
