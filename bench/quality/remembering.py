"""A snapshot that asks its engine each query once, however many tasks need its hits.

A task wants ten hits of a query, another their episodes; a slow engine takes as long for each.
"""

from bench.compare.engines import Document, Page, Ranked, Snapshot, best_episodes

__all__ = ["Remembering"]

_DEPTH = 160
"""The hits that are asked for at first; mostly they have the ten best episodes."""


class Remembering:
    """The snapshot of an engine that does not group, with its rankings remembered."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._ranked: dict[tuple[str, str | None], tuple[int, list[Ranked]]] = {}

    def search(self, q: str) -> Page:
        """Return the first page."""
        return self._snapshot.search(q)

    def documents(self, q: str, most: int) -> set[Document]:
        """Return the documents that match, at most `most` of them."""
        return self._snapshot.documents(q, most)

    def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
        """Return the best documents, best first, of one episode if it is given."""
        depth, hits = self._ranked.get((q, episode), (0, []))
        if depth < limit and len(hits) == depth:
            depth = max(limit, _DEPTH)
            hits = self._snapshot.ranked(q, depth, episode)
            self._ranked[q, episode] = depth, hits
        return hits[:limit]

    def episodes(self, q: str, limit: int) -> list[str]:
        """Return the best episodes, each by its best document."""
        return best_episodes(self.ranked, q, limit)

    def close(self) -> None:
        """Release the engine's files."""
        self._snapshot.close()
