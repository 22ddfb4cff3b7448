"""Locations: the one place that chooses an engine for where an index is."""

import importlib
from pathlib import Path
from typing import Any

from index.engine import Engine, Writer
from index.errors import EngineUnavailable

__all__ = ["DEFAULT_LOCATION", "open_index", "open_writer"]

DEFAULT_LOCATION = "overheard-index"
"""The location that commands use where none is given: a folder beside you."""

_ENGINES = {"": "index.embedded.answering.engine:EmbeddedIndex"}
_WRITERS = {"": "index.embedded.writing.writer:EmbeddedWriter"}
"""The classes that serve a location, by its scheme; a folder has none and is given as a `Path`.

They are imported when a location is first opened: an engine never loads what writes, which takes
Whoosh, and importing that takes 0.1 s.
"""


def open_index(location: str | Path = DEFAULT_LOCATION) -> Engine:
    """Return the snapshot that was last committed at `location`.

    Raises `IndexMissing` where there is no index, `CorruptIndex`, `FormatTooOld` or
    `FormatTooNew` where it cannot be read, and `EngineUnavailable` for a location that no
    engine serves.
    """
    engine: Engine = _opened(_ENGINES, location)
    return engine


def open_writer(location: str | Path = DEFAULT_LOCATION) -> Writer:
    """Return the one writer of the index at `location`, which is made if need be.

    Raises `IndexLocked` while another writer is open, `IndexMissing` where the location
    holds something else than an index, and what `open_index` raises.
    """
    writer: Writer = _opened(_WRITERS, location)
    return writer


def _opened(classes: dict[str, str], location: str | Path) -> Any:  # noqa: ANN401  # by name
    scheme, colon, _ = str(location).partition("://")
    name = classes.get(scheme if colon else "")
    if name is None:
        raise EngineUnavailable(
            f"no engine serves {scheme}:// locations; give a folder such as {DEFAULT_LOCATION}"
        )
    module, _, kind = name.partition(":")
    return getattr(importlib.import_module(module), kind)(location if colon else Path(location))
