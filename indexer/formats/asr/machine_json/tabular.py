"""Tables in JSON, turned into lists of objects: by columns, by header and rows, by ids.

    {"start": [0.0, 5.2], "text": ["Hello.", "Yes."]}                          columns
    {"start": {"0": 0.0, "1": 5.2}, "text": {"0": "Hello.", "1": "Yes."}}      columns by row
    {"columns": ["start", "text"], "rows": [[0.0, "Hello."], [5.2, "Yes."]]}   a header and rows
    {"0": {"start": 0.0, "text": "Hello."}, "1": {"start": 5.2, "text": "Yes."}}     objects by id

Source: pandas, `DataFrame.to_json` with each of its orients. Only a table that has a text and a
time is turned; any other value stays as it is.
"""

import re
from collections.abc import Sequence
from typing import Any

from indexer.formats.asr.machine_json import aliases

__all__ = ["as_rows"]

_HEADERS = frozenset({"columns", "header", "headers", "fields"})
_ROWS = frozenset({"rows", "data", "values", "records"})
_DEEPEST = 2  # objects around a table
_FEWEST = 2  # rows
_ID = re.compile(r"[A-Za-z_-]{0,20}\d{1,12}|[\da-f-]{8,40}", re.ASCII)  # `en` and `de` are no ids
_SAMPLE = 50  # rows that tell whether all are alike


def as_rows(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  # a JSON value
    """Return a JSON value with the tables of talk in it as lists of objects."""
    if not isinstance(value, dict) or not value:
        return value
    for shape in (_by_header, _by_column, _by_id):
        if (found := shape(value)) is not None:
            return found
    if depth < _DEEPEST and any(isinstance(one, dict) for one in value.values()):
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


def _is_talk(keys: Sequence[str] | dict[str, Any]) -> bool:
    """Return whether keys name a text and a time."""
    found = aliases.shape(tuple(keys))
    return bool(found.text and found.start)
