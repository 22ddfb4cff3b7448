"""Values of a JSON, TOML, YAML or CSV file, read in bounded time and memory.

The values are dicts, lists and scalars: tags, aliases and types of YAML make no other objects.
A file that is too large, nested too deeply or built to blow up is rejected before it can do harm.
"""

import csv
import functools
import io
import json
import os
import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from index import TranscriptError
from indexer import file_access, memory

__all__ = ["find_line", "parse_yaml", "read_document", "remembered", "stamp"]

_LARGEST = {".json": 1 << 23, ".toml": 1 << 17, ".yaml": 1 << 20, ".yml": 1 << 20, ".csv": 1 << 23}
"""Bytes of a file that are read. A thousand episodes take about 400 KB; libyaml reads 1 MB in
a second, its fallback in Python in seven."""

_Function = TypeVar("_Function", bound=Callable[..., Any])

_RACY = 100_000_000  # nanoseconds

_DEEPEST = 20
_MOST_COLUMNS = 1000  # of a table: each row takes as long as the first line has names
_NO_VALUE = frozenset({"", "~", "null", "Null", "NULL"})  # YAML 1.2.2, section 10.3.2

# tomllib takes time in the square of the parts of a dotted key (a.b.c…): a minute for 32,000
# parts. Real files have a few.
_TOML_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_TOML_DOTTED = re.compile(rf"(?<![\w-])(?:{_TOML_PART}[ \t]*+\.[ \t]*+){{{_DEEPEST}}}")

