"""One snapshot of an embedded index, searched."""

import contextlib
import functools
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from index import analysis, snippet
from index.embedded import alike, demotion, facets, relaxing, store, vocabulary
from index.embedded.alike import Kinds
from index.embedded.expansion import expand
from index.embedded.leaf import Leaf
from index.embedded.ranking import Scores
from index.embedded.relaxing import Layer
from index.embedded.snapshot import Found, Snapshot, encoded
from index.errors import EngineUnavailable
from index.matching import Marker, Range, terms_one_by_one
from index.model import Episode, Segment
from index.query import query_of
from index.relaxed import Relaxed
from index.request import FacetName, SearchRequest
from index.results import Facet, Hit, SearchResults, Stats
from index.tree import Query

__all__ = ["EmbeddedIndex"]


class EmbeddedIndex:
    """A snapshot; threads share it without waiting for each other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._snapshot, self._version = store.open_snapshot(folder)
        self._closed = False

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits that `request` asks for."""
        began = time.perf_counter()
        with self._reading():
            tree = query_of(request)
            layers = relaxing.layers(self._snapshot, tree)
            page, hidden = self._page(layers, request)
            hits = self._hits(expand(self._snapshot, tree), page)
            counted = self._counted(layers, request.facets)
        took_ms = round((time.perf_counter() - began) * 1000, 3)
        total = sum(len(layer.found) for layer in layers)
        relaxed = tuple(
            [
                Relaxed(step.name, step.window, step.without, len(more))
                for step, more in layers
                if step
            ]
        )
        return SearchResults(request, hits, total, took_ms, counted, relaxed, hidden)

    def episodes(self) -> list[Episode]:
        """Return every episode, by show, number and id."""
        with self._reading():
            found = [leaf.episode(number) for leaf in self._leaves for number in leaf.ids.values()]
        return sorted(found, key=lambda e: (e.show or "", _natural(e.number), e.id))

    def segments(self, episode_id: str) -> list[Segment]:
        """Return the segments of an episode in order."""
        with self._reading():
            for leaf in self._leaves:
                number = leaf.ids.get(episode_id)
                if number is not None:
                    first, end = leaf.firsts[number : number + 2].tolist()
                    return [leaf.segment(document) for document in range(first, end)]
        return []

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Yield each term that begins with `prefix` and how often it is spoken."""
        with self._reading():
            counts: dict[bytes, int] = {}
            for leaf in self._leaves:
                first, end = leaf.terms.beginning(encoded(analysis.fold(prefix)))
                for number, count in zip(
                    range(first, end), leaf.spoken(first, end).tolist(), strict=True
                ):
                    if count:
                        term = leaf.terms[number]
                        counts[term] = counts.get(term, 0) + count
        for term in sorted(counts):
            yield term.decode(), counts[term]

    def stats(self) -> Stats:
        """Return how much the snapshot holds."""
        with self._reading():
            living = [
                leaf.lengths if leaf.alive is None else leaf.lengths[leaf.alive]
                for leaf in self._leaves
            ]
            return Stats(
                episodes=sum(len(leaf.ids) for leaf in self._leaves),
                segments=sum(map(len, living)),
                words=sum(int(lengths.sum()) for lengths in living),
                terms=sum(1 for _ in self.terms()),
                bytes=store.size(self._folder),
                generation=int(self._version.partition("-")[0]),
            )

    @property
    def version(self) -> str:
        """A name for the commit that no other has."""
        return self._version

    def is_current(self) -> bool:
        """Return whether nothing has been committed since this snapshot was opened."""
        return store.version(self._folder) == self._version

    def close(self) -> None:
        """Release the snapshot's files."""
        if not self._closed:
            self._closed = True
            self._snapshot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close()

    @property
    def _leaves(self) -> tuple[Leaf, ...]:
        return self._snapshot.leaves

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Say what is wrong with what was read.

        Where another thread closed the snapshot meanwhile, that and nothing else, for arrays
        of a file that was let go of are empty.
        """
        try:
            self._require_open()
            with store.reporting_damage(self._folder, missing=True):
                yield
        except Exception:
            self._require_open()
            raise
        self._require_open()

    def _require_open(self) -> None:
        if self._closed:
            raise EngineUnavailable(f"the index at {self._folder} was closed; open it again")

    def _counted(
        self, layers: Sequence[Layer], names: Sequence[FacetName]
    ) -> dict[FacetName, tuple[Facet, ...]]:
        if not names:
            return {}
        documents = np.sort(np.concatenate([layer.found.documents for layer in layers]))
        return {name: facets.count(self._snapshot, documents, name) for name in names}

    @functools.cached_property
    def _kinds(self) -> Kinds:
        members = self._leaves[0].alike if len(self._leaves) == 1 else None
        return alike.kinds_of([leaf.signatures for leaf in self._leaves], members)

    def _page(self, layers: Sequence[Layer], request: SearchRequest) -> tuple[list["_Ranked"], int]:
        """Return the page asked for, and how many hits are on none, being like better ones.

        Hits that are only near what was asked for are few enough to be listed whole.
        """
        offset, end = request.offset, request.offset + request.limit
        first = layers[0].found
        ranked = request.sort != "date" and first.scores is not None
        if request.collapse and ranked and len(layers) == 1:
            factors = self._factors(request)
            (places, scores), others, hidden = alike.best(first, factors, self._kinds, end)
            documents = first.documents[places[offset:]].tolist()
            rows = zip(documents, scores[offset:].tolist(), others[offset:], strict=True)
            return list(map(_Ranked._make, rows)), hidden
        page: list[_Ranked] = []
        for _, found in layers:
            page += self._ranked(found, max(0, offset), max(0, end), request)
            offset, end = offset - len(found), end - len(found)
        return page, 0

    def _factors(self, request: SearchRequest) -> Scores | None:
        return self._snapshot.factors if request.sponsor == "demote" else None

    def _ranked(
        self, found: Found, offset: int, end: int, request: SearchRequest
    ) -> Iterator["_Ranked"]:
        factors = self._factors(request)
        if request.sort == "date":
            days = self._snapshot.days(found.documents)
            places = np.lexsort((found.documents, -days))[:end]
            scores = demotion.at(found, factors, places)
        else:
            places, scores = demotion.best(found, factors, end)
        documents = found.documents[places[offset:]]
        for document, score in zip(documents.tolist(), scores[offset:].tolist(), strict=True):
            yield _Ranked(document, score, 0)

    def _hits(self, tree: Query, page: Sequence["_Ranked"]) -> tuple[Hit, ...]:
        """Return the hit of each document."""
        marker = Marker(tree, functools.partial(vocabulary.forms, self._snapshot))
        shown = [_Shown.of(self._snapshot, document) for document, _, _ in page]
        ranges: list[tuple[Range, ...]] = [()] * len(shown)
        for language in {one.language for one in shown}:
            numbers = [n for n, one in enumerate(shown) if one.language == language]
            texts = [shown[n].segment.text for n in numbers]
            following = functools.partial(_following, [shown[n] for n in numbers])
            found = marker.find(texts, language, following)
            for number, places in zip(numbers, found, strict=True):
                ranges[number] = places
        return tuple(
            [
                Hit(
                    f"{one.episode.id}:{one.segment.ordinal}",
                    one.episode,
                    one.segment,
                    places,
                    snippet.cut(one.segment.text, places),
                    round(score, 6),
                    others,
                )
                for one, places, (_, score, others) in zip(shown, ranges, page, strict=True)
            ]
        )


class _Ranked(NamedTuple):
    """A document of a page, its score, and how many others are like it."""

    document: int
    score: float
    alike: int


class _Shown(NamedTuple):
    """A document that is shown: where it is, in which episode, and what that and it say."""

    leaf: Leaf
    document: int
    episode_number: int
    episode: Episode
    segment: Segment

    @classmethod
    def of(cls, snapshot: Snapshot, document: int) -> Self:
        leaf, inside = snapshot.place(document)
        number = leaf.episode_of(inside)
        return cls(leaf, inside, number, leaf.episode(number), leaf.segment(inside))

    @property
    def language(self) -> str:
        return self.leaf.language_of(self.episode_number)


def _following(shown: Sequence[_Shown], at: int) -> Iterator[str]:
    """Yield the terms that come after one of the documents in its episode."""
    leaf, document, episode_number, _, _ = shown[at]
    for following in range(document + 1, int(leaf.firsts[episode_number + 1])):
        yield from terms_one_by_one(leaf.blocks.text(following))


def _natural(number: str | None) -> tuple[float, str]:
    digits = re.match(r"\d+(?:\.\d+)?", number or "")
    return (float(digits[0]) if digits else float("inf"), number or "")
