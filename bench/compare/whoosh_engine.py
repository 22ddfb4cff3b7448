"""Stock Whoosh: its default codec, writer, parser, searcher and highlighter."""

from collections.abc import Iterable
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, index, qparser, query

from bench.compare.corpus import Talk
from bench.compare.engines import Document, Page, Ranked, Shown, best_episodes

__all__ = ["WhooshEngine"]

_MEGABYTES = 256  # of postings before the writer spills them; 128 unless told

# Stop words are kept, otherwise "to be or not to be" would match nothing.
_STEMS = analysis.StemmingAnalyzer(stoplist=None)

_SCHEMA = fields.Schema(
    text=fields.TEXT(analyzer=_STEMS, stored=True),
    speaker=fields.TEXT(analyzer=analysis.SimpleAnalyzer(), phrase=False, stored=True),
    title=fields.TEXT(analyzer=analysis.SimpleAnalyzer(), phrase=False, stored=True),
    episode=fields.ID(stored=True),
    ordinal=fields.STORED(),
    start=fields.STORED(),
)


class WhooshEngine:
    """The stock library, ranking by its BM25F."""

    language = "whoosh"
    stream = "talks.pickle"
    slow = True

    def version(self) -> str:
        """Return the installed version."""
        return metadata.version("whoosh-reloaded")

    def build(self, talks: Iterable[Talk], folder: Path) -> None:
        """Write and commit an index of `talks` into the empty `folder`."""
        writer = index.create_in(str(folder), _SCHEMA).writer(limitmb=_MEGABYTES)
        for talk in talks:
            for line in talk.lines:
                writer.add_document(
                    text=line.text,
                    speaker=line.speaker,
                    title=talk.title,
                    episode=talk.id,
                    ordinal=line.ordinal,
                    start=line.start,
                )
        writer.commit()

    def open(self, folder: Path) -> "WhooshSnapshot":
        """Return the index in `folder`, open."""
        return WhooshSnapshot(folder)


class WhooshSnapshot:
    """An opened index."""

    def __init__(self, folder: Path) -> None:
        opened = index.open_dir(str(folder))
        self._searcher = opened.searcher()
        self._parser = qparser.QueryParser("text", opened.schema)

    def search(self, q: str) -> Page:
        """Return the first page."""
        found = self._searcher.search(self._parser.parse(q), limit=10)
        return Page(len(found), [_shown(hit) for hit in found])

    def documents(self, q: str, most: int) -> set[Document]:
        """Return the documents that match, at most `most` of them."""
        found = islice(self._searcher.docs_for_query(self._parser.parse(q)), most)
        rows = map(self._searcher.stored_fields, found)
        return {(row["episode"], row["ordinal"]) for row in rows}

    def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
        """Return the best documents, best first."""
        held = None if episode is None else query.Term("episode", episode)
        found = self._searcher.search(self._parser.parse(q), limit=limit, filter=held)
        return [Ranked((hit["episode"], hit["ordinal"]), hit["start"]) for hit in found]

    def episodes(self, q: str, limit: int) -> list[str]:
        """Return the best episodes, each by its best document, because the engine cannot group."""
        return best_episodes(self.ranked, q, limit)

    def close(self) -> None:
        """Release its files."""
        self._searcher.close()


def _shown(hit: Any) -> Shown:  # noqa: ANN401  # Whoosh carries no types
    document = hit["episode"], hit["ordinal"]
    return Shown(
        document, hit["title"], hit["speaker"], hit["start"], hit["text"], hit.highlights("text")
    )