_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""A loader that leaves scalars as text: `13.10`, `no` and `2015-02-30` stay as they are."""


def read_document(path: Path) -> Any:  # noqa: ANN401  # any value of JSON, YAML or TOML
    """Return the value in the file `path`, read as its ending says.

    CSV gives a list with a dict for each row, by the names in its first line. Scalars of
    YAML and CSV are text or None. Raises `TranscriptError` with the path, and the line
    where one is known, for a file that cannot be read or is rejected.
    """
    text = _text(path, _LARGEST[path.suffix.lower()])
    try:
        with memory.limited(memory.MOST_OF_FACTS):
            return _value(path, text)
    except MemoryError:
        raise TranscriptError(path, "takes too much memory to read, so not read") from None


def remembered(most: int) -> Callable[[_Function], _Function]:
    """Return a cache for `most` results of a function, and for the errors that it raises.

    A file that cannot be read would otherwise be read anew for each transcript beside it.
    """

    def decorated(function: _Function) -> _Function:
        @functools.lru_cache(maxsize=most)
        def outcome(*arguments: Any) -> tuple[Any, TranscriptError | None]:  # noqa: ANN401  # as the function has them
            try:
                return function(*arguments), None
            except TranscriptError as error:
                return None, error.with_traceback(None)

        @functools.wraps(function)
        def called(*arguments: Any) -> Any:  # noqa: ANN401  # as the function has them
            value, error = outcome(*arguments)
            if error is not None:
                raise TranscriptError(error.path, error.reason, error.line)
            return value

        return cast(_Function, called)

    return decorated


def _value(path: Path, text: str) -> Any:  # noqa: ANN401  # any value of JSON, YAML or TOML
    suffix = path.suffix.lower()
    if suffix == ".json":
        return _json(path, text)
    if suffix == ".toml":
        return _toml(path, text)
    return _csv(path, text) if suffix == ".csv" else parse_yaml(path, text)


def stamp(path: Path) -> int:
    """Return a number that changes whenever the file or folder `path` may have changed.

    The number is the time of change in nanoseconds. File systems keep time in steps of some
    milliseconds, so a file that has just been written may be written again without a new time.
    Within 0.1 s of a change every call returns another number.
    """
    modified, now = os.stat(path).st_mtime_ns, time.time_ns()
    return now if now - modified < _RACY else modified


def find_line(path: Path, *words: str) -> int | None:
    """Return the line of the last of `words` in the file `path`, each found behind the one before.

    It is for notes on a value: None if the file cannot be read or does not have the words.
    """
    try:
        text = _text(path, _LARGEST[path.suffix.lower()])
    except TranscriptError:
        return None
    at = -1
    for word in words:
        spelt = re.escape(word).replace("_", "[-_]?")
        found = re.compile(rf"(?<![\w.]){spelt}(?![\w.])", re.IGNORECASE).search(text, at + 1)
        if found is None:
            return None
        at = found.start()
    return text.count("\n", 0, at) + 1 if words else None


def parse_yaml(path: Path, text: str, line: int = 1) -> Any:  # noqa: ANN401  # any value of JSON, YAML or TOML
    """Return the value of the YAML `text`, which begins at `line` of the file `path`.

    Every scalar is text, or None where YAML has null. Aliases are rejected: nine lines of
    them can stand for a billion values. Raises `TranscriptError` with path and line.
    """
    if len(text) > _LARGEST[".yaml"]:
        raise TranscriptError(path, f"its YAML is longer than {_LARGEST['.yaml']:,} characters")
    try:
        _check_events(path, text, line)
        return _without_null(yaml.load(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = line + mark.line if mark else None
        raise TranscriptError(path, f"not valid YAML ({error.problem})", at) from None
    except (yaml.YAMLError, TypeError) as error:
        # A TypeError is a list as a key, which the loader does not always catch.
        reason = str(error).splitlines()[0] if str(error) else "it cannot be read"
        raise TranscriptError(path, f"not valid YAML ({reason})") from None


def _check_events(path: Path, text: str, line: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            at = line + _row(event)
            raise TranscriptError(path, "its YAML has an alias (*name); write the value out", at)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            at = line + _row(event)
            raise TranscriptError(path, "its YAML is nested too deeply", at)


def _row(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _without_null(value: Any) -> Any:  # noqa: ANN401  # any value of JSON, YAML or TOML
    if isinstance(value, dict):
        return {key: _without_null(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_null(inner) for inner in value]
    return None if value in _NO_VALUE else value


def _text(path: Path, largest: int) -> str:
    try:
        return file_access.read(path, largest).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TranscriptError(path, "not UTF-8; save it as UTF-8") from None


def _json(path: Path, text: str) -> Any:  # noqa: ANN401  # any value of JSON, YAML or TOML
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise TranscriptError(path, f"not valid JSON ({error.msg})", error.lineno) from None
    except (RecursionError, ValueError):
        # ValueError: a number of more digits than Python converts.
        raise TranscriptError(path, "its JSON is nested too deeply, or a number too long") from None


def _toml(path: Path, text: str) -> Any:  # noqa: ANN401  # any value of JSON, YAML or TOML
    if dotted := _TOML_DOTTED.search(text):
        at = text.count("\n", 0, dotted.start()) + 1
        raise TranscriptError(path, "a key of its TOML has too many parts", at)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        reason = str(error).partition(" (at ")[0]
        raise TranscriptError(
            path, f"not valid TOML ({reason})", int(where[1]) if where else None
        ) from None
    except (RecursionError, ValueError, OverflowError):
        raise TranscriptError(path, "its TOML is nested too deeply, or a number too long") from None


def _csv(path: Path, text: str) -> list[dict[str, str | None]]:
    head = text.partition("\n")[0]
    # Spreadsheets write a semicolon where the comma is the decimal point.
    delimiter = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        if len(rows.fieldnames or ()) > _MOST_COLUMNS:
            raise TranscriptError(path, f"more than {_MOST_COLUMNS:,} columns, so not read", 1)
        return [
            {
                name.strip().lower(): value.strip() or None
                for name, value in row.items()
                # A row longer than the first line has its rest under None, as a list.
                if isinstance(name, str) and isinstance(value, str)
            }
            for row in rows
        ]
    except csv.Error as error:
        raise TranscriptError(path, f"not valid CSV ({error})", rows.reader.line_num) from None
