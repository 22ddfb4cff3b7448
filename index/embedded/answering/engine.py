"""The embedded engine: search over one snapshot of an index."""

import contextlib
import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from index.analysis import letters
from index.embedded.answering import completion, facets
from index.embedded.answering.found import Found, find
from index.embedded.answering.hits import HitAssembler
from index.embedded.answering.missing import missing_of_episodes
from index.embedded.answering.pages import PageGroup, Pages
from index.embedded.reading import folder as store
from index.embedded.reading import opening
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import encoded
from index.embedded.statistics import EmbeddedStatistics
from index.errors import EngineUnavailable
from index.model import Episode, Segment, listing_key
from index.query.parser import parse_request
from index.query.request import SearchRequest, request_of, require_text
from index.query.tree import asks_for_speaker
from index.ranking import parameters
from index.results.context import with_context
from index.results.facets import by_year
from index.results.hints import HeardAs, Suggestion, only_offered
from index.results.hit import Group, Hit
from index.results.page import SearchResults, Stats
from index.results.paging import all_hits
from index.rewriting import mishearings, spelling
from index.versions import Versions

__all__ = ["EmbeddedIndex"]


class _Answer(NamedTuple):
    """The hits of a page, and what is counted on all pages."""

    hits: tuple[Hit, ...]
    collapsed: int = 0
    groups: tuple[Group, ...] = ()
    total_groups: int = 0


