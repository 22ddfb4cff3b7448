"""Locations: this module alone chooses the engine for the location of an index."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.engine import Engine, Writer
from index.errors import EngineUnavailable
from index.results.upkeep import CheckReport, Copied, Layout

__all__ = [
    "DEFAULT_LOCATION",
    "check",
    "copy",
    "kernels_in_use",
    "layout",
    "open_index",
    "open_writer",
]

DEFAULT_LOCATION = "overheard-index"
"""The default location of commands: a folder in the working directory."""

_ENGINES = {"": "index.embedded.answering.engine:EmbeddedIndex"}
_WRITERS = {"": "index.embedded.writing.writer:EmbeddedWriter"}
_COPIERS = {"": "index.embedded.writing.copying:copy"}
_CHECKERS = {"": "index.embedded.checking:check"}
_LAYOUTS = {"": "index.embedded.checking:layout"}
"""The engine and writer classes, and the functions of upkeep, by the scheme of the location.

A folder has no scheme, and is a `Path`. They are imported when a location is first opened (Decision
0033). Writing needs Whoosh, whose import takes 0.1 s; reading does not.
"""


def open_index(location: str | Path = DEFAULT_LOCATION) -> Engine:
    """Return an engine for the last commit at `location`.

    Raises `IndexMissing` if there is no index, `CorruptIndex`, `FormatTooOld` or `FormatTooNew` if
    it cannot be read, and `EngineUnavailable` if no engine serves the location.
    """
    engine: Engine = _opened(_ENGINES, location)
    return engine


def open_writer(location: str | Path = DEFAULT_LOCATION, *, wait: float = 0) -> Writer:
    """Return the only writer of the index at `location`; a missing index is created.

    While another writer is open, it is waited for, for `wait` seconds at most. Raises `IndexLocked`
    if it is open for longer, `IndexMissing` if the location holds something other than an index,
    and the other errors of `open_index`.
    """
    writer: Writer = _opened(_WRITERS, location, **({"wait": wait} if wait else {}))
    return writer


def copy(
    location: str | Path,
    to: str | Path,
    on_progress: Callable[[int, int], None] | None = None,
) -> Copied:
    """Copy the newest commit of the index at `location` to `to`, while others may write to it.

    `to` is a folder that is not there yet, or an empty one; the copy is on disk when this returns.
    `on_progress` gets the bytes copied so far and their total. Raises the errors of `open_index`,
    `IndexMissing` if `to` holds something, and `EngineUnavailable` if it cannot be written.
    """
    copied: Copied = _opened(_COPIERS, location, to=Path(to), on_progress=on_progress)
    return copied


def check(
    location: str | Path,
    full: bool = False,
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> CheckReport:
    """Return what is wrong with the index at `location`, and how to mend it.

    Checksums and structure are checked; if `full`, the talk is read again too, and the index has to
    be what it makes, which takes as long as indexing without reading transcripts. `on_progress`
    gets the work done and its total. Damage is in the report and never raised; raises
    `IndexMissing`, `FormatTooOld`, `FormatTooNew` and `EngineUnavailable`.
    """
    report: CheckReport = _opened(_CHECKERS, location, full=full, on_progress=on_progress)
    return report


def layout(location: str | Path) -> Layout:
    """Return what lies on disk at `location`: commits, index segments, bytes of each part.

    Raises the errors of `open_index`.
    """
    found: Layout = _opened(_LAYOUTS, location)
    return found


def kernels_in_use() -> str:
    """Return what evaluates queries of folders: `compiled` kernels, or the slower `numpy`."""
    kernels: str = importlib.import_module("index.embedded.kernels").IMPLEMENTATION
    return kernels


def _opened(classes: dict[str, str], location: str | Path, **options: Any) -> Any:  # noqa: ANN401  # by name
    scheme, colon, _ = str(location).partition("://")
    name = classes.get(scheme if colon else "")
    if name is None:
        raise EngineUnavailable(
            f"no engine serves {scheme}:// locations; give a folder such as {DEFAULT_LOCATION}"
        )
    module, _, kind = name.partition(":")
    opener = getattr(importlib.import_module(module), kind)
    return opener(location if colon else Path(location), **options)
