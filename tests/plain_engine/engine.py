"""One commit of plain talk, searched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Self

from index import EngineUnavailable, Episode, SearchRequest, SearchResults, Segment, Stats, analysis
from index.analysis import tokenizer
from index.model import listing_key
from index.query import tree
from index.query.parser import parse_request
from index.query.printing import as_typed
from index.query.typed_prefix import typed
from index.ranking import parameters
from index.results.hints import Suggestion
from index.rewriting import mishearings, relaxation, spelling
from index.rewriting.expansion import expand
from tests.plain_engine import pages
from tests.plain_engine.scan import match
from tests.plain_engine.statistics import PlainStatistics
from tests.plain_engine.talk import Document, Talk
from tests.plain_engine.writer import committed

__all__ = ["PlainEngine"]


class PlainEngine:
    """Implements `Engine`."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._committed = committed(location)
        self._closed = False

    def search(self, request: SearchRequest) -> SearchResults:
        talk, statistics = self._talk, self.statistics
        query = parse_request(request)
        heard = mishearings.offered(statistics, request.q, query) if request.heard_as else ()
        missing: Mapping[str, Sequence[str]] = {}
        if request.group_by:
            asked = expand(statistics, query, heard=bool(heard))
            found, missing = _of_episodes(talk, asked)
            layers = [relaxation.Layer(None, asked, found)]
        else:
            layers = relaxation.layers(
                statistics, query, partial(match, talk), set.difference, heard=bool(heard)
            )
        every = set.union(*(layer.matches for layer in layers))
        hits, groups = pages.page(talk, request, layers, missing)
        return SearchResults(
            request,
            tuple(hits),
            len(every),
            facets={name: pages.facet(every, name) for name in request.facets},
            relaxed=relaxation.relaxed(layers),
            groups=tuple(groups),
            total_groups=len(_ids(every)) if request.group_by else 0,
            suggestion=spelling.correction(statistics, request, len(layers[0].matches)),
            heard_as=heard,
            tree=query,
            expanded=layers[0].tree,
        )

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        begun = typed(prefix)
        terms = self.terms(begun.begun) if begun.begun else ()
        commonest: dict[str, Suggestion] = {}
        for term, count in sorted(terms, key=lambda one: -one[1]):
            text = begun.head + term
            commonest.setdefault(analysis.stem(term), Suggestion(text, "term", count, text))
        return tuple(islice(commonest.values(), 8))

    def episodes(self) -> list[Episode]:
        return sorted((one.episode for one in self._talk.recordings.values()), key=listing_key)

    def segments(self, episode_id: str) -> list[Segment]:
        return [one.segment for one in self._talk.documents if one.episode.id == episode_id]

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        begun = tokenizer.fold(prefix)
        for term in sorted(self._talk.positions):
            if term.startswith(begun):
                yield term, self._talk.occurrences(term)

    def stats(self) -> Stats:
        talk = self._talk
        segments, words, terms = len(talk.documents), len(talk.terms), len(talk.positions)
        return Stats(len(talk.recordings), segments, words, terms, talk.bytes, talk.generation)

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


def _of_episodes(talk: Talk, query: tree.Query) -> tuple[set[Document], dict[str, list[str]]]:
    """Return what matches, and of other episodes that answer what holds any part.

    These hold all parts apart, or some of the words where too few hold all. Also return the words
    that nobody says in them, by episode id.
    """
    parts = list(_parts(query))
    filters = [
        one for one in parts if isinstance(one, tree.FieldFilter | tree.DateRange | tree.Not)
    ]
    asked = {part: tree.all_of([part, *filters]) for part in parts if part not in filters}
    words = [part for part in asked if isinstance(next(tree.atoms(part), None), tree.Word)]
    found = match(talk, query)
    if not asked:
        return found, {}
    apart = match(talk, tree.SameEpisode(tuple(asked.values())))
    if words and len(_ids(found | apart)) < parameters.ENOUGH_EPISODES:
        some = tree.any_of(asked[word] for word in words)
        others = [asked[part] for part in asked if part not in words]
        apart |= match(talk, tree.SameEpisode((some, *others)))
    apart = {document for document in apart if document.episode.id not in _ids(found)}
    missing = defaultdict(list)
    for word in words:
        for id_ in _ids(apart) - _ids(match(talk, asked[word])):
            missing[id_].append(as_typed(next(tree.atoms(word))))
    return found | apart, missing


def _ids(documents: Iterable[Document]) -> set[str]:
    return {document.episode.id for document in documents}


def _parts(query: tree.Query) -> Iterator[tree.Query]:
    """Yield the parts of a tree that must all hold."""
    if isinstance(query, tree.And | tree.Window):
        for child in tree.children(query):
            yield from _parts(child)
    else:
        yield query
