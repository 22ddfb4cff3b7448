"""Tables of results: CSV (RFC 4180), TSV and Markdown (GitHub's), a line for each row.

A cell that a spreadsheet would take for a formula is made harmless, as OWASP advises against CSV
injection: it begins with an apostrophe in CSV and TSV, with a backslash in Markdown. Cells hold no
line break and no tab.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from index.model import Episode, Segment
from index.results.clock import clock
from index.results.harmless import harmless
from index.results.hit import Group, Hit

__all__ = ["TableForm", "episode_table", "hit_table"]

TableForm = Literal["csv", "tsv", "markdown"]

_Cell = str | int | float | None
_Row = tuple[_Cell, ...]

_EPISODE = ("episode", "number", "title", "date", "show")
_KIND = ("kind", "exact", "missing")
_SPOKEN = ("speaker", "speaker_source", "speaker_probability", "time", "seconds", "text", "url")

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""The first character of a formula; spreadsheets take wide ones for the usual ones."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>|&~#$]|^[=+\-@＝＋－＠]")

_BREAKS = dict.fromkeys(map(ord, "\t\r\n"), " ")


def hit_table(hits: Iterable[Hit], form: TableForm) -> Iterator[str]:
    """Yield the header of a table and a line for each hit and each segment of its context.

    `kind` is `hit`, or `before` or `after` for context. `time` and `seconds` say when the first
    match is spoken, as a clock shows it and as a number. `exact` is `true` or `false` for a hit,
    and `missing` are the words of the query that a close one lacks.
    """
    yield from _header((*_KIND, *_EPISODE, *_SPOKEN), form)
    for hit in hits:
        for row in _rows(hit):
            yield _line(row, form)


def episode_table(groups: Iterable[Group], form: TableForm) -> Iterator[str]:
    """Yield the header of a table and a line for each group: its episode and numbers of hits."""
    yield from _header((*_EPISODE, "hits", "close_hits", "missing", "url"), form)
    for group in groups:
        episode, missing = group.episode, ", ".join(group.missing)
        counts = group.total, group.total_close
        yield _line((*_facts(episode), *counts, missing, episode.link(None)), form)


def _rows(hit: Hit) -> Iterator[_Row]:
    yield from [_row("before", hit.episode, segment) for segment in hit.before]
    told = ("true" if hit.exact else "false", ", ".join(hit.missing))
    yield _row("hit", hit.episode, hit.segment, hit.time, hit.text, told)
    yield from [_row("after", hit.episode, segment) for segment in hit.after]


def _row(
    kind: str,
    episode: Episode,
    segment: Segment,
    second: float | None = None,
    text: str | None = None,
    told: _Row = (None, None),
) -> _Row:
    """Return the cells of a segment, or of a hit that begins in it."""
    at = segment.start if second is None else second
    return (
        kind,
        *told,
        *_facts(episode),
        segment.speaker,
        segment.speaker_source,
        segment.speaker_probability,
        None if at is None else clock(at),
        at,
        segment.text if text is None else text,
        episode.link(at),
    )


def _facts(episode: Episode) -> _Row:
    date = episode.date.isoformat() if episode.date else None
    return episode.id, episode.number, episode.title, date, episode.show


def _header(names: _Row, form: TableForm) -> Iterator[str]:
    yield _line(names, form)
    if form == "markdown":
        yield "|" + " --- |" * len(names)


def _line(row: _Row, form: TableForm) -> str:
    if form == "markdown":
        return f"| {' | '.join(_markdown(cell) for cell in row)} |"
    cells = [_harmless(cell) for cell in row]
    if form == "tsv":
        return "\t".join([_opened(cell) for cell in cells])
    return ",".join(_quoted(cell) for cell in cells)


def _quoted(cell: str) -> str:
    return _in_quotes(cell) if '"' in cell or "," in cell else cell


def _in_quotes(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _opened(cell: str) -> str:
    """Return a cell of TSV; a spreadsheet takes one that begins with a quote up to the next."""
    return _in_quotes(cell) if cell[:1] == '"' else cell


def _harmless(cell: _Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    shown = harmless(cell.translate(_BREAKS))
    return f"'{shown}" if _FORMULA.match(cell) else shown


def _markdown(cell: _Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    shown = harmless(cell.translate(_BREAKS)).strip()
    if shown.startswith(("https://", "http://")) and not re.search(r"[\s<>|\\]", shown):
        return f"<{shown}>"
    return _SPECIAL.sub(r"\\\g<0>", shown)
