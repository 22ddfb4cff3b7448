"""The protocol of a measured engine, and the list of engines."""

import importlib
import importlib.util
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple, Protocol

__all__ = [
    "ENGINES",
    "OVERHEARD",
    "Document",
    "Engine",
    "Page",
    "Ranked",
    "Shown",
    "Snapshot",
    "best_episodes",
    "load",
    "missing",
]

OVERHEARD = "Overheard"

ENGINES = {
    OVERHEARD: ("overheard_engine", "OverheardEngine"),
    "tantivy": ("tantivy_engine", "StemmedTantivy"),
    "tantivy unstemmed": ("tantivy_engine", "PlainTantivy"),
    "SQLite FTS5": ("fts5_engine", "Fts5Engine"),
    "stock Whoosh": ("whoosh_engine", "WhooshEngine"),
}
"""Module and class of each engine by name. A process imports only the engine that it measures."""

Document = tuple[str, int]
"""A document: the episode's id and the segment's ordinal."""


class Shown(NamedTuple):
    """The data of one of the ten hits of a page."""

    document: Document
    title: str
    speaker: str | None
    start: float | None
    text: str
    snippet: str


class Page(NamedTuple):
    """The ten best documents, best first, and the exact number of all matches."""

    total: int
    hits: list[Shown]


class Ranked(NamedTuple):
    """One hit of a ranking: the document, and the second that it would be played from."""

    document: Document
    start: float | None


class Snapshot(Protocol):
    """An index that is open for searching."""

    def search(self, q: str) -> Page:
        """Return the first page of a query in the engine's language."""
        ...

    def documents(self, q: str, most: int) -> set[Document]:
        """Return the documents that match, at most `most` of them."""
        ...

    def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
        """Return the `limit` best documents, best first, without text and snippets.

        With `episode`, an id, only its documents are ranked.
        """
        ...

    def episodes(self, q: str, limit: int) -> list[str]:
        """Return the ids of the `limit` best episodes, best first."""
        ...

    def close(self) -> None:
        """Release its files."""
        ...


class Engine(Protocol):
    """One engine as it is set up for the comparison."""

    language: str
    """The field of `queries.Asked` with its query language."""

    stream: str
    """The file of the parsed corpus from which it builds."""

    slow: bool
    """Whether to measure it less often, because it takes too long."""

    def version(self) -> str:
        """Return the installed version."""
        ...

    def build(self, talks: Iterable[Any], folder: Path) -> None:
        """Write and commit an index of `talks` into the empty `folder`."""
        ...

    def open(self, folder: Path) -> Snapshot:
        """Return the index in `folder`, open."""
        ...


_DEEPEST = 1000  # documents; the best ten episodes were always among the best 800


def best_episodes(ranked: Callable[[str, int], list[Ranked]], q: str, limit: int) -> list[str]:
    """Return the best episodes of an engine without grouping, each ranked by its best document.

    Up to 1,000 documents are fetched until there are enough episodes.
    """
    depth = 4 * limit
    while True:
        depth = min(depth, _DEEPEST)
        hits = ranked(q, depth)
        found = list(dict.fromkeys(hit.document[0] for hit in hits))
        if len(found) >= limit or len(hits) < depth or depth == _DEEPEST:
            return found[:limit]
        depth *= 4


def load(name: str) -> Engine:
    """Return the engine of that name; raises `ImportError` if it is not installed."""
    module, kind = ENGINES[name]
    engine: Engine = getattr(importlib.import_module(f"bench.compare.{module}"), kind)()
    return engine


def missing() -> dict[str, str]:
    """Return the engines that are not installed, with the reasons."""
    absent: dict[str, str] = {}
    if importlib.util.find_spec("tantivy") is None:
        why = "not installed; pip install -r bench/requirements.txt"
        absent |= {name: why for name in ENGINES if name.startswith("tantivy")}
    with closing(sqlite3.connect(":memory:")) as database:
        options = {row[0] for row in database.execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options:
        absent["SQLite FTS5"] = f"SQLite {sqlite3.sqlite_version} was built without it"
    return absent
