"""tantivy, through tantivy-py: one writer thread, merges waited for."""

from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import tantivy

from bench.compare.corpus import Talk
from bench.compare.engines import Document, Page, Ranked, Shown, best_episodes

__all__ = ["PlainTantivy", "StemmedTantivy", "TantivySnapshot", "shown"]

_HEAP = 200_000_000  # bytes: all 106,975 segments of 447 episodes without a spill


class _Tantivy:
    language = "tantivy"
    stream = "talks.pickle"
    slow = False
    tokenizer: str

    def version(self) -> str:
        """Return the installed version."""
        return metadata.version("tantivy")

    def build(self, talks: Iterable[Talk], folder: Path) -> None:
        """Write and commit an index of `talks` into the empty `folder`."""
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", stored=True, tokenizer_name=self.tokenizer)
        schema.add_text_field("speaker", stored=True, index_option="basic")
        schema.add_text_field("title", stored=True, index_option="basic")
        schema.add_text_field("episode", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_integer_field("ordinal", stored=True)
        schema.add_float_field("start", stored=True)
        writer = tantivy.Index(schema.build(), path=str(folder)).writer(_HEAP, num_threads=1)
        for talk in talks:
            for line in talk.lines:
                writer.add_document(
                    tantivy.Document(
                        text=line.text,
                        speaker=line.speaker,
                        title=talk.title,
                        episode=talk.id,
                        ordinal=line.ordinal,
                        start=line.start,
                    )
                )
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> "TantivySnapshot":
        """Return the index in `folder`, open."""
        return TantivySnapshot(folder)


class StemmedTantivy(_Tantivy):
    """Stemmed words; phrases are stemmed too, because the field has only stems."""

    tokenizer = "en_stem"


class PlainTantivy(_Tantivy):
    """Words and phrases as spelled."""

    tokenizer = "default"


class TantivySnapshot:
    """An opened index."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))

    def search(self, q: str) -> Page:
        """Return the first page."""
        searcher = self._index.searcher()
        query = self._parse(q)
        found = searcher.search(query, 10)
        snippets = tantivy.SnippetGenerator.create(searcher, query, self._index.schema, "text")
        hits = [shown(searcher.doc(address), snippets) for _, address in found.hits]
        return Page(found.count or 0, hits)

    def documents(self, q: str, most: int) -> set[Document]:
        """Return the documents that match, at most `most` of them."""
        searcher = self._index.searcher()
        found = searcher.search(self._parse(q), most, count=False)
        rows = (searcher.doc(address) for _, address in found.hits)
        return {(row["episode"][0], row["ordinal"][0]) for row in rows}

    def ranked(self, q: str, limit: int, episode: str | None = None) -> list[Ranked]:
        """Return the best documents, best first."""
        searcher = self._index.searcher()
        query = self._parse(q)
        if episode is not None:
            held = tantivy.Query.term_query(self._index.schema, "episode", episode)
            must = tantivy.Occur.Must
            # Its constant score is the same for every document.
            query = tantivy.Query.boolean_query([(must, query), (must, held)])
        found = searcher.search(query, limit, count=False)
        rows = (searcher.doc(address) for _, address in found.hits)
        return [Ranked((row["episode"][0], row["ordinal"][0]), row["start"][0]) for row in rows]

    def episodes(self, q: str, limit: int) -> list[str]:
        """Return the best episodes, each by its best document, because the engine cannot group."""
        return best_episodes(self.ranked, q, limit)

    def close(self) -> None:
        """Release its files."""
        del self._index

    def _parse(self, q: str) -> "tantivy.Query":
        # A prefix is a regular expression, because tantivy's parser has no prefix operator.
        return self._index.parse_query(q, ["text"], conjunction_by_default=True, allow_regexes=True)


def shown(row: "tantivy.Document", snippets: "tantivy.SnippetGenerator") -> Shown:
    """Return the data of a hit from its stored document."""
    return Shown(
        (row["episode"][0], row["ordinal"][0]),
        row["title"][0],
        row["speaker"][0],
        row["start"][0],
        row["text"][0],
        snippets.snippet_from_doc(row).to_html(),
    )
