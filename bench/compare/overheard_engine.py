"""Overheard, through its public names only."""

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import index
from bench.compare.engines import Document, Page, Ranked, Shown
from index import Episode, Hit, SearchRequest, Segment

__all__ = ["OverheardEngine", "OverheardSnapshot", "Spoken"]

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


class Spoken(NamedTuple):
    """One episode as Overheard's writer takes it, under the id it is to have.

    `description` is what is told about the episode, empty if nothing is; no engine gets it.
    """

    id: str
    episode: Episode
    segments: Sequence[Segment]
    description: str = ""


class OverheardEngine:
    """The embedded engine, as `overheard index` and `overheard search` use it."""

    language = "overheard"
    stream = "segments.pickle"
    slow = False

    def version(self) -> str:
        """Return the version of this source, installed or not."""
        project: dict[str, str] = tomllib.loads(_PROJECT.read_text())["project"]
        return project["version"]

    def build(self, talks: Iterable[Spoken], folder: Path) -> None:
        """Write and commit an index of `talks` into the empty `folder`."""
        with index.open_writer(folder) as writer:
            for one in talks:
                writer.add(dataclasses.replace(one.episode, id=one.id), one.segments)

    def open(self, folder: Path) -> "OverheardSnapshot":
        """Return the index in `folder`, open."""
        return OverheardSnapshot(folder)


_EXACT = MappingProxyType({"limit": 10, "relax": False})
"""The request of the comparison: what meets the whole query, as the peers find it."""


class OverheardSnapshot:
    """An opened index, whose first page is that of a request with `options`."""

    def __init__(self, folder: Path, options: Mapping[str, Any] = _EXACT) -> None:
        self._engine = index.open_index(folder)
        self._options = dict(options)

    def search(self, q: str) -> Page:
        """Return the first page."""
        found = self._engine.search(SearchRequest(q=q, **self._options))
        return Page(found.total, [_shown(hit) for hit in found.hits])

    def documents(self, q: str, most: int) -> set[Document]:
        """Return the documents that match exactly, at most `most` of them."""
        documents: set[Document] = set()
        while len(documents) < most:
            limit = min(index.MAX_LIMIT, most - len(documents))
            request = SearchRequest(q=q, limit=limit, offset=len(documents), relax=False)
            found = self._engine.search(request)
            documents |= {_document(hit) for hit in found.hits}
            if found.next is None:
                break
        return documents

    def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
        """Return the best segments, best first, each with the second of its first match."""
        found = self._engine.search(SearchRequest(q=q, limit=limit, episode=episode))
        return [Ranked(_document(hit), hit.time) for hit in found.hits]

    def episodes(self, q: str, limit: int) -> list[str]:
        """Return the best episodes."""
        request = SearchRequest(q=q, limit=limit, group_by="episode", group_limit=1)
        return [group.episode.id for group in self._engine.search(request).groups]

    def close(self) -> None:
        """Release its files."""
        self._engine.close()


def _document(hit: Hit) -> Document:
    return hit.episode.id, hit.segment.ordinal


def _shown(hit: Hit) -> Shown:
    episode, segment = hit.episode, hit.segment
    return Shown(
        (episode.id, segment.ordinal),
        episode.title,
        segment.speaker,
        segment.start,
        hit.text,
        hit.snippet.to_html(),
    )
