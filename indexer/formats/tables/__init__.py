"""Formats of tables: rows of times, speakers and text, under a header or at a stamp.

Takes the text of a file, gives its cues: one for each row. Imports `formats` and `cues`.
`columns` and `rows` read the tables of other containers, as those of HTML pages, too.
"""

from indexer.formats.format import Format
from indexer.formats.tables import (
    decoder_tokens,
    delimited,
    field_lines,
    lrc,
    markdown_table,
    rows,
    whisper_tsv,
)
from indexer.formats.tables.columns import Columns, columns
from indexer.formats.tables.rows import Row

__all__ = ["FORMATS", "Columns", "Row", "columns", "rows"]

FORMATS: tuple[Format, ...] = (
    whisper_tsv.FORMAT,
    markdown_table.FORMAT,
    delimited.FORMAT,
    lrc.FORMAT,
    decoder_tokens.FORMAT,
    field_lines.FORMAT,
)
"""The formats in the order of asking."""
