"""tantivy doing what Overheard does by default: close hits, and episodes that lift their places."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import tantivy

from bench.compare.corpus import Talk
from bench.compare.engines import Page
from bench.compare.tantivy_engine import TantivySnapshot, shown

__all__ = ["OPENERS", "build_episodes"]

_WHOLE = "tantivy of whole episodes"
"""The folder of the index whose documents are episodes, beside that of segments."""

_HEAP = 300_000_000  # bytes: 447 episodes without a spill

_PAGE = 10
_EPISODES = 50  # the best episodes whose places are lifted
_WEIGHT = 0.4  # of an episode's score beside that of a place


def build_episodes(talks: Iterable[Talk], folder: Path) -> None:
    """Write and commit an index of whole episodes below `folder`."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=False, tokenizer_name="en_stem")
    schema.add_text_field("episode", stored=True, tokenizer_name="raw", index_option="basic")
    place = folder / _WHOLE
    place.mkdir(parents=True)
    writer = tantivy.Index(schema.build(), path=str(place)).writer(_HEAP, num_threads=1)
    for talk in talks:
        text = " ".join(line.text for line in talk.lines)
        writer.add_document(tantivy.Document(text=text, episode=talk.id))
    writer.commit()
    writer.wait_merging_threads()


class FusedTantivy(TantivySnapshot):
    """The index of segments and that of episodes, both open."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "tantivy")
        self._episodes = tantivy.Index.open(str(folder / _WHOLE))

    def search(self, q: str) -> Page:
        """Return the first page, and the exact total of those that hold all words.

        Where fewer than ten do, ten that hold any word follow; a phrase stays a phrase. To each is
        added a part of its episode's score, if that is among the fifty best for any word.
        """
        searcher = self._index.searcher()
        query = self._index.parse_query(q, ["text"], conjunction_by_default=True)
        found = searcher.search(query, _PAGE)
        hits = list(found.hits)
        if len(hits) < _PAGE and not q.startswith('"'):
            query = self._index.parse_query(q, ["text"])
            exact = {(address.segment_ord, address.doc) for _, address in hits}
            close = searcher.search(query, _PAGE).hits
            hits += [hit for hit in close if (hit[1].segment_ord, hit[1].doc) not in exact]
        lifts = self._lifts(q)
        stored = [(score, searcher.doc(address)) for score, address in hits]
        stored.sort(key=lambda hit: -(hit[0] + _WEIGHT * lifts.get(hit[1]["episode"][0], 0.0)))
        snippets = tantivy.SnippetGenerator.create(searcher, query, self._index.schema, "text")
        return Page(found.count or 0, [shown(row, snippets) for _, row in stored[:_PAGE]])

    def close(self) -> None:
        """Release the files of both."""
        del self._episodes
        super().close()

    def _lifts(self, q: str) -> dict[str, float]:
        """Return the scores of the best episodes for any word of a query, by their ids."""
        searcher = self._episodes.searcher()
        query = self._episodes.parse_query(q, ["text"])
        found = searcher.search(query, _EPISODES, count=False)
        return {searcher.doc(address)["episode"][0]: score for score, address in found.hits}


OPENERS: Mapping[str, Callable[[Path], FusedTantivy]] = {"default": FusedTantivy}
"""By way: opens the indexes below a folder."""
