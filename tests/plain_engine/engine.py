"""One commit of plain talk, searched."""

from collections import Counter
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
    analysis,
)
from index.analysis import tokenizer
from index.highlight import snippet
from index.highlight.marker import Marker
from index.model import listing_key
from index.query import tree
from index.query.parser import parse_request
from index.query.printing import as_typed
from index.query.request import request_of, require_text
from index.query.typed_prefix import typed
from index.ranking import parameters
from index.results.context import with_context
from index.results.facets import FacetList, by_year, commonest, episode_value
from index.results.hints import HeardAs, Suggestion, only_offered
from index.results.paging import all_hits
from index.rewriting import mishearings, relaxation, spelling
from index.rewriting.expansion import expand
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
        lacking: dict[str, set[str]] = {}
        if request.group_by:
            asked = expand(statistics, query, heard=heard)
            found, lacking = _of_episodes(talk, asked)
            layers = [relaxation.Layer(None, asked, found)]
        else:
            layers = relaxation.layers(
                statistics, query, partial(match, talk), _without, heard=heard
            )
        every = [document for layer in layers for document in layer.matches]
        listed = [_hits(talk, layer.tree, layer.matches, request) for layer in layers]
        page = slice(request.offset, request.offset + request.limit)
        groups = sorted(_groups(listed[0], request, lacking), key=_order(request.sort))
        hits = [hit for some in listed for hit in sorted(some, key=_order(request.sort))][page]
        shown = groups[page]
        counts = {name: _facet(every, name) for name in request.facets}
        results = SearchResults(
            request,
            tuple([hit for group in shown for hit in group.hits] if request.group_by else hits),
            len(every),
            facets={name: counted.values for name, counted in counts.items()},
            facets_left_off={
                name: counted.left_off for name, counted in counts.items() if counted.left_off
            },
            relaxed=relaxation.relaxed(layers),
            groups=tuple(shown),
            total_groups=len(groups),
            suggestion=spelling.correction(statistics, request, len(layers[0].matches)),
            heard_as=offered if request.heard_as else only_offered(offered),
            tree=query,
            expanded=layers[0].tree,
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
        begun = tokenizer.fold(require_text("prefix", prefix))
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


def _of_episodes(talk: Talk, query: tree.Query) -> tuple[Found, dict[str, set[str]]]:
    """Return what matches, and of other episodes that answer what holds any part.

    These hold all parts apart, or some of the words where too few hold all. Also return for each
    word the ids of those that lack it.
    """
    found = match(talk, query)
    parts, filters = tree.required(query)
    asked = {part: tree.all_of([part, *filters]) for part in parts}
    words = [part for part in parts if isinstance(next(tree.atoms(part), None), tree.Word)]
    if not asked:
        return found, {}
    apart = match(talk, tree.SameEpisode(tuple(asked.values())))
    if words and len(_ids([*found, *apart])) < parameters.ENOUGH_EPISODES:
        some = tree.any_of(asked[word] for word in words)
        others = [asked[part] for part in parts if part not in words]
        apart |= match(talk, tree.SameEpisode((some, *others)))
    apart = {one: apart[one] for one in apart if one.episode.id not in _ids(found)}
    lacking = {
        as_typed(next(tree.atoms(word))): _ids(apart) - _ids(match(talk, asked[word]))
        for word in words
    }
    return found | apart, lacking


def _ids(documents: Iterable[Document]) -> set[str]:
    return {document.episode.id for document in documents}


def _without(found: Found, others: Found) -> Found:
    return {document: found[document] for document in found if document not in others}


def _hits(talk: Talk, query: tree.Query, found: Found, request: SearchRequest) -> list[Hit]:
    """Return the hits of the documents that a tree found, in the order of the talk."""
    marker = Marker(query, partial(terms_of, talk))
    hits = []
    for document in sorted(found, key=lambda document: document.number):
        episode, segment = document.episode, document.segment
        score, last = found[document]
        (marks,) = marker.find([segment.text], document.language)
        end = document.number if marker.is_whole(marks) else last
        segments = tuple(one.segment for one in talk.documents[document.number : end + 1])
        text = " ".join(one.text for one in segments)
        (marks,) = marker.find([text], document.language)
        part = snippet.cut(text, marks.ranges, words=marks.words)
        if segment.sponsor and request.sponsor == "demote":
            score *= parameters.SPONSOR
        id_ = f"{episode.id}:{segment.ordinal}"
        hits.append(Hit(id_, episode, segments, marks.ranges, part, score))
    return hits


def _groups(
    hits: Iterable[Hit], request: SearchRequest, lacking: Mapping[str, Collection[str]]
) -> Iterator[Group]:
    """Yield the hits of each episode, the best first; none if the request does not group."""
    order = _order("time" if request.sort == "time" else "relevance")
    for episode, held in groupby(hits if request.group_by else (), lambda hit: hit.episode):
        best = sorted(held, key=order)
        score, shown = sum(hit.score for hit in best), tuple(best[: request.group_limit])
        missing = tuple(word for word, ids in lacking.items() if episode.id in ids)
        yield Group(episode, score, len(best), shown, missing)


def _order(sort: Sort) -> Callable[[Hit | Group], Any]:
    """Return the key by which hits or groups are sorted; those alike stay in order."""
    match sort:
        case "time":
            return lambda one: listing_key(one.episode)
        case "date":
            return lambda one: -one.episode.date.toordinal() if one.episode.date else 0
    return lambda one: -one.score


def _facet(found: Iterable[Document], name: FacetName) -> FacetList:
    """Return the commonest values of a facet among documents."""
    if name == "speaker":
        values = [document.segment.speaker for document in found]
    else:
        values = [episode_value(document.episode, name) for document in found]
    titles = {one.episode.id: one.episode.title for one in found} if name == "episode" else {}
    return commonest(name, Counter(value for value in values if value is not None), titles)
