"""LRC, the lyrics format that Whisper's tools write too: a stamp in front of each line.

    [ti:The Request Cycle]
    [00:02.50]It is a callable.
    [00:06.00][01:06.00]<00:06.20>Yes.

A line with several stamps is said at each of them; a stamp without words ends the line before it.
Source: the tags of the format as the players document them (`ti`, `ar`, `offset`); times of words
in `<...>` are left out.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from indexer.cues import Cue, Transcript
from indexer.formats import limits
from indexer.formats.format import Format
from indexer.formats.time_order import in_order

__all__ = ["FORMAT"]

_STAMP = re.compile(r"\[(?:(\d{1,2}):)?(\d{1,4}):(\d{1,2})(?:[.:,](\d{1,3}))?\](?::(?=\s))?[ \t]*")
_TAG = re.compile(r"\[([A-Za-z#]{1,10}):([^\[\]]{0,500})\][ \t]*")
_WORD = re.compile(r"<\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
# Of other stamps in brackets it differs by its fraction without a space or a colon behind it, or by
# its tags.
_FINE = re.compile(r"\[\d{1,4}:\d\d[.:]\d{2,3}\](?:[^\s:]|[ \t]*(?:\n|$))")
_HEAD = 4000  # characters
_TAGS = frozenset(
    {"ti", "ar", "al", "au", "by", "offset", "length", "re", "ve", "la", "tool", "id"}
)


def _recognise(text: str) -> bool:
    head = text[:_HEAD].lstrip("\ufeff \t\n")
    if head[:1] not in ("[", "#"):
        return False
    lines = [line for line in map(str.strip, head.split("\n")) if line]
    if len(text) > _HEAD and len(lines) > 1:
        lines.pop()  # it may be cut
    tags = sum(_is_tag(line) for line in lines)
    stamped = [line for line in lines if _STAMP.match(line)]
    if tags + len(stamped) < 0.9 * len(lines) or not stamped:
        return False
    return tags > 0 or sum(_FINE.match(line) is not None for line in stamped) * 2 > len(stamped)


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    tags: dict[str, str] = {}
    cues = list(_cues(text, tags))
    # Positive offsets bring the lines up sooner.
    offset = tags.get("offset", "")
    sooner = int(offset) / 1000 if re.fullmatch(r"[+-]?\d{1,7}", offset) else 0.0
    if sooner:
        cues = [
            cue if cue.start is None else cue._replace(start=round(max(0.0, cue.start - sooner), 3))
            for cue in cues
        ]
    ordered, doubts = in_order(_ended(cues))
    code = tags.get("la", "")
    return Transcript(FORMAT.name, ordered, doubts, code if _LANGUAGE.fullmatch(code) else None)


def _is_tag(line: str) -> bool:
    tag = _TAG.match(line)
    return tag is not None and tag[1].lower() in _TAGS and tag.end() == len(line)


def _cues(text: str, tags: dict[str, str]) -> Iterator[Cue]:
    again: list[Cue] = []
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        line = line.strip()
        starts: list[float] = []
        at = 0
        while stamp := _STAMP.match(line, at):
            hours, minutes, seconds, fraction = stamp.groups()
            whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
            starts.append(round(whole + (float(f"0.{fraction}") if fraction else 0.0), 3))
            at = stamp.end()
        said = " ".join(_WORD.sub("", line[at:]).split())
        if starts:
            again += [Cue(said, start, line=number) for start in starts[1:]]
            yield Cue(said, starts[0], line=number)
        elif _is_tag(line):
            tag = _TAG.match(line)
            if tag:
                tags.setdefault(tag[1].lower(), tag[2].strip())
        elif said and not line.startswith("#"):
            yield Cue(said, None, line=number)
    yield from again


def _ended(cues: list[Cue]) -> Iterator[Cue]:
    """Yield the cues that have words; one without them is the end of the one before."""
    if any(one.line > next_.line for one, next_ in itertools.pairwise(cues)):
        cues = sorted(cues, key=lambda cue: cue.start or 0.0)
    for at, cue in enumerate(cues):
        if not cue.text:
            continue
        ahead = cues[at + 1] if at + 1 < len(cues) else None
        ends = ahead is not None and not ahead.text
        yield cue._replace(end=ahead.start) if ends and ahead else cue


FORMAT = Format("LRC", (".lrc",), _recognise, _parse, "stamps in brackets with hundredths")