class EmbeddedIndex:
    """Implements `Engine` over one snapshot; threads share it without waiting for each other.

    Opening raises what `open_snapshot` raises; every method raises `CorruptIndex` for damage, and
    `EngineUnavailable` once the engine is closed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._snapshot, self._version = opening.open_snapshot(folder)
        self._statistics = EmbeddedStatistics(self._snapshot)
        self._assembler = HitAssembler(self._snapshot)
        self._closed = False

    def search(self, request: str | SearchRequest) -> SearchResults:
        """Return the page of hits that `request` asks for; raises `QueryError`."""
        request = request_of(request)
        began = time.perf_counter()
        with self._reading():
            tree = parse_request(request)
            heard: tuple[HeardAs, ...] = ()
            if request.heard_as is not False:
                heard = mishearings.offered(self._statistics, request.q, tree)
            searched = bool(request.heard_as and heard)
            called = request.relax and request.sort == "relevance"
            found = find(self._statistics, tree, _enough(request), called=called, heard=searched)
            answer = self._grouped if request.group_by else self._ranked
            answered = answer(request, found)
            matched = found.exact if len(found.exact) else found.close
            counts = {
                name: facets.count(self._snapshot, matched.documents, name)
                for name in request.facets
            }
            meant = spelling.correction(self._statistics, request, len(found.exact))
            speakers = facets.speakers(self._snapshot) if asks_for_speaker(tree) else None
        results = SearchResults(
            request,
            answered.hits,
            len(found.exact),
            total_close=len(found.close),
            took_ms=round((time.perf_counter() - began) * 1000, 3),
            facets={name: counted.values for name, counted in counts.items()},
            facets_left_off={
                name: counted.left_off for name, counted in counts.items() if counted.left_off
            },
            collapsed=answered.collapsed,
            groups=answered.groups,
            total_groups=answered.total_groups,
            suggestion=meant,
            speakers=speakers,
            heard_as=heard if request.heard_as else only_offered(heard),
            tree=tree,
            expanded=found.asked,
        )
        return with_context(results, self._between)

    def hits(self, request: str | SearchRequest) -> Iterator[Hit]:
        """Yield the hits of all pages of a request; raises `QueryError`."""
        return all_hits(self.search, request_of(request))

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        """Return completions of a query that begins with `prefix`."""
        require_text("prefix", prefix)
        with self._reading():
            return completion.suggest(self._snapshot, prefix)

    def episodes(self) -> list[Episode]:
        """Return all episodes, ordered by show, number and id."""
        with self._reading():
            return sorted(
                (episode for _, episode in self._snapshot.episodes.living()), key=listing_key
            )

    def episode(self, episode_id: str) -> Episode | None:
        """Return an episode, None if there is no such one."""
        require_text("episode_id", episode_id)
        with self._reading():
            for leaf in self._leaves:
                number = leaf.ids.get(episode_id)
                if number is not None:
                    return leaf.episode(number)
        return None

    def segments(self, episode_id: str) -> list[Segment]:
        """Return the segments of an episode in order; none if there is no such episode."""
        require_text("episode_id", episode_id)
        return self._between(episode_id, 0, None)

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Yield each term that begins with `prefix`, ascending, and its number of occurrences."""
        require_text("prefix", prefix)
        with self._reading():
            counts: dict[bytes, int] = {}
            for leaf in self._leaves:
                first, end = leaf.terms.beginning(encoded(letters.fold(prefix)))
                for number, count in zip(
                    range(first, end), leaf.living_occurrences(first, end).tolist(), strict=True
                ):
                    if count:
                        term = leaf.terms[number]
                        counts[term] = counts.get(term, 0) + count
            decoded = [(term.decode(), counts[term]) for term in sorted(counts)]
        yield from decoded

    def stats(self) -> Stats:
        """Return the numbers of episodes, segments, words, terms and bytes, and the commit's."""
        with self._reading():
            words = self._snapshot.episodes.words
            held = sorted(
                (
                    (episode, int(words[number]))
                    for number, episode in self._snapshot.episodes.living()
                ),
                key=lambda counted: listing_key(counted[0]),
            )
            living = [
                leaf.lengths if leaf.alive is None else leaf.lengths[leaf.alive]
                for leaf in self._leaves
            ]
            return Stats(
                episodes=sum(len(leaf.ids) for leaf in self._leaves),
                segments=sum(map(len, living)),
                words=sum(count for _, count in held),
                terms=sum(1 for _ in self.terms()),
                bytes=store.size(self._folder),
                generation=self._snapshot.generation,
                episode_words={episode.id: count for episode, count in held},
                year_words=by_year(held),
            )

    @property
    def statistics(self) -> EmbeddedStatistics:
        """The statistics of terms, phrases and positions."""
        self._require_open()
        return self._statistics

    @property
    def version(self) -> str:
        """The version of the commit, unique to it."""
        return self._version

    @property
    def versions(self) -> Versions:
        """The versions that made the index."""
        return self._snapshot.versions

    @property
    def warning(self) -> str | None:
        """A line that says why this is not the newest commit; None if it is."""
        return self._snapshot.warning

    def is_current(self) -> bool:
        """Return whether this snapshot is still the last commit."""
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
        """Report damage to what is read inside the context.

        If another thread has closed the snapshot meanwhile, only that is reported, because arrays
        of a closed file are empty.
        """
        try:
            self._require_open()
            with opening.reporting_damage(self._folder, missing=True):
                yield
        except Exception:
            self._require_open()
            raise
        self._require_open()

    def _between(self, episode_id: str, begin: int, stop: int | None) -> list[Segment]:
        """Return the segments of an episode with ordinals from `begin` on, up to `stop`."""
        with self._reading():
            for leaf in self._leaves:
                number = leaf.ids.get(episode_id)
                if number is not None:
                    first, end = leaf.firsts[number : number + 2].tolist()
                    return [leaf.segment(document) for document in range(first, end)[begin:stop]]
        return []

    def _require_open(self) -> None:
        if self._closed:
            raise EngineUnavailable(f"the index at {self._folder} was closed; open it again")

    def _ranked(self, request: SearchRequest, found: Found) -> _Answer:
        """Return a page of segments."""
        page = Pages(self._snapshot, found, request).hits()
        return _Answer(self._assembler.hits(found, page.best), page.hidden)

    def _grouped(self, request: SearchRequest, found: Found) -> _Answer:
        """Return a page of episodes."""
        pages = Pages(self._snapshot, found, request)
        page = pages.groups()
        hits = self._assembler.hits(found, [hit for group in page for hit in group.hits])
        numbers = [group.episode for group in page]
        missing = missing_of_episodes(found, self._snapshot, numbers)
        return _Answer(
            hits,
            groups=self._groups(page, hits, missing),
            total_groups=len(pages.answering),
        )

    def _groups(
        self, page: Sequence[PageGroup], hits: Sequence[Hit], missing: Sequence[tuple[str, ...]]
    ) -> tuple[Group, ...]:
        """Return the groups of a page; `hits` are the hits of all of them in order."""
        episodes = self._snapshot.episodes
        shown = iter(hits)
        return tuple(
            [
                Group(
                    episodes[group.episode],
                    group.score,
                    group.total,
                    tuple(itertools.islice(shown, len(group.hits))),
                    () if group.total else lacking,
                    group.total_close,
                )
                for group, lacking in zip(page, missing, strict=True)
            ]
        )


def _enough(request: SearchRequest) -> int:
    """Return the number of exact hits from which on close hits are not looked for."""
    if not request.relax:
        return 0
    return parameters.ENOUGH if request.sort == "relevance" else 1
