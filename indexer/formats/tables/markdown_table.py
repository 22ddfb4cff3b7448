"""Tables in Markdown, under a header that names their columns.

    | Time | Speaker     | Text              |
    |------|-------------|-------------------|
    | 0:02 | Ines Okafor | It is a callable. |

Source: GitHub Flavored Markdown 0.29, section 4.10. What stands around the tables is not read.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats.format import Format
from indexer.formats.tables import rows
from indexer.formats.tables.columns import Columns, columns
from indexer.formats.tables.rows import Row

__all__ = ["FORMAT"]

_RULE = re.compile(r"\s{0,3}\|?(?>(?:\s*+:?-++:?\s*+\|)+)(?:\s*+:?-++:?)?\s*+")
_CELL_END = re.compile(r"(?<!\\)\|")
_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_HEAD = 20_000


def _recognise(text: str) -> bool:
    head = text[:_HEAD]
    return "|" in head and next(_tables(head), None) is not None


def _parse(path: Path, text: str) -> Transcript:
    tables = list(_tables(text))
    if not tables:
        raise TranscriptError(path, "no table with a header of a transcript")
    first, _ = tables[0]
    alike = (row for found, body in tables if found == first for row in body)
    return rows.transcript(path, FORMAT.name, first, alike)


def _tables(text: str) -> Iterator[tuple[Columns, list[Row]]]:
    header: Columns | None = None
    body: list[Row] = []
    above = ""
    for number, line in enumerate(text.split("\n"), 1):
        if "|" not in line:
            if header:
                yield header, body
            header, body, above = None, [], ""
            continue
        if header:
            body.append(Row(_cells(line), number))
        elif above and _RULE.fullmatch(line):
            header = columns(_cells(above))
        above = line
    if header:
        yield header, body


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip()
    inside = line[line[:1] == "|" : len(line) - (line[-1:] == "|" and line[-2:] != "\\|")]
    return tuple(
        _MARKS.sub("", cell.replace("\\|", "|")).strip() for cell in _CELL_END.split(inside)
    )


FORMAT = Format(
    "Markdown table",
    (),
    _recognise,
    _parse,
    "a table with a header of text and speakers or times",
)
