"""Pages that set a name apart from the talk: in a heading, a class, bold type or a list.

    <h3>Ines Okafor</h3><p>It is a callable.</p>
    <div class="speaker">Ines Okafor</div><div class="time">0:02</div><div>It is a callable.</div>
    <dl><dt>Ines Okafor</dt><dd>It is a callable.</dd></dl>

A name comes again, a heading of a section does not. All that stands where the names stand ends the
talk of the one before: if it is no name, the talk below is nobody's. A page may have each name
below what is said: then talk stands above the first, and none below the last.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError
from indexer.cues import Cue
from indexer.formats.doubts import Nobodys
from indexer.formats.markup.html_blocks import Block, Part, lines_of
from indexer.formats.text import could_be_name
from indexer.formats.timecodes import CLOCK, seconds

__all__ = ["Voiced", "voiced"]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STAMP = rf"[\[(]?\s?({CLOCK})(?:\s?(?:-{{1,2}}>|[-–—])\s?({CLOCK}))?\s?[\])]?"
_ALONE = re.compile(rf"{_STAMP}:?")
_LEADING = re.compile(rf"[\[(]\s?({CLOCK})(?:\s?(?:-{{1,2}}>|[-–—])\s?({CLOCK}))?\s?[\])]:?\s*")
_BEFORE = re.compile(rf"{_STAMP}\s*[-–—|:]?\s+")
_AFTER = re.compile(rf"[\s,|•·–—-]*{_STAMP}:?$")
_LONGEST = 60  # characters of a name
_FEWEST = 3  # times that stand alone

_BELOW = "a page with names below what is said, which are not clear"
_SECTIONS = frozenset(
    {"ad", "ads", "advertisement", "break", "closing", "credits", "intro", "jingle", "music"}
    | {"opening", "outro", "sponsor", "sponsors", "discussion", "overview", "background", "q&a"}
)


class _Head(NamedTuple):
    """A piece of a page in the place of a name: the name, and the times at it."""

    name: str
    start: float | None = None
    end: float | None = None


class _Piece(NamedTuple):
    """A line of a page: where it stands, its text, its role by its class, and its line."""

    kind: str
    text: str
    role: str
    line: int


class Voiced(NamedTuple):
    """The cues of a page, and its turns under words that may be a name."""

    cues: list[Cue]
    nobodys: list[Nobodys]


def voiced(blocks: Sequence[Block]) -> Voiced | None:
    """Return the cues of a page that sets names apart, or None for another page.

    Raises `TranscriptError`, without a path, for names below several pieces of talk, as those of
    the first one cannot be told.
    """
    pieces = list(_pieces(blocks))
    times = {at for at, piece in enumerate(pieces) if _is_time(piece.text)}
    places = {
        kind: [at for at, piece in enumerate(pieces) if kind in (piece.role, piece.kind)]
        for kind in ("speaker", "dt", *_HEADINGS, "bold")
    }
    if len(times) >= _FEWEST:
        # Name, time and talk each stand in an element of their own.
        places["before"] = [at - 1 for at in sorted(times) if at]
        places["after"] = [at + 1 for at in sorted(times) if at + 1 < len(pieces)]
    for kind, found in places.items():
        heads = {
            at: head
            for at in found
            if at not in times and (head := _head(pieces[at].text)) is not None
        }
        if _are_below(heads, pieces):
            if not _are_names(kind, heads, pieces, below=True):
                continue
            if any(after - at != 2 for at, after in itertools.pairwise(sorted(heads))):
                raise TranscriptError(Path(), _BELOW)
            return _cues(*_turned(pieces, heads), kind == "speaker")
        if _are_names(kind, heads, pieces):
            return _cues(pieces, frozenset(found) - times, heads, kind == "speaker")
    return _stamped(pieces, times)


def _stamped(pieces: Sequence[_Piece], times: set[int]) -> Voiced | None:
    """Return the cues of a page whose elements are times and talk by their class."""
    said = [at for at, piece in enumerate(pieces) if piece.role == "text" and at not in times]
    marked = [at for at in times if pieces[at].role == "time"]
    if len(marked) < _FEWEST or len(said) < len(marked):
        return None
    return _cues(pieces, frozenset(), {}, True)


def _pieces(blocks: Sequence[Block]) -> Iterator[_Piece]:
    for block in blocks:
        for number, parts in enumerate(lines_of(block.parts)):
            run: list[Part] = []
            # A name in an element of its own may stand before its talk in one block.
            for part in parts:
                if run and part.role != run[-1].role:
                    yield from _piece(block, run, number)
                    run = []
                run.append(part)
            yield from _piece(block, run, number)


def _piece(block: Block, parts: Sequence[Part], number: int) -> Iterator[_Piece]:
    text = " ".join("".join([part.text for part in parts]).split())
    if any(map(str.isalnum, text)):
        in_bold = all(part.is_bold or not part.text.strip(" :\xa0") for part in parts)
        kind = "bold" if in_bold and block.tag not in _HEADINGS else block.tag
        yield _Piece(kind, text, parts[0].role, block.line)


def _head(text: str) -> _Head | None:
    start = end = None
    if before := _BEFORE.match(text):
        start, end, text = before[1], before[2], text[before.end() :]
    elif after := _AFTER.search(text[-40:]):
        start, end = after[1], after[2]
        text = text[: len(text) - len(after[0])]
    name = text.strip().strip("[]()").rstrip(" :").strip()
    if not 0 < len(name) <= _LONGEST:
        return None
    return _Head(name, seconds(start) if start else None, seconds(end) if end else None)


def _are_below(heads: Collection[int], pieces: Sequence[_Piece]) -> bool:
    """Return whether names stand below the talk: some is above the first, none below the last.

    `<blockquote><p>It is.</p><cite>Ann Lee</cite></blockquote>`
    """
    places = sorted(heads)
    if len(places) < _FEWEST or not places[0]:
        return False
    kind = pieces[places[0] - 1].kind
    is_talk = kind not in _HEADINGS and any(
        pieces[at].kind == kind for at in range(places[0], places[-1]) if at not in heads
    )
    below = itertools.takewhile(lambda one: one.kind not in _HEADINGS, pieces[places[-1] + 1 :])
    return is_talk and all(piece.kind != kind for piece in below)


def _turned(
    pieces: Sequence[_Piece], heads: Mapping[int, _Head]
) -> tuple[Sequence[_Piece], frozenset[int], dict[int, _Head]]:
    """Return the pieces with each name above the talk that it stands below."""
    turned = list(pieces)
    for at in heads:
        turned[at - 1], turned[at] = pieces[at], pieces[at - 1]
    above = {at - 1: head for at, head in heads.items()}
    return turned, frozenset(above), above


def _are_names(
    kind: str, heads: dict[int, _Head], pieces: Sequence[_Piece], below: bool = False
) -> bool:
    counts = Counter(head.name for head in heads.values())
    again = sum(count for name, count in counts.items() if count > 1 and could_be_name(name))
    step = -1 if below else 1
    talk = sum(0 <= at + step < len(pieces) and at + step not in heads for at in heads)
    if len(heads) < 2 or again * 2 < len(heads) or talk * 4 < len(heads) * 3:
        return False
    return kind == "speaker" or (len(counts) < len(heads) and again > 2) or again == len(heads)


def _is_time(text: str) -> tuple[float, float | None] | None:
    found = _ALONE.fullmatch(text)
    return (seconds(found[1]), seconds(found[2]) if found[2] else None) if found else None


def _cues(
    pieces: Sequence[_Piece], places: frozenset[int], heads: dict[int, _Head], by_class: bool
) -> Voiced:
    """Return the talk below the names, which stand at `places`; those in `heads` may be names."""
    counts = Counter(head.name for head in heads.values())
    has_texts = by_class and sum(piece.role == "text" for piece in pieces) >= len(heads) // 2
    cues: list[Cue] = []
    nobodys: list[Nobodys] = []
    speaker: str | None = None
    unsure = ""
    start = end = None
    spoken = not heads
    turned = False
    last = max(heads, default=len(pieces))
    for at, piece in enumerate(pieces):
        if at > last and piece.kind in _HEADINGS:
            break  # what stands below is about the page
        if time := _is_time(piece.text):
            start, end = time
        elif at in places:
            head = heads.get(at)
            speaker = head.name if head and _is_name(head.name, counts) else None
            may_be = head is not None and speaker is None and head.name.casefold() not in _SECTIONS
            unsure = head.name if head and may_be else ""
            turned = spoken = True
            if head and head.start is not None:
                start, end = head.start, head.end
        elif piece.kind in _HEADINGS:
            speaker, turned, unsure = None, True, ""
        elif spoken and (piece.role == "text" or not has_texts):
            text = piece.text
            if stamp := _LEADING.match(text):
                start, end = seconds(stamp[1]), seconds(stamp[2]) if stamp[2] else None
                text = text[stamp.end() :]
            if text := text.lstrip(": "):
                if unsure:
                    nobodys.append(Nobodys(piece.line, unsure, start))
                    unsure = ""
                cues.append(Cue(text, start, end, speaker, turned, line=piece.line))
                start = end = None
                turned = False
    return Voiced(cues, nobodys)


def _is_name(name: str, counts: Counter[str]) -> bool:
    return counts[name] > 1 or (could_be_name(name) and name.casefold() not in _SECTIONS)
