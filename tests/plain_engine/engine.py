"""One commit of plain talk, searched."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, islice
from typing import Any, Self

from index import (
    EngineUnavailable,
    Episode,
    FacetName,
    Group,
    Hit,
    SearchRequest,
    SearchResults,
    Segment,
    Sort,
    Stats,
    Versions,
    analysis,
)
from index.analysis import letters
from index.highlight import snippet
from index.highlight.marker import Marker
from index.model import listing_key
from index.query import tree
from index.query.parser import parse_request
from index.query.request import request_of, require_text
from index.query.typed_prefix import typed
from index.ranking import parameters
from index.results.context import with_context
from index.results.facets import FacetList, by_year, commonest, episode_value
from index.results.hints import HeardAs, KnownSpeakers, Suggestion, known_speakers, only_offered
from index.results.paging import all_hits
from index.rewriting import mishearings, spelling
from index.rewriting.expansion import expand
from index.rewriting.relaxation import Relaxation, relaxation
from tests.plain_engine.called import called_so
from tests.plain_engine.evidence import evidence, near_words
from tests.plain_engine.order import scores, spread, spreads
from tests.plain_engine.scan import Match, match, terms_of
from tests.plain_engine.statistics import PlainStatistics
from tests.plain_engine.talk import Document, Talk
from tests.plain_engine.writer import committed

__all__ = ["PlainEngine"]

Found = dict[Document, Match]


class PlainEngine:
    """Implements `Engine`."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._committed = committed(location)
        self._closed = False

    def search(self, request: str | SearchRequest) -> SearchResults:
        request = request_of(request)
        talk, statistics = self._talk, self.statistics
        query = parse_request(request)
        offered: tuple[HeardAs, ...] = ()
        if request.heard_as is not False:
            offered = mishearings.offered(statistics, request.q, query)
        heard = bool(request.heard_as and offered)
        asked = expand(statistics, query, heard=heard)
        exact = match(talk, asked)
        relaxed = relaxation(statistics, query, lambda part: len(match(talk, part)), heard=heard)
        weaker, close = _close(talk, relaxed, exact) if len(exact) < _enough(request) else _NONE
        if request.relax and request.sort == "relevance":
            places = called_so(talk, query, relaxed, [*exact, *close])
            if places and isinstance(weaker, tree.MatchNone):
                weaker = relaxed.weaker[0] if relaxed.weaker else asked
            close = close | places
        demote = request.sponsor == "demote"
        told = evidence(talk, relaxed, demote=demote)
        scored = scores(talk, exact | close, told, near_words(talk, relaxed), exact, demote=demote)
        every = [
            *_hits(talk, asked, exact, scored),
            *[
                hit._replace(exact=False, missing=_missing(talk, relaxed, [document]))
                for hit, document in zip(
                    _hits(talk, weaker, close, scored), _in_order(close), strict=True
                )
            ],
        ]
        numbers = {
            hit.id: document.number
            for hit, document in zip(every, [*_in_order(exact), *_in_order(close)], strict=True)
        }
        every.sort(key=lambda hit: numbers[hit.id])
        hits = sorted(every, key=_order(request.sort))
        if request.sort == "relevance" and spreads(query):
            hits = spread(
                hits, lambda hit: hit.episode.id, lambda hit: demote and hit.segment.sponsor
            )
        ranked = _scores_of_episodes(told, scored, demote=demote)
        groups = sorted(_groups(talk, every, request, ranked, relaxed), key=_order(request.sort))
        page = slice(request.offset, request.offset + request.limit)
        shown = groups[page]
        counts = {name: _facet(exact or close, name) for name in request.facets}
        results = SearchResults(
            request,
            tuple(
                [hit for group in shown for hit in group.hits] if request.group_by else hits[page]
            ),
            len(exact),
            total_close=len(close),
            facets={name: counted.values for name, counted in counts.items()},
            facets_left_off={
                name: counted.left_off for name, counted in counts.items() if counted.left_off
            },
            groups=tuple(shown),
            total_groups=len(groups),
            suggestion=spelling.correction(statistics, request, len(exact)),
            speakers=_speakers(talk) if tree.asks_for_speaker(query) else None,
            heard_as=offered if request.heard_as else only_offered(offered),
            tree=query,
            expanded=asked,
        )
        return with_context(results, lambda id_, first, end: self.segments(id_)[first:end])

    def hits(self, request: str | SearchRequest) -> Iterator[Hit]:
        return all_hits(self.search, request_of(request))

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        require_text("prefix", prefix)
        begun = typed(prefix)
        terms = self.terms(begun.begun) if begun.begun else ()
        commonest: dict[str, Suggestion] = {}
        for term, count in sorted(terms, key=lambda one: -one[1]):
            text = begun.head + term
            commonest.setdefault(analysis.stem(term), Suggestion(text, "term", count, text))
        return tuple(islice(commonest.values(), 8))

    def episodes(self) -> list[Episode]:
        return sorted((one.episode for one in self._talk.recordings.values()), key=listing_key)

    def episode(self, episode_id: str) -> Episode | None:
        recording = self._talk.recordings.get(require_text("episode_id", episode_id))
        return recording and recording.episode

    def segments(self, episode_id: str) -> list[Segment]:
        require_text("episode_id", episode_id)
        return [one.segment for one in self._talk.documents if one.episode.id == episode_id]

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        begun = letters.fold(require_text("prefix", prefix))
        for term in sorted(self._talk.positions):
            if term.startswith(begun):
                yield term, self._talk.occurrences(term)

    def stats(self) -> Stats:
        talk = self._talk
        segments, words, terms = len(talk.documents), len(talk.terms), len(talk.positions)
        held = dict.fromkeys(self.episodes(), 0)
        for document in talk.documents:
            held[document.episode] += document.length
        return Stats(
            len(talk.recordings),
            segments,
            words,
            terms,
            talk.bytes,
            talk.generation,
            {episode.id: count for episode, count in held.items()},
            by_year(held.items()),
        )

    @property
    def statistics(self) -> PlainStatistics:
        return PlainStatistics(self._talk)

    @property
    def version(self) -> str:
        return self._committed.version

    @property
    def versions(self) -> Versions:
        return self._committed.versions

    @property
    def warning(self) -> str | None:
        return None

    def is_current(self) -> bool:
        return committed(self._location) is self._committed

    def close(self) -> None:
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _talk(self) -> Talk:
        if self._closed:
            raise EngineUnavailable(f"the index at {self._location} was closed; open it again")
        return self._committed


