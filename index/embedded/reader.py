"""One snapshot of an embedded index, searched."""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from whoosh import query as whoosh_query

from index import analysis, matching, snippet
from index.embedded import postings, records, store
from index.embedded.executor import evaluate
from index.model import Episode, Segment
from index.query import Phrase, Query, leaves, query_of
from index.request import SearchRequest
from index.results import Hit, Match, SearchResults, Stats

__all__ = ["EmbeddedIndex"]


class EmbeddedIndex:
    """A Whoosh searcher and the lock under which threads share it.

    Whoosh's readers seek in shared files, so two threads must not read at once; the
    interpreter's own lock would not let them gain by it anyway.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._searcher, self._generation, self._version = store.open_snapshot(folder)
        self._lock = threading.RLock()
        self._spoken: frozenset[str] | None = None
        self._closed = False

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits that `request` asks for."""
        began = time.perf_counter()
        tree = query_of(request)
        with self._lock:
            total, page = self._rank(tree, request)
            hits = tuple(self._hit(tree, document, score) for score, document in page)
        took_ms = round((time.perf_counter() - began) * 1000, 3)
        return SearchResults(request, hits, total, took_ms)

    def episodes(self) -> list[Episode]:
        """Return every episode, by show, number and id."""
        episodes = [record.episode for record in self._records()]
        return sorted(episodes, key=lambda e: (e.show or "", _natural(e.number), e.id))

    def segments(self, episode_id: str) -> list[Segment]:
        """Return the segments of an episode in order."""
        with self._lock:
            found = self._searcher.docs_for_query(whoosh_query.Term("episode", episode_id))
            return [self._segment(document).segment for document in sorted(found)]

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Yield each term that begins with `prefix` and how often it is spoken."""
        with self._lock:
            found = list(
                postings.vocabulary(self._searcher.reader(), "text", analysis.fold(prefix))
            )
        yield from found

    def stats(self) -> Stats:
        """Return how much the snapshot holds."""
        found = self._records()
        with self._lock:
            terms = sum(1 for _ in postings.vocabulary(self._searcher.reader(), "text", ""))
        return Stats(
            episodes=len(found),
            segments=sum(record.segments for record in found),
            words=sum(record.words for record in found),
            terms=terms,
            bytes=store.size(self._folder),
            generation=self._generation,
        )

    @property
    def generation(self) -> int:
        """The commit this snapshot was opened at."""
        return self._generation

    @property
    def version(self) -> str:
        """A name for the commit that no other has."""
        return self._version

    def is_current(self) -> bool:
        """Return whether nothing has been committed since this snapshot was opened."""
        return store.version(self._folder) == self._version

    def close(self) -> None:
        """Release the snapshot's files."""
        with self._lock:
            if not self._closed:
                self._searcher.close()
                self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _rank(self, tree: Query, request: SearchRequest) -> tuple[int, list[tuple[float, int]]]:
        """Return how many segments match, and (score, document) of the page asked for."""
        documents, scores = evaluate(self._searcher.reader(), tree, self._languages())
        if request.sort == "date":
            day = self._searcher.reader().column_reader("day")
            first = np.array([-day[document] for document in documents.tolist()])
        else:
            first = -scores
        ranked = np.lexsort((documents, first))[request.offset : request.offset + request.limit]
        page = zip(scores[ranked].tolist(), documents[ranked].tolist(), strict=True)
        return len(documents), list(page)

    def _hit(self, tree: Query, document: int, score: float) -> Hit:
        episode_id, segment = self._segment(document)
        episode = self._episode(episode_id)
        following = self._following(tree, document, episode_id)
        language = episode.language or analysis.DEFAULT_LANGUAGE
        ranges = matching.find(tree, segment.text, following, language)
        return Hit(
            id=f"{episode_id}:{segment.ordinal}",
            episode=episode,
            start=segment.start,
            end=segment.end,
            text=segment.text,
            snippet=snippet.cut(segment.text, ranges),
            matches=tuple(Match(segment.time_at(r.offset), r.offset, r.length) for r in ranges),
            score=round(float(score), 6),
            speaker=segment.speaker,
            speaker_source=segment.speaker_source,
            speaker_probability=segment.speaker_probability,
        )

    def _following(self, tree: Query, document: int, episode_id: str) -> list[str]:
        """Return the terms after a segment that a phrase beginning in it can reach."""
        longest = max((len(x.terms) for x in leaves(tree) if isinstance(x, Phrase)), default=1)
        terms: list[str] = []
        while len(terms) < longest - 1:
            document += 1
            if document >= self._searcher.doc_count_all():
                break
            stored = self._searcher.stored_fields(document)["stored"]
            if not self._searcher.reader().column_reader("ordinal")[document]:
                break
            terms += analysis.terms(records.read_segment(stored).segment.text)
        return terms[: longest - 1]

    def _segment(self, document: int) -> records.SegmentRecord:
        return records.read_segment(self._searcher.stored_fields(document)["stored"])

    def _episode(self, episode_id: str) -> Episode:
        document = self._searcher.document_number(record=episode_id)
        return records.read_episode(self._searcher.stored_fields(document)["stored"]).episode

    def _languages(self) -> frozenset[str]:
        if self._spoken is None:
            spoken = {record.episode.language for record in self._records()}
            self._spoken = frozenset(code or analysis.DEFAULT_LANGUAGE for code in spoken)
        return self._spoken

    def _records(self) -> list[records.EpisodeRecord]:
        with self._lock:
            found = self._searcher.docs_for_query(whoosh_query.Every("record"))
            return [
                records.read_episode(self._searcher.stored_fields(document)["stored"])
                for document in found
            ]


def _natural(number: str | None) -> tuple[float, str]:
    digits = re.match(r"\d+(?:\.\d+)?", number or "")
    return (float(digits[0]) if digits else float("inf"), number or "")
