"""Pages of HTML with a transcript in them, in any of the shapes that hosts and tools write.

    <p>Ines Okafor: It is a callable.<br>Bo Chen: Yes.</p>      lines of text, with labels or stamps
    <tr><td>0:02</td><td>Ines Okafor</td><td>It is a callable.</td></tr>    a table
    <h3>Ines Okafor</h3><p>It is a callable.</p>                names that are set apart
    <span data-m="2500">It </span><span data-m="2700">is </span>    words with times

Source of `data-m` and `data-d`: Hyperaudio Lite. A page whose talk has neither speakers nor times
is no transcript that could be told from an article.
"""

import dataclasses
import itertools
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError
from indexer.cues import Cue, Transcript, TranscriptDoubt
from indexer.formats.doubts import of_nobody
from indexer.formats.format import Format
from indexer.formats.markup.html_blocks import (
    Block,
    Part,
    Time,
    blocks,
    language,
    lines_of,
    without_comments,
)
from indexer.formats.markup.html_voices import voiced
from indexer.formats.tables import Columns, Row, columns, rows
from indexer.formats.text import FORMATS, could_be_name, turns
from indexer.formats.time_order import in_order
from indexer.formats.timecodes import CLOCK, seconds
from indexer.formats.units import MILLISECONDS, SECONDS, Span, Unit, told

__all__ = ["FORMAT"]

