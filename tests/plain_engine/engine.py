"""One commit of plain talk, searched."""

import time
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, Self

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
from index.query.tree import And, Dates, Field, Not, Query, SameEpisode, Together, all_of, children
from index.query.typed_prefix import typed
from index.ranking import parameters
from index.results.hints import Relaxed
from index.rewriting import mishearings, spelling
from index.rewriting.expansion import expand
from index.rewriting.relaxation import Step, gives_way_late, steps
from tests.plain_engine.pages import Pages, listed
from tests.plain_engine.scan import Scores
from tests.plain_engine.statistics import PlainStatistics
from tests.plain_engine.writer import committed

__all__ = ["PlainEngine"]


class _Layer(NamedTuple):
    """Hits that no layer before has, and the tree that found them; `step` is None at first."""

    step: Step | None
    tree: Query
    found: Scores


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
        expanded = expand(statistics, tree, heard=bool(heard))
        pages = Pages(self._talk, self._scan, request)
        if request.group_by:
            layers = [_Layer(None, expanded, self._of_episodes(expanded))]
            groups = pages.groups(layers[0].found, expanded)
            hits = [hit for group in groups for hit in group.hits]
        else:
            layers = self._layers(tree, expanded, heard=bool(heard))
            groups = []
            ranked = [row for _, asked, found in layers for row in pages.ranked(found, asked)]
            hits = [pages.hit(row) for row in ranked[request.offset :][: request.limit]]
        every = [number for layer in layers for number in layer.found]
        episodes = {self._talk.documents[number].episode_number for number in every}
        return SearchResults(
            request,
            tuple(hits),
            len(every),
            took_ms=round((time.perf_counter() - began) * 1000, 3),
            facets={name: pages.facet(every, name) for name in request.facets},
            relaxed=tuple(
                Relaxed(step.name, step.window, step.without, len(found))
                for step, _, found in layers
                if step
            ),
            groups=tuple(groups),
            total_groups=len(episodes) if request.group_by else 0,
            suggestion=spelling.correction(statistics, request, len(layers[0].found)),
            heard_as=heard,
            tree=tree,
            expanded=expanded,
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

    def _layers(self, tree: Query, expanded: Query, *, heard: bool) -> list[_Layer]:
        """Return what is asked for, and what relaxing finds while that is too little."""
        layers = [_Layer(None, expanded, self._scan.match(expanded))]
        known = dict(layers[0].found)
        if known and gives_way_late(tree):
            return layers
        for step in steps(self._statistics, tree, heard=heard):
            if len(known) >= parameters.ENOUGH:
                break
            asked = expand(self._statistics, step.tree, heard=heard)
            found = self._scan.match(asked)
            more = {number: found[number] for number in found if number not in known}
            if more:
                layers.append(_Layer(step, asked, more))
                known |= more
        return layers

    def _of_episodes(self, tree: Query) -> Scores:
        """Return what matches, and of episodes that hold all parts apart what holds any."""
        parts = list(_parts(tree))
        filters = [part for part in parts if isinstance(part, Field | Dates | Not)]
        words = tuple(part for part in parts if part not in filters)
        found = self._scan.match(tree)
        if not words:
            return found
        apart = self._scan.match(all_of([SameEpisode(words), *filters]))
        episode_of = [document.episode_number for document in self._talk.documents]
        answering = {episode_of[number] for number in found}
        more = {n: score for n, score in apart.items() if episode_of[n] not in answering}
        return found | more


def _parts(tree: Query) -> Iterator[Query]:
    """Yield the parts of a tree that must all hold."""
    if isinstance(tree, And | Together):
        for child in children(tree):
            yield from _parts(child)
    else:
        yield tree