_NONE: tuple[tree.Query, Found] = tree.MatchNone(), {}


def _enough(request: SearchRequest) -> int:
    """Return the number of exact hits from which on no close ones are looked for."""
    if not request.relax:
        return 0
    return parameters.ENOUGH if request.sort == "relevance" else 1


def _close(talk: Talk, relaxed: Relaxation, exact: Found) -> tuple[tree.Query, Found]:
    """Return the first weaker tree that finds anything, and what it finds beside exact hits."""
    for weaker in relaxed.weaker:
        found = match(talk, weaker)
        if found:
            return weaker, {one: found[one] for one in found if one not in exact}
    return _NONE


def _scores_of_episodes(
    told: Mapping[int, float], scored: Mapping[Document, float], *, demote: bool
) -> dict[int, float]:
    """Return the score of each episode with hits: its evidence and its best places."""
    own = defaultdict[int, list[float]](list)
    for document, score in scored.items():
        number = document.episode_number
        factor = parameters.SPONSOR if demote and document.segment.sponsor else 1.0
        own[number].append(score - factor * parameters.EPISODE_WEIGHT * told.get(number, 0.0))
    return {
        number: told.get(number, 0.0)
        + parameters.PLACES_WEIGHT * sum(sorted(places, reverse=True)[: parameters.HITS_OF_EPISODE])
        for number, places in own.items()
    }


def _missing(talk: Talk, relaxed: Relaxation, documents: Collection[Document]) -> tuple[str, ...]:
    """Return the words that none of some documents holds."""
    return tuple(
        [
            part.typed
            for part in relaxed.loose
            if match(talk, part.tree).keys().isdisjoint(documents)
        ]
    )


def _in_order(found: Found) -> list[Document]:
    return sorted(found, key=lambda document: document.number)


def _hits(
    talk: Talk, query: tree.Query, found: Found, scored: Mapping[Document, float]
) -> list[Hit]:
    """Return the hits of the documents that a tree found, in the order of the talk."""
    marker = Marker(query, partial(terms_of, talk))
    hits = []
    for document in _in_order(found):
        episode, segment = document.episode, document.segment
        (marks,) = marker.find([segment.text], document.language)
        end = document.number if marker.is_whole(marks) else found[document].last
        segments = tuple(one.segment for one in talk.documents[document.number : end + 1])
        text = " ".join(one.text for one in segments)
        (marks,) = marker.find([text], document.language)
        part = snippet.cut(text, marks.ranges, words=marks.words)
        id_ = f"{episode.id}:{segment.ordinal}"
        hits.append(Hit(id_, episode, segments, marks.ranges, part, scored[document]))
    return hits


def _groups(
    talk: Talk,
    hits: Iterable[Hit],
    request: SearchRequest,
    ranked: Mapping[int, float],
    relaxed: Relaxation,
) -> Iterator[Group]:
    """Yield the hits of each episode, the best first; none if the request does not group."""
    order = _order("time" if request.sort == "time" else "relevance")
    numbers = {id_: number for number, id_ in enumerate(talk.recordings)}
    for episode, held in groupby(hits if request.group_by else (), lambda hit: hit.episode):
        best = sorted(held, key=order)
        exact = sum(hit.exact for hit in best)
        said = [one for one in talk.documents if one.episode.id == episode.id]
        yield Group(
            episode,
            ranked[numbers[episode.id]],
            exact,
            tuple(best[: request.group_limit]),
            () if exact else _missing(talk, relaxed, said),
            len(best) - exact,
        )


def _order(sort: Sort) -> Callable[[Hit | Group], Any]:
    """Return the key by which hits or groups are sorted; those alike stay in order."""
    match sort:
        case "time":
            return lambda one: listing_key(one.episode)
        case "date":
            return lambda one: -one.episode.date.toordinal() if one.episode.date else 0
    return lambda one: -one.score


def _speakers(talk: Talk) -> KnownSpeakers | None:
    named = [one.segment.speaker for one in talk.documents if one.segment.speaker is not None]
    return known_speakers(Counter(named), len(talk.documents))


def _facet(found: Iterable[Document], name: FacetName) -> FacetList:
    """Return the commonest values of a facet among documents."""
    if name == "speaker":
        values = [document.segment.speaker for document in found]
    else:
        values = [episode_value(document.episode, name) for document in found]
    titles = {one.episode.id: one.episode.title for one in found} if name == "episode" else {}
    return commonest(name, Counter(value for value in values if value is not None), titles)
