"""The ways of asking an engine, each loaded only in the process that asks so."""

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.compare.corpus import Talk
from bench.compare.engines import OVERHEARD, Snapshot, load

__all__ = ["build_episodes", "open_way"]

_OPENERS = {
    (OVERHEARD, "default"): "library",
    (OVERHEARD, "page"): "library",
    ("tantivy", "default"): "fused",
}
"""The module whose `openers` open the index, for the ways that are not those of the comparison."""


def open_way(engine: str, way: str, folder: Path) -> Snapshot:
    """Return the index of an engine below `folder`, open, to be asked in that way."""
    module = _OPENERS.get((engine, way))
    if module is None:
        return load(engine).open(folder / engine)
    openers: dict[str, Callable[[Path], Snapshot]]
    openers = importlib.import_module(f"bench.stream.{module}").OPENERS
    return openers[way](folder)


def build_episodes(talks: Iterable[Talk], folder: Path) -> None:
    """Write tantivy's index of whole episodes below `folder`; raises `ImportError` without it."""
    importlib.import_module("bench.stream.fused").build_episodes(talks, folder)
