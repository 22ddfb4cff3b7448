r"""Lines of columns with a time, a name and the talk, without a header.

    00:00:05:12\tAnn Lee\tThe rope is new.        Avid, Inscribe, Temi
    00:05 | Ann Lee | The rope is new.            logs and tables made by hand
    ep 1 spk0 0.00 5.20 <o,f0,male> the rope      STM of NIST, by which recognisers are scored
    0.00 5.20 SPEAKER_00 The rope is new.

A column of names needs no other evidence. Source of STM: NIST SCTK, `stm.htm`.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.cues import Cue, Transcript
from indexer.formats import limits
from indexer.formats.format import Format
from indexer.formats.grammar.stamps import BRACKETED, RANGE, read
from indexer.formats.time_order import in_order

__all__ = ["FORMAT"]

_HEAD = 4000  # characters
_FEWEST = 2  # rows
_MOSTLY = 0.9  # of the lines are rows
_LONGEST = 60  # characters of a name
_SECONDS = r"\d{1,6}\.\d{1,6}"
_TIME = re.compile(rf"\s*(?:{BRACKETED}|{RANGE}|{_SECONDS})\s*")
_STM = re.compile(
    rf"(?:\S{{1,200}} \S{{1,20}} (\S{{1,60}}) ({_SECONDS}) ({_SECONDS})(?: <[^<>]{{0,80}}>)?"
    rf"|({_SECONDS}) ({_SECONDS}) ((?:SPEAKER|spk)\S{{0,20}}|[^\W\d_]\w{{0,20}}\d))(?: (.*))?$"
)
_UNSCORED = frozenset({"inter_segment_gap", "excluded_region", "ignore_time_segment_in_scoring"})
_SEPARATORS = ("\t", " | ", "|")
_MOST_COLUMNS = 4


class _Layout(NamedTuple):
    """The columns of a file: its separator, the places of times and name, and their number."""

    separator: str
    times: tuple[int, ...]
    name: int
    columns: int


def _recognise(text: str) -> bool:
    lines = _lines(text[:_HEAD])
    return _are_stm(lines) or _layout(lines) is not None


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    lines = _lines(text)
    cues, doubts = in_order(_stm(lines) if _are_stm(lines[:_FEWEST]) else _rows(lines))
    return Transcript(FORMAT.name, cues, doubts)


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the numbered lines of a text that are neither blank nor comments of STM."""
    numbered = enumerate(text.split("\n"), 1)
    return [(at, line) for at, line in numbered if line.strip() and not line.startswith(";;")]


def _are_stm(lines: Sequence[tuple[int, str]]) -> bool:
    others = (True for _, line in lines if _STM.match(line) is None)
    # Most files are no STM, and show it in their first lines.
    most = int((1 - _MOSTLY) * len(lines))
    count = sum(itertools.islice(others, most + 1))
    return count <= most and len(lines) - count >= _FEWEST


def _stm(lines: Sequence[tuple[int, str]]) -> Iterator[Cue]:
    for at, line in lines:
        row = _STM.match(line)
        if row is None:
            yield Cue(line.strip(), None, line=at)
            continue
        name, start, end, alone, until, speaker, said = row.groups()
        name = name or speaker
        if said and name not in _UNSCORED and said not in _UNSCORED:
            yield Cue(said, float(start or alone), float(end or until), name, line=at)


def _layout(lines: Sequence[tuple[int, str]]) -> _Layout | None:
    """Return the columns of the rows, None where the lines are no such rows."""
    for separator in _SEPARATORS:
        cells = [line.split(separator) for _, line in lines if separator in line]
        if len(cells) < _FEWEST or len(cells) < _MOSTLY * len(lines):
            continue
        count = min(_MOST_COLUMNS, *map(len, cells))
        times = tuple(
            at
            for at in range(count - 1)
            if sum(_is_time(row[at]) for row in cells) >= _MOSTLY * len(cells)
        )
        names = [at for at in range(count - 1) if at not in times]
        # A row of headings is read by the tables with a header.
        has_header = any(not _is_time(cells[0][at]) for at in times)
        if (
            times
            and not has_header
            and len(names) == 1
            and all(len(row[names[0]]) <= _LONGEST for row in cells)
        ):
            return _Layout(separator, times, names[0], count)
    return None


def _is_time(cell: str) -> bool:
    return _TIME.fullmatch(cell) is not None


def _rows(lines: Sequence[tuple[int, str]]) -> Iterator[Cue]:
    layout = _layout(lines)
    for at, line in lines:
        cells = line.split(layout.separator, layout.columns - 1) if layout else [line]
        if layout is None or len(cells) < layout.columns or not _is_time(cells[layout.times[0]]):
            # A line that goes on.
            yield Cue(line.strip(), None, line=at)
            continue
        start, end = read(cells[layout.times[0]])
        if len(layout.times) > 1 and _is_time(cells[layout.times[1]]):
            end = read(cells[layout.times[1]])[0]
        name = cells[layout.name].strip(" :*")
        if said := cells[-1].strip():
            yield Cue(said, start, end, name or None, new_turn=not name, line=at)


FORMAT = Format(
    "stamped columns", (".txt",), _recognise, _parse, "columns of a time, a name and the talk"
)
