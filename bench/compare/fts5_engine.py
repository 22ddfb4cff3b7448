"""SQLite FTS5 of Python's own sqlite3: one table, English stems, no prefix index."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.compare.corpus import Talk
from bench.compare.engines import Document, Page, Ranked, Shown, best_episodes

__all__ = ["Fts5Engine"]

_TABLE = """
CREATE VIRTUAL TABLE lines USING fts5(
    text, speaker, title, episode UNINDEXED, ordinal UNINDEXED, start UNINDEXED,
    tokenize = 'porter unicode61'
)
"""
_INSERT = "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)"
# FTS5 sorts by rank first and cuts snippets only for the rows that the limit leaves.
_PAGE = """
SELECT episode, ordinal, title, speaker, start, text,
       snippet(lines, 0, '<mark>', '</mark>', '…', 40)
FROM lines WHERE lines MATCH ? ORDER BY rank LIMIT 10
"""
_RANKED = """
SELECT episode, ordinal, start FROM lines WHERE lines MATCH ? ORDER BY rank LIMIT ?
"""
_RANKED_WITHIN = """
SELECT episode, ordinal, start FROM lines WHERE lines MATCH ? AND episode = ?
ORDER BY rank LIMIT ?
"""
_TOTAL = "SELECT count(*) FROM lines WHERE lines MATCH ?"
_DOCUMENTS = "SELECT episode, ordinal FROM lines WHERE lines MATCH ? LIMIT ?"


class Fts5Engine:
    """FTS5: a database file with one FTS5 table that stores its content, ranked by bm25."""

    language = "fts5"
    stream = "talks.pickle"
    slow = False

    def version(self) -> str:
        """Return the installed version."""
        return sqlite3.sqlite_version

    def build(self, talks: Iterable[Talk], folder: Path) -> None:
        """Write and commit an index of `talks` into the empty `folder`."""
        database = sqlite3.connect(folder / "lines.sqlite")
        database.execute(_TABLE)
        with database:
            database.executemany(_INSERT, _rows(talks))
        database.close()

    def open(self, folder: Path) -> "Fts5Snapshot":
        """Return the index in `folder`, open."""
        return Fts5Snapshot(folder)


class Fts5Snapshot:
    """An opened database."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(f"{(folder / 'lines.sqlite').as_uri()}?mode=ro", uri=True)

    def search(self, q: str) -> Page:
        """Return the first page; the total needs a second query."""
        hits = [Shown((row[0], row[1]), *row[2:]) for row in self._database.execute(_PAGE, (q,))]
        return Page(self._database.execute(_TOTAL, (q,)).fetchone()[0], hits)

    def documents(self, q: str, most: int) -> set[Document]:
        """Return the documents that match, at most `most` of them."""
        return set(self._database.execute(_DOCUMENTS, (q, most)))

    def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
        """Return the best documents, best first."""
        if episode is None:
            rows = self._database.execute(_RANKED, (q, limit))
        else:
            rows = self._database.execute(_RANKED_WITHIN, (q, episode, limit))
        return [Ranked((row[0], row[1]), row[2]) for row in rows]

    def episodes(self, q: str, limit: int) -> list[str]:
        """Return the best episodes, each by its best document, because the engine cannot group."""
        return best_episodes(self.ranked, q, limit)

    def close(self) -> None:
        """Release its files."""
        self._database.close()


def _rows(talks: Iterable[Talk]) -> Iterator[tuple[str | float, ...]]:
    for talk in talks:
        for line in talk.lines:
            yield line.text, line.speaker, talk.title, talk.id, line.ordinal, line.start
