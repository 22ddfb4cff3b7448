"""Cues from the rows of a table, whatever file it stands in."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError
from indexer.cues import Cue, Transcript
from indexer.formats import limits
from indexer.formats.doubts import Doubts
from indexer.formats.grammar.names import are_names
from indexer.formats.tables.cell_times import TimesError, times
from indexer.formats.tables.columns import Columns
from indexer.formats.time_order import in_order

__all__ = ["Row", "transcript"]

_TAG = re.compile(r"</?(?:b|i|u|em|strong|font|span|p|div|br)\b[^<>]{0,200}>", re.IGNORECASE)
_ENOUGH = 4  # names
_NOBODY = "this row names no speaker, as most rows do; it is nobody's"
_UNREAD = "column {} may name the speakers; the header does not call it so, and it is not read"
_SAMPLE = 200  # rows
_FIRST_LATEST = 5 * 3600.0  # seconds; a first row that is later has the time of day


class Row(NamedTuple):
    """The cells of a row, and the number of its line."""

    cells: Sequence[str]
    line: int


def transcript(path: Path, name: str, columns: Columns, rows: Iterable[Row]) -> Transcript:
    """Return the transcript in the rows below a header, read as the format `name`.

    A cell that stands alone continues the row above, and so does a row without a speaker if few
    rows have one. If most do, it is nobody's. Raises `TranscriptError` for times that
    nobody can tell.
    """
    doubts = Doubts()
    kept: list[Row] = []
    for row in rows:
        if len(kept) > limits.MOST_CUES:
            raise limits.TooLong(limits.MOST_CUES, "rows")
        if any(map(str.strip, row.cells)):
            kept.append(_fitted(row, columns, doubts))
    said = [_said(_at(row, columns.text)) for row in kept]
    full = [at for at, row in enumerate(kept) if len(row.cells) == columns.width]
    starts: list[float | None] = [None] * len(kept)
    ends: list[float | None] = [None] * len(kept)

    def column(number: int | None) -> list[str]:
        return [] if number is None else [_at(kept[at], number) for at in full]

    if columns.start is not None and full:
        try:
            found = times(
                column(columns.start),
                column(columns.end),
                [len(said[at].split()) for at in full],
                columns.per_second,
                column(columns.duration),
            )
        except TimesError as error:
            raise TranscriptError(path, f"{error}; export it again") from None
        for number, reason in found.doubts:
            doubts.add(0 if number is None else kept[full[number]].line, "{}", reason)
        for at, start, end in zip(full, found.starts, found.ends, strict=True):
            starts[at], ends[at] = start, end
        _count_from_first(starts, ends, doubts)
    cues = [
        Cue(text, start, end, _speaker(_at(row, columns.speaker)), line=row.line)
        for row, text, start, end in zip(kept, said, starts, ends, strict=True)
    ]
    names = [cue.speaker for cue in cues if cue.speaker]
    if columns.speaker is None and (other := _unread(kept, columns)) is not None:
        doubts.add(kept[0].line, _UNREAD, other + 1)
    if len(names) < len(cues) < 2 * len(names):
        for at in full:
            is_below = columns.start is not None and starts[at] is None
            if cues[at].speaker is None and cues[at].text and not is_below:
                cues[at] = cues[at]._replace(new_turn=True)
                doubts.add(cues[at].line, _NOBODY)
    if columns.start is None and len(names) >= _ENOUGH and len(set(names)) == len(names):
        raise TranscriptError(path, "a table without times, whose names never come again")
    ordered, late = in_order(cues)
    return Transcript(name, ordered, (*doubts.told(), *late))


def _unread(rows: Sequence[Row], columns: Columns) -> int | None:
    """Return the column that may hold the speakers of a table whose header names none, or None."""
    known = {columns.text, columns.start, columns.end, columns.duration}
    for at in range(columns.width):
        if at not in known:
            counts = Counter(cell for row in rows[:_SAMPLE] if (cell := _at(row, at).strip()))
            if are_names(counts, min(len(rows), _SAMPLE)):
                return at
    return None


def _fitted(row: Row, columns: Columns, doubts: Doubts) -> Row:
    """Return the row with as many cells as the header; an alone cell is text that goes on."""
    cells = list(row.cells)
    more = len(cells) - columns.width
    while more > 0 and not cells[-1].strip():
        cells.pop()
        more -= 1
    if more > 0:
        # The text holds delimiters that are not quoted.
        end = columns.text + more + 1
        cells[columns.text : end] = [", ".join(cell.strip() for cell in cells[columns.text : end])]
    elif more < 0:
        written = [cell for cell in cells if cell.strip()]
        if len(written) == 1:
            return Row(("",) * columns.text + (written[0],), row.line)
        if len(cells) <= columns.text:
            doubts.add(row.line, "this row has {} of {} cells", len(cells), columns.width)
        cells += [""] * -more
    return Row(cells, row.line)


def _count_from_first(starts: list[float | None], ends: list[float | None], doubts: Doubts) -> None:
    first = next((start for start in starts if start is not None), 0.0)
    if first < _FIRST_LATEST:
        return
    doubts.add(0, "the times are those of a day; counted from the first, {:g} s", first)
    starts[:] = [None if start is None else round(start - first, 3) for start in starts]
    ends[:] = [None if end is None else round(end - first, 3) for end in ends]


def _at(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _said(cell: str) -> str:
    if "&" in cell:
        cell = html.unescape(cell)
    if "<" in cell:
        cell = _TAG.sub(" ", cell)
    return " ".join(cell.split())


def _speaker(cell: str) -> str | None:
    name = " ".join(html.unescape(cell).split()).rstrip(" :")
    if not any(map(str.isalnum, name)):
        return None
    return f"Speaker {name}" if len(name) == 1 or name.isdecimal() else name
