"""Locations: this module alone chooses the engine for the location of an index."""

import importlib
from pathlib import Path
from typing import Any

from index.engine import Engine, Writer
from index.errors import EngineUnavailable

__all__ = ["DEFAULT_LOCATION", "kernels_in_use", "open_index", "open_writer"]

DEFAULT_LOCATION = "overheard-index"
"""The default location of commands: a folder in the working directory."""

_ENGINES = {"": "index.embedded.answering.engine:EmbeddedIndex"}
_WRITERS = {"": "index.embedded.writing.writer:EmbeddedWriter"}
"""The engine and writer classes by the scheme of the location; a folder has none, and is a `Path`.

A class is imported when a location is first opened (Decision 0033). Writing needs Whoosh, whose
import takes 0.1 s; reading does not.
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
