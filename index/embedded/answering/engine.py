"""One snapshot of an embedded index, searched."""

import contextlib
import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from index.analysis import tokenizer
from index.embedded.answering import completion, facets
from index.embedded.answering import pages as paging
from index.embedded.answering.hits import HitAssembler
from index.embedded.answering.layers import layers as layers_of
from index.embedded.answering.pages import PageGroup
from index.embedded.format.postings import Documents
from index.embedded.reading import folder as store
from index.embedded.reading import opening
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import encoded
from index.embedded.scoring import episode_ranking
from index.embedded.statistics import EmbeddedStatistics
from index.errors import EngineUnavailable
from index.model import Episode, Segment, listing_key
from index.query.parser import parse_request
from index.query.request import SearchRequest
from index.query.tree import MatchNone, Query
from index.results.hints import Relaxed, Suggestion
from index.results.hit import Group, Hit
from index.results.page import SearchResults, Stats
from index.rewriting import mishearings, spelling
from index.rewriting.expansion import expand

__all__ = ["EmbeddedIndex"]


class _Answer(NamedTuple):
    """A page, and the documents of all pages."""

    hits: tuple[Hit, ...]
    documents: Documents
    relaxed: tuple[Relaxed, ...] = ()
    collapsed: int = 0
    groups: tuple[Group, ...] = ()
    total_groups: int = 0
    expanded: Query = MatchNone()


class EmbeddedIndex:
    """A snapshot; threads share it without waiting for each other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._snapshot, self._version = opening.open_snapshot(folder)
        self._statistics = EmbeddedStatistics(self._snapshot)
        self._showing = HitAssembler(self._snapshot)
        self._closed = False

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits that `request` asks for."""
        began = time.perf_counter()
        with self._reading():
            tree = parse_request(request)
            heard = (
                mishearings.offered(self._statistics, request.q, tree) if request.heard_as else ()
            )
            answer = self._grouped if request.group_by else self._ranked
            found = answer(request, tree, heard=bool(heard))
            counted = {
                name: facets.count(self._snapshot, found.documents, name) for name in request.facets
            }
            exact = len(found.documents) - sum(step.hits for step in found.relaxed)
            meant = spelling.correction(self._statistics, request, exact)
        return SearchResults(
            request,
            found.hits,
            len(found.documents),
            took_ms=round((time.perf_counter() - began) * 1000, 3),
            facets=counted,
            relaxed=found.relaxed,
            collapsed=found.collapsed,
            groups=found.groups,
            total_groups=found.total_groups,
            suggestion=meant,
            heard_as=heard,
            tree=tree,
            expanded=found.expanded,
        )

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        """Return how a query that begins so may go on."""
        with self._reading():
            return completion.suggest(self._snapshot, prefix)

    def episodes(self) -> list[Episode]:
        """Return every episode, by show, number and id."""
        with self._reading():
            return sorted((one for _, one in self._snapshot.episodes.living()), key=listing_key)

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
                first, end = leaf.terms.beginning(encoded(tokenizer.fold(prefix)))
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
    def statistics(self) -> EmbeddedStatistics:
        """What the snapshot knows about terms, phrases and positions."""
        self._require_open()
        return self._statistics

    @property
    def version(self) -> str:
        """A name for the commit that no other has."""
        return self._version

    def is_current(self) -> bool:
        """Return whether nothing has been committed since this snapshot was opened."""
        return opening.version(self._folder) == self._version

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
            with opening.reporting_damage(self._folder, missing=True):
                yield
        except Exception:
            self._require_open()
            raise
        self._require_open()

    def _require_open(self) -> None:
        if self._closed:
            raise EngineUnavailable(f"the index at {self._folder} was closed; open it again")

    def _ranked(self, request: SearchRequest, tree: Query, *, heard: bool) -> _Answer:
        """Return the page of segments."""
        layers = layers_of(self._statistics, tree, heard=heard)
        pages, collapsed = paging.hits(self._snapshot, layers, request)
        (_, asked, first), *more = layers
        hits = self._showing.hits(asked, pages[0])
        if not more:
            return _Answer(hits, first.documents, collapsed=collapsed, expanded=asked)
        relaxed = []
        for (step, shown, found), page in zip(more, pages[1:], strict=True):
            hits += self._showing.hits(shown, page)
            if step:
                relaxed.append(Relaxed(step.name, step.window, step.without, len(found)))
        documents = np.sort(np.concatenate([layer.found.documents for layer in layers]))
        return _Answer(hits, documents, tuple(relaxed), collapsed, expanded=asked)

    def _grouped(self, request: SearchRequest, tree: Query, *, heard: bool) -> _Answer:
        """Return the page of episodes."""
        tree = expand(self._statistics, tree, heard=heard)
        answer = episode_ranking.grouped(self._snapshot, tree, demote=request.sponsor == "demote")
        page = paging.groups(self._snapshot, answer, request)
        hits = self._showing.hits(tree, [hit for group in page for hit in group.hits])
        return _Answer(
            hits,
            answer.hits.documents,
            groups=self._groups(page, hits),
            total_groups=len(answer.episodes),
            expanded=tree,
        )

    def _groups(self, page: Sequence[PageGroup], hits: Sequence[Hit]) -> tuple[Group, ...]:
        """Return the groups of a page, whose hits are `hits`."""
        episodes = self._snapshot.episodes
        shown = iter(hits)
        return tuple(
            [
                Group(
                    episodes[group.episode],
                    round(group.score, 6),
                    group.total,
                    tuple(itertools.islice(shown, len(group.hits))),
                    group.missing,
                )
                for group in page
            ]
        )
