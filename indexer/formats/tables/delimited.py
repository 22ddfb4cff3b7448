"""CSV and TSV: rows under a header that names their columns, with any delimiter.

    start;end;speaker;text
    2.5;6.0;Ines Okafor;"It is a callable."

Source: RFC 4180 for the quotes; the columns of whisper.cpp, MacWhisper, Premiere Pro, Riverside
and others. Only a header tells what a column is: a file without one is refused.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.tables import rows
from indexer.formats.tables.columns import Columns, columns, may_be_header
from indexer.formats.tables.rows import Row

__all__ = ["FORMAT"]

_DELIMITERS = "\t,;|"
_ABOVE = 12  # lines about the file, which may stand above the header
_HEAD = 4000  # characters
_LONGEST = 50  # lines of a cell; a longer one has a quote that is not closed


class _Header(NamedTuple):
    """The line of the header, counted from 0, its delimiter, and its columns."""

    line: int
    delimiter: str
    columns: Columns


def _recognise(text: str) -> bool:
    return _header(text) is not None


def _parse(path: Path, text: str) -> Transcript:
    header = _header(text)
    if header is None:
        raise TranscriptError(
            path, "a table without a header that names its talk and its speakers or times"
        )
    return rows.transcript(path, FORMAT.name, header.columns, _rows(path, text, header))


def _header(text: str) -> _Header | None:
    head = text[:_HEAD].lstrip("\ufeff")
    for number, line in enumerate(head.split("\n")[:_ABOVE]):
        # The header of a Markdown table is read there.
        if line.lstrip()[:1] == "|":
            return None
        if not may_be_header(line):
            continue
        for delimiter in _DELIMITERS:
            if delimiter in line:
                cells = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
                if found := columns(cells):
                    return _Header(number, delimiter, found)
    return None


def _rows(path: Path, text: str, header: _Header) -> Iterator[Row]:
    lines = io.StringIO(text, newline="\n")
    for _ in range(header.line + 1):
        lines.readline()
    reader = csv.reader(
        lines,
        delimiter=header.delimiter,
        quoting=csv.QUOTE_MINIMAL if _is_quoted(text, header) else csv.QUOTE_NONE,
        skipinitialspace=True,
    )
    line = header.line + 1
    try:
        for cells in reader:
            first, line = line + 1, header.line + 1 + reader.line_num
            if line - first > _LONGEST:
                raise TranscriptError(path, "a quote is opened here and not closed", first)
            yield Row(cells, first)
    except csv.Error as error:
        raise TranscriptError(path, f"not a table ({error}); export it again", line + 1) from None


def _is_quoted(text: str, header: _Header) -> bool:
    """Return whether quotes stand around cells; in TSV they may be quotes of the talk."""
    if header.delimiter != "\t":
        return True
    opened = [cell for cell in text.replace("\n", "\t").split("\t") if cell[:1] == '"']
    return bool(opened) and all(
        len(cell) > 1 and cell[-1] == '"' and '"' not in cell[1:-1].replace('""', "")
        for cell in opened
    )


FORMAT = Format(
    "CSV",
    (".csv", ".tsv", ".psv"),
    _recognise,
    _parse,
    "a header of text and speakers or times",
)
