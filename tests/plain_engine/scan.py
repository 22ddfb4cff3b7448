"""The query tree, evaluated by a look at every token: which documents match, and how well."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from index import analysis
from index.analysis import subwords, wildcard
from index.model import number_term
from index.query import tree
from index.query.tree import Query, children
from index.ranking import bm25
from tests.plain_engine.talk import GAP, Document, Talk

__all__ = ["last", "match", "scores", "spans", "terms_of"]


Span = tuple[int, int]
"""The global positions of the first and the last token of a match."""


def match(talk: Talk, query: Query) -> set[Document]:
    """Return the documents that match a tree."""
    parts = [match(talk, child) for child in children(query)]
    match query:
        case tree.And():
            return set.intersection(*parts)
        case tree.Or() | tree.Boost():
            return set.union(*parts)
        case tree.Not():
            return {*talk.documents}.difference(*parts)
        case tree.SameEpisode():
            held = [{document.episode_number for document in part} for part in parts]
            whole = set.intersection(*held)
            return {one for one in set.union(*parts) if one.episode_number in whole}
        case tree.FieldFilter() | tree.DateRange() | tree.MatchNone():
            return {document for document in talk.documents if _passes(document, query)}
    begun = {talk.holders[begin] for begin, _ in spans(talk, query)}
    return begun | set.intersection(*parts) if parts else begun


@lru_cache(4096)
def spans(talk: Talk, query: Query) -> set[Span]:
    """Return where in the talk the matches of a window are, or of a tree that `has_positions`."""
    below = [spans(talk, child) for child in children(query)]
    match query:
        case tree.Or() | tree.Boost():
            return set.union(*below)
        case tree.Window(parts, window):
            whole = match(talk, tree.And(parts))
            # Of the windows that end with one word, the shortest, which begins last.
            shortest = {end: begin for begin, end in sorted(_windows(below, window))}
            across = [
                (begin, end)
                for end, begin in shortest.items()
                if whole.isdisjoint(talk.holders[at] for at in range(begin, end + 1))
            ]
            return {span for span in across if not any(_is_better(one, span) for one in across)}
        case tree.Near(terms, window):
            return _windows([spans(talk, tree.Word(term)) for term in terms], window)
        case tree.Phrase(terms, slop) if len(terms) > 1:
            return _phrases([spans(talk, tree.Phrase((term,))) for term in terms], slop)
    return {
        (at, at)
        for language in talk.languages
        for term in terms_of(talk, query, language)
        for at in talk.positions.get(term, ())
        if talk.holders[at].language == language
    }


def terms_of(talk: Talk, atom: Query, language: str) -> set[str]:
    """Return the terms that an atom of one term asks for in a language."""
    match atom:
        case tree.Word(asked):
            return talk.forms(asked, language)
        case tree.Phrase((asked,)):
            return {asked}
        case tree.Prefix(start):
            return {term for term in talk.positions if term.startswith(start)}
        case tree.Wildcard(pattern):
            return {term for term in talk.positions if wildcard.fits(pattern, term)}
        case tree.Fuzzy(asked, edits):
            begun = [term for term in talk.positions if term[0] == asked[0]]
            return {term for term in begun if analysis.levenshtein(term, asked, edits) <= edits}
    raise TypeError(f"{type(atom).__name__} is not an atom of one term")


def last(talk: Talk, query: Query, document: Document) -> Document:
    """Return the document in which the match ends that begins in a document."""
    ends = [document]
    if isinstance(query, tree.Phrase | tree.Near | tree.Window):
        begun = [end for begin, end in spans(talk, query) if talk.holders[begin] == document]
        ends += [talk.holders[min(begun)]] if begun else []
    if not isinstance(query, tree.Not | tree.SameEpisode):
        ends += [last(talk, child, document) for child in children(query)]
    return max(ends, key=lambda end: end.number)


def scores(talk: Talk, query: Query) -> dict[Document, float]:
    """Return the sums of the BM25 scores of the words of a tree."""
    mean = len(talk.terms) / max(1, len(talk.documents))
    added: dict[Document, float] = defaultdict(float)
    for atom, boost in _boosted(query):
        held = Counter(talk.holders[begin] for begin, _ in spans(talk, atom))
        norms = bm25.norms(np.array([len(document.terms) for document in held]), mean)
        idf = bm25.idf(len(talk.documents), len(held))
        found = bm25.bm25(np.array([*held.values()]), norms, idf)
        for document, score in zip(held, found, strict=True):
            added[document] += boost * float(score)
    return added


def _boosted(query: Query, boost: float = 1.0) -> Iterator[tuple[Query, float]]:
    """Yield the atoms that count for the score of a tree, each with its boost."""
    match query:
        case tree.Boost(child, factor):
            yield from _boosted(child, boost * factor)
        case tree.Word(term):
            # The form asked for counts beside all forms, so it ranks above others.
            yield query, boost
            yield tree.Phrase((term,)), boost
        case tree.Phrase(terms):
            yield from [(tree.Phrase((term,)), boost) for term in terms]
        case tree.Near(terms):
            yield from _boosted(tree.Or(tuple(map(tree.Word, terms))), boost)
        case tree.Prefix() | tree.Wildcard() | tree.Fuzzy():
            yield query, boost
        case tree.And() | tree.Or() | tree.Window() | tree.SameEpisode():
            for child in children(query):
                yield from _boosted(child, boost)


def _passes(document: Document, query: tree.FieldFilter | tree.DateRange | tree.MatchNone) -> bool:
    episode, segment = document.episode, document.segment
    match query:
        case tree.DateRange(first, end):
            first, end = first or datetime.date.min, end or datetime.date.max
            return episode.date is not None and first <= episode.date <= end
        case tree.FieldFilter("sponsor"):
            return segment.sponsor
        case tree.FieldFilter("episode", value):
            return value == episode.id or (
                episode.number is not None and number_term(episode.number) == number_term(value)
            )
        case tree.FieldFilter(name, value):
            names = {"speaker": segment.speaker, "title": episode.title, "show": episode.show}
            words = set(subwords.names(value))
            return bool(words) and words <= set(subwords.names(names[name] or ""))
    return False


def _phrases(words: Sequence[set[Span]], slop: int) -> set[Span]:
    """Return where words follow each other with at most `slop` others between two of them."""
    found = set()
    for begin, _ in words[0]:
        ends = {begin}
        for word in words[1:]:
            ahead = {end + step for end in ends for step in range(1, min(slop + 1, GAP) + 1)}
            ends = {end for end in ahead if (end, end) in word}
        if ends:
            found.add((begin, min(ends)))
    return found


def _windows(parts: Sequence[set[Span]], window: int) -> set[Span]:
    """Return the shortest window from the begin of each match on in which all parts begin."""
    begins = [{begin for begin, _ in part} for part in parts]
    found = set()
    for begin in set.union(*begins):
        ahead = range(begin, begin + min(window, GAP))
        if not any(part.isdisjoint(ahead) for part in begins):
            end = max(next(at for at in ahead if at in part) for part in begins)
            found.add((begin, end))
    return found


def _is_better(one: Span, other: Span) -> bool:
    """Return whether a window shares a token with another and is shorter, or as short and first."""
    (begin, end), (other_begin, other_end) = one, other
    shared = begin <= other_end and other_begin <= end
    return shared and (end - begin, begin) < (other_end - other_begin, other_begin)
