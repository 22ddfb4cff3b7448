"""Tables in JSON, turned into lists of objects: by columns, by header and rows, by ids.

    {"start": [0.0, 5.2], "text": ["Hello.", "Yes."]}                          columns
    {"start": {"0": 0.0, "1": 5.2}, "text": {"0": "Hello.", "1": "Yes."}}      columns by row
    {"columns": ["start", "text"], "rows": [[0.0, "Hello."], [5.2, "Yes."]]}   a header and rows
    {"0": {"start": 0.0, "text": "Hello."}, "1": {"start": 5.2, "text": "Yes."}}     objects by id

Source: pandas, `DataFrame.to_json` with each of its orients. Only a table that has a text and a
time is turned; any other value stays as it is. Rows without a header are turned where nothing in
them can be taken for something else: rising times, names that come again, and talk.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from indexer.formats.asr.machine_json import aliases, times
from indexer.formats.grammar import Likeness, likeness
from indexer.formats.grammar.names import is_handle

__all__ = ["as_rows"]

_HEADERS = frozenset({"columns", "header", "headers", "fields"})
_ROWS = frozenset({"rows", "data", "values", "records"})
_DEEPEST = 2  # objects around a table
_FEWEST = 2  # rows
_FEWEST_PLACED = 4  # rows without a header
_WIDEST = 5  # of them
_WORDS = 3  # of a cell of talk, on the mean
_ID = re.compile(r"[A-Za-z_-]{0,20}\d{1,12}|[\da-f-]{8,40}", re.ASCII)  # `en` and `de` are no ids
_SAMPLE = 50  # rows that tell whether all are alike


def as_rows(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  # a JSON value
    """Return a JSON value with the tables of talk in it as lists of objects."""
    if isinstance(value, list) and (placed := _by_place(value)) is not None:
        return placed
    if not isinstance(value, dict) or not value:
        return value
    for shape in (_by_header, _by_column, _by_id):
        if (found := shape(value)) is not None:
            return found
    if depth < _DEEPEST and any(isinstance(one, dict | list) for one in value.values()):
        return {
            key: one if aliases.is_no_talk(key) else as_rows(one, depth + 1)
            for key, one in value.items()
        }
    return value


def _by_header(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    known = {aliases.plain(key): one for key, one in value.items()}
    header = next((known[key] for key in known if key in _HEADERS), None)
    rows = next((known[key] for key in known if key in _ROWS), None)
    if not isinstance(header, list) or not isinstance(rows, list) or len(rows) < _FEWEST:
        return None
    given = [one.get("name") if isinstance(one, dict) else one for one in header]
    names = [name for name in given if isinstance(name, str)]
    if len(names) < len(given) or not _is_talk(names):
        return None
    if not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return None
    return [dict(zip(names, row, strict=True)) for row in rows]


def _by_column(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    if not _is_talk(tuple(value)):
        return None
    columns = {
        key: list(one.values()) if isinstance(one, dict) else one
        for key, one in value.items()
        if isinstance(one, list | dict)
    }
    keys = aliases.shape(tuple(columns))
    if not keys.text or not keys.start:
        return None
    text, start = columns[keys.text[0]], columns[keys.start[0].key]
    if len(text) < _FEWEST or len(start) != len(text):
        return None
    if not all(isinstance(one, str) for one in text[:_SAMPLE]):
        return None
    if any(isinstance(one, dict | list) for one in start[:_SAMPLE]):
        return None
    alike = {key: column for key, column in columns.items() if len(column) == len(text)}
    return [dict(zip(alike, row, strict=True)) for row in zip(*alike.values(), strict=True)]


def _by_id(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    rows = list(value.values())
    if len(rows) < _FEWEST or not all(map(_ID.fullmatch, value)):
        return None
    if not all(isinstance(row, dict) and _is_talk(row) for row in rows):
        return None
    if all(map(str.isdecimal, value)):
        return [row for _, row in sorted(value.items(), key=lambda one: int(one[0]))]
    return rows


def _by_place(rows: list[Any]) -> list[dict[str, Any]] | None:
    """Return rows without a header as objects, by what is in their columns."""
    if len(rows) < _FEWEST_PLACED or not all(isinstance(row, list) for row in rows):
        return None
    if len({len(row) for row in rows}) != 1 or not 3 <= len(rows[0]) <= _WIDEST:
        return None
    columns = [list(column) for column in zip(*rows, strict=True)]
    stamps = {at: read for at, one in enumerate(columns) if (read := _times(one)) is not None}
    said = [at for at, one in enumerate(columns) if all(isinstance(cell, str) for cell in one)]
    said = [at for at in said if at not in stamps]
    if len(said) + len(stamps) != len(columns) or len(said) != 2:
        return None
    counted = [at for at, one in stamps.items() if one in _counts(len(rows))]
    if len(stamps) > 1 and counted and columns[counted[0]][1] == columns[counted[0]][0] + 1:
        del stamps[counted[0]]  # The numbers of the rows.
    names, talk = sorted(said, key=lambda at: sum(len(cell) for cell in columns[at]))
    if not 1 <= len(stamps) <= 2 or not _are_names(columns[names]):
        return None
    if sum(cell.count(" ") + 1 for cell in columns[talk]) < _WORDS * len(rows):
        return None
    start, *end = sorted(stamps)
    keys = {start: "start", names: "speaker", talk: "text"}
    if end:
        if any(one > after for one, after in zip(stamps[start], stamps[end[0]], strict=True)):
            return None
        keys[end[0]] = "end"
    return [{key: row[at] for at, key in keys.items()} for row in rows]


def _times(column: list[Any]) -> list[float] | None:
    """Return the times of a column that holds nothing else and never falls."""
    stamps = [times.read(cell) for cell in column if isinstance(cell, int | float | str)]
    values = [stamp.value for stamp in stamps if stamp.per_second >= 0]
    is_all = len(values) == len(column) and len({stamp.per_second for stamp in stamps}) == 1
    return values if is_all and values == sorted(values) and values[0] < values[-1] else None


def _counts(size: int) -> tuple[list[float], ...]:
    return tuple([float(at) for at in range(since, since + size)] for since in (0, 1))


def _are_names(cells: Sequence[str]) -> bool:
    counts = Counter(cells)
    is_few = len(counts) * 2 <= len(cells)
    return is_few and all(likeness(name) is Likeness.NAME or is_handle(name) for name in counts)


def _is_talk(keys: Sequence[str] | dict[str, Any]) -> bool:
    """Return whether keys name a text and a time."""
    found = aliases.shape(tuple(keys))
    return bool(found.text and found.start)