_HEAD = 300_000  # characters; pages have menus above the talk
_ROWS = 3
_SENTENCE = 3  # words; the cells of other tables have fewer
_TIMED = 3  # elements
_NEAR = 1.5  # seconds between the time of an element and the time that it shows
_CLOCK = re.compile(rf"[\[(]?({CLOCK})[\])]?")
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?")
_OF_MARKDOWN = re.compile(r"[\\*<]")
_OPENS_MARKDOWN = re.compile(r"(\s*)([#>|+~-])")
_CELLS = frozenset(["td", "th"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def _recognise(text: str) -> bool:
    return _read(Path(), text[:_HEAD]) is not None


def _parse(path: Path, text: str) -> Transcript:
    found = _read(path, text)
    if found is None:
        raise TranscriptError(path, "an HTML page without speakers or times of talk")
    return dataclasses.replace(found, language=language(text))


def _read(path: Path, text: str) -> Transcript | None:
    page = blocks(without_comments(text))
    try:
        return _table(path, page) or _timed(page) or _named(page) or _running(page)
    except TranscriptError:
        return None


def _named(page: Sequence[Block]) -> Transcript | None:
    # What a table holds is told by its columns alone.
    found = voiced([block for block in page if block.tag not in _CELLS])
    if not found or not found.cues:
        return None
    read = _in_order(found.cues)
    return dataclasses.replace(read, doubts=(*of_nobody(found.nobodys), *read.doubts))


def _in_order(found: Sequence[Cue], words: bool = False) -> Transcript:
    cues, doubts = in_order(found)
    return Transcript(FORMAT.name, cues, doubts, words=words)


def _table(path: Path, page: Sequence[Block]) -> Transcript | None:
    table: list[Row] = []
    latest = 0
    for block in page:
        if block.tag not in _CELLS or not block.row:
            continue
        if block.row != latest:
            table.append(Row([], block.line))
            latest = block.row
        table[-1] = Row([*table[-1].cells, block.text], table[-1].line)
    # The cells of other rows hold paragraphs.
    table = [row for row in table if any(row.cells)]
    for at, row in enumerate(table):
        if found := columns(row.cells):
            alike = [other for other in table[at + 1 :] if other.cells != row.cells]
            return rows.transcript(path, FORMAT.name, found, alike) if alike else None
    by_content = _by_content(table)
    return rows.transcript(path, FORMAT.name, by_content, table) if by_content else None


def _by_content(table: Sequence[Row]) -> Columns | None:
    """Return the columns of a table without a header: clocks, names that come again, and talk."""
    width = len(table[0].cells) if table else 0
    full = [row.cells for row in table if len(row.cells) == width]
    if width not in (2, 3) or len(full) < _ROWS or len(full) * 10 < len(table) * 9:
        return None
    found = [[cells[at] for cells in full] for at in range(width)]
    clocks = [at for at in range(width) if all(_CLOCK.fullmatch(cell) for cell in found[at])]
    talk = max(range(width), key=lambda at: statistics.mean(map(len, found[at])))
    others = [at for at in range(width) if at not in clocks and at != talk]
    speaker = others[0] if others else None
    if len(clocks) > 1 or talk in clocks or len(others) > 1:
        return None
    if speaker is not None:
        names = set(found[speaker])
        if speaker > talk or len(names) * 2 > len(full) or not all(map(could_be_name, names)):
            return None
    if statistics.mean(len(cell.split()) for cell in found[talk]) < _SENTENCE:
        return None
    if not clocks and speaker is None:
        return None
    return Columns(talk, speaker, clocks[0] if clocks else None, None, None, None, width)


def _timed(page: Sequence[Block]) -> Transcript | None:
    """Return the talk of elements that have a time in an attribute."""
    runs = list(_runs(page))
    timed = [run.parts for run in runs if run.parts[0].time and not _is_stamp(run)]
    if len(timed) < _TIMED or len(timed) * 2 < len(runs):
        return None
    unit = _unit(timed)
    if unit is None:
        return None
    cues: list[Cue] = []
    speaker: str | None = None
    turned = False
    last = max(at for at, run in enumerate(runs) if run.parts[0].time)
    for run in runs[: last + 1]:
        first = run.parts[0]
        text = run.text
        is_label = first.role == "speaker" or (run.opens and text[-1:] == ":" and len(text) < 60)
        if is_label:
            speaker, turned = text.strip("[]() :") or None, True
        elif any(map(str.isalnum, text)) and not _is_stamp(run):
            start = _second(first.time, unit.per_second) if first.time else None
            if start is None and not cues:
                continue  # the title of the page
            said_by = first.speaker or speaker
            cues.append(Cue(text, start, None, said_by, turned, line=run.line))
            turned = False
    starts = [cue.start for cue in cues if cue.start is not None]
    falls = sum(one > next_ for one, next_ in itertools.pairwise(starts))
    if len(starts) < _TIMED or falls * 10 > len(starts):
        return None
    in_words = sum(" " not in cue.text for cue in cues) > 0.9 * len(cues)
    read = _in_order(cues, in_words)
    unsure = (TranscriptDoubt(0, unit.doubt),) if unit.doubt else ()
    return dataclasses.replace(read, doubts=(*unsure, *read.doubts))


class _Run(NamedTuple):
    """Parts with one time and one role: their line, and whether they open their block."""

    parts: list[Part]
    text: str
    line: int
    opens: bool


def _runs(page: Sequence[Block]) -> Iterator[_Run]:
    for block in page:
        if block.tag in _HEADINGS:
            continue
        words = [part for part in block.parts if part.text.strip()]
        alike = itertools.groupby(words, key=lambda part: (part.time, part.role, part.speaker))
        for number, (_, parts) in enumerate(alike):
            run = list(parts)
            text = " ".join("".join([part.text for part in run]).split())
            yield _Run(run, text, block.line, number == 0)


def _is_stamp(run: _Run) -> bool:
    """Return whether a run is a clock time that shows the time of its element, and is not said."""
    time = run.parts[0].time
    clock = _CLOCK.fullmatch(run.text)
    if clock is None or time is None or run.parts[0].role == "time":
        return clock is not None
    shown = seconds(clock[1])
    # The unit of a bare number may be seconds or milliseconds.
    units = (1, MILLISECONDS.per_second)
    told = [start for unit in units if (start := _second(time, unit)) is not None]
    return not told or any(abs(start - shown) < _NEAR for start in told)


def _is_clock(text: str) -> bool:
    return _CLOCK.fullmatch(text) is not None


def _unit(timed: Sequence[Sequence[Part]]) -> Unit | None:
    """Return the unit of the times in the attributes, None for one in which nobody talks."""
    times = [run[0].time for run in timed if run[0].time]
    name = times[0].name
    if name in ("m", "data-m") or name.endswith("ms"):
        return MILLISECONDS
    if name.endswith(("seconds", "sec")):
        return SECONDS
    if not all(_NUMBER.fullmatch(time.written) for time in times):
        return SECONDS
    spans = [
        Span(float(run[0].time.written), None, sum(len(p.text.split()) for p in run))
        for run in timed
        if run[0].time
    ]
    return told(spans)


def _second(time: Time, unit: float) -> float | None:
    if _NUMBER.fullmatch(time.written):
        return round(float(time.written) / unit, 3)
    clock = _CLOCK.fullmatch(time.written)
    return seconds(clock[1]) if clock else None


def _running(page: Sequence[Block]) -> Transcript | None:
    """Return the talk of a page as running text with labels or stamps, if it has any."""
    others = [block for block in page if block.tag not in _CELLS]
    paragraphs = [block for block in others if block.tag == "p" or block.tag in _HEADINGS]
    for found in (paragraphs, others) if len(paragraphs) != len(others) else (others,):
        lines = _written(found)
        for transcript in _texts(lines):
            if _is_talk(transcript):
                return _numbered(transcript, lines)
    return None


def _is_talk(transcript: Transcript) -> bool:
    speakers = sum(cue.speaker is not None for cue in transcript.cues)
    stamps = sum(cue.start is not None for cue in transcript.cues)
    return speakers > 1 or stamps > 1 or (speakers > 0 and stamps > 0)


class _Line(NamedTuple):
    """A line of a page in Markdown, and its number in the file; of a heading the text is empty."""

    text: str
    number: int
    is_heading: bool = False


def _texts(lines: Sequence[_Line]) -> Iterator[Transcript]:
    """Yield the lines read as running text, without those below its end."""
    text = "\n".join([line.text for line in lines])

    def of_turns(text: str) -> Transcript:
        return turns.of_page(FORMAT.name, text)

    readers: list[Callable[[str], Transcript]] = [
        of_turns,
        *(partial(f.parse, Path()) for f in FORMATS if f.recognise(text)),
    ]
    for read in readers:
        found = read(text)
        if _is_talk(found):
            end = _end(found, lines)
            below = any(line.text for line in lines[end:])
            yield read("\n".join([line.text for line in lines[:end]])) if below else found


def _end(found: Transcript, lines: Sequence[_Line]) -> int:
    """Return the number of the first heading after the last label or stamp."""
    last = 0
    speaker: str | None = None
    for cue in found.cues:
        if cue.start is not None or cue.speaker != speaker:
            last, speaker = cue.line, cue.speaker
    ends = (at for at in range(last, len(lines)) if lines[at].is_heading)
    return next(ends, len(lines))


def _written(page: Sequence[Block]) -> list[_Line]:
    lines: list[_Line] = []
    for block in page:
        # Google Docs sets the times of a meeting as headings.
        if block.tag in _HEADINGS and not _is_clock(block.text.strip()):
            lines.append(_Line("", block.line, True))
            continue
        lines += [
            _Line(text, block.line) for parts in lines_of(block.parts) if (text := _line(parts))
        ]
        lines.append(_Line("", block.line))
    return lines


def _numbered(found: Transcript, lines: Sequence[_Line]) -> Transcript:
    """Return the transcript with the numbers of the lines of the page."""
    cues = [cue._replace(line=lines[cue.line - 1].number) for cue in found.cues]
    doubts = [
        dataclasses.replace(doubt, line=lines[doubt.line - 1].number if doubt.line else 0)
        for doubt in found.doubts
    ]
    return dataclasses.replace(found, format=FORMAT.name, cues=tuple(cues), doubts=tuple(doubts))


def _line(parts: Sequence[Part]) -> str:
    """Return a line in Markdown: bold type is kept, other marks are those of the talk."""
    written: list[str] = []
    bold = has_words = False
    for part in parts:
        if not has_words and _is_clock(part.text.strip()):
            # A time in an element of its own opens the line.
            written = [f"[{part.text.strip(' []()')}] "]
            continue
        text = _OF_MARKDOWN.sub(r"\\\g<0>", part.text) if part.text.strip() else part.text
        if part.is_bold != bold and text.strip():
            mark = "**"
            if bold:
                # The mark stands at the word, before the space.
                before = written[-1]
                written[-1] = before.rstrip() + mark + before[len(before.rstrip()) :]
            else:
                text = text[: len(text) - len(text.lstrip())] + mark + text.lstrip()
            bold = part.is_bold
        written.append(text)
        has_words = has_words or not text.isspace()
    line = " ".join("".join(written).split()) + ("**" if bold else "")
    return _OPENS_MARKDOWN.sub(r"\1\\\2", line, count=1) if _OPENS_MARKDOWN.match(line) else line


FORMAT = Format(
    "HTML page",
    (".html", ".htm", ".xhtml"),
    _recognise,
    _parse,
    "speakers or times in the page",
)
