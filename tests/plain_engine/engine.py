"""One commit of plain talk, searched."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Self

from index import (
    EngineUnavailable,
    Episode,
    SearchRequest,
    SearchResults,
    Segment,
    Stats,
    Suggestion,
    analysis,
)
from index.analysis import tokenizer
from index.query.parser import parse_request
from index.query.printing import as_typed
from index.query.tree import (
    And,
    DateRange,
    FieldFilter,
    Not,
    Query,
    Window,
    Word,
    all_of,
    any_of,
    atoms,
    children,
)
from index.query.typed_prefix import typed
from index.ranking import parameters
from index.rewriting import mishearings, spelling
from index.rewriting.expansion import expand
from index.rewriting.relaxation import Layer, layers, relaxed
from tests.plain_engine.pages import Pages, listed
from tests.plain_engine.scan import Scores
from tests.plain_engine.statistics import PlainStatistics
from tests.plain_engine.writer import committed

__all__ = ["PlainEngine"]


class PlainEngine:
    """Implements `Engine`."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._talk = committed(location)
        self._statistics = PlainStatistics(self._talk)
        self._scan = self._statistics.scan
        self._closed = False

    def search(self, request: SearchRequest) -> SearchResults:
        began = time.perf_counter()
        statistics = self.statistics
        tree = parse_request(request)
        heard = mishearings.offered(statistics, request.q, tree) if request.heard_as else ()
        pages = Pages(self._talk, self._scan, request)
        if request.group_by:
            expanded = expand(statistics, tree, heard=bool(heard))
            found, missing = self._of_episodes(expanded)
            answer = [Layer(None, expanded, found)]
            groups = pages.groups(found, expanded, missing)
            hits = [hit for group in groups for hit in group.hits]
        else:
            answer = layers(statistics, tree, self._scan.match, _without, heard=bool(heard))
            groups = []
            ranked = [row for _, asked, found in answer for row in pages.ranked(found, asked)]
            hits = [pages.hit(row) for row in ranked[request.offset :][: request.limit]]
        every = [number for layer in answer for number in layer.matches]
        return SearchResults(
            request,
            tuple(hits),
            len(every),
            took_ms=round((time.perf_counter() - began) * 1000, 3),
            facets={name: pages.facet(every, name) for name in request.facets},
            relaxed=relaxed(answer),
            groups=tuple(groups),
            total_groups=len(self._episodes(every)) if request.group_by else 0,
            suggestion=spelling.correction(statistics, request, len(answer[0].matches)),
            heard_as=heard,
            tree=tree,
            expanded=answer[0].tree,
        )

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        self._require_open()
        begun = typed(prefix)
        if begun.field is not None or not begun.begun:
            return ()
        commonest: dict[str, tuple[str, int]] = {}
        for term, count in sorted(self.terms(begun.begun), key=lambda one: -one[1]):
            commonest.setdefault(analysis.stem(term), (begun.head + term, count))
        found = islice(commonest.values(), 8)
        return tuple(Suggestion(text, "term", count, text) for text, count in found)

    def episodes(self) -> list[Episode]:
        self._require_open()
        return sorted((one.episode for one in self._talk.recordings.values()), key=listed)

    def segments(self, episode_id: str) -> list[Segment]:
        self._require_open()
        recording = self._talk.recordings.get(episode_id)
        return list(recording.segments) if recording else []

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        self._require_open()
        begun = tokenizer.fold(prefix)
        for term in sorted(self._talk.positions):
            if term.startswith(begun):
                yield term, self._talk.occurrences(term)

    def stats(self) -> Stats:
        self._require_open()
        talk = self._talk
        return Stats(
            episodes=len(talk.recordings),
            segments=len(talk.documents),
            words=len(talk.tokens),
            terms=len(talk.positions),
            bytes=talk.bytes,
            generation=talk.generation,
        )

    @property
    def statistics(self) -> PlainStatistics:
        self._require_open()
        return self._statistics

    @property
    def version(self) -> str:
        return self._talk.version

    def is_current(self) -> bool:
        return committed(self._location).version == self.version

    def close(self) -> None:
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close()

    def _require_open(self) -> None:
        if self._closed:
            raise EngineUnavailable(f"the index at {self._location} was closed; open it again")

    def _of_episodes(self, tree: Query) -> tuple[Scores, dict[int, list[str]]]:
        """Return what matches, and of other episodes that answer what holds any part.

        These hold all parts apart, or some of the words where too few hold all. And return which
        of the words nobody says in an episode.
        """
        parts = list(_parts(tree))
        filters = [part for part in parts if isinstance(part, FieldFilter | DateRange | Not)]
        asked = [part for part in parts if part not in filters]
        found = self._scan.match(tree)
        if not asked:
            return found, {}
        matched = self._episodes(found)
        held = {part: self._episodes(self._scan.match(all_of([part, *filters]))) for part in asked}
        words = [part for part in asked if isinstance(next(atoms(part), None), Word)]
        whole = set.intersection(*held.values())
        if words and len(whole | matched) < parameters.ENOUGH_EPISODES:
            others = [held[part] for part in asked if part not in words]
            whole |= set.union(*(held[word] for word in words)).intersection(*others)
        missing = {
            number: [as_typed(next(atoms(word))) for word in words if number not in held[word]]
            for number in whole - matched
        }
        some = self._scan.match(all_of([any_of(asked), *filters]))
        number_of = [document.episode_number for document in self._talk.documents]
        return found | {n: score for n, score in some.items() if number_of[n] in missing}, missing

    def _episodes(self, documents: Iterable[int]) -> set[int]:
        return {self._talk.documents[number].episode_number for number in documents}


def _parts(tree: Query) -> Iterator[Query]:
    """Yield the parts of a tree that must all hold."""
    if isinstance(tree, And | Window):
        for child in children(tree):
            yield from _parts(child)
    else:
        yield tree


def _without(found: Scores, before: Scores) -> Scores:
    return {number: score for number, score in found.items() if number not in before}
