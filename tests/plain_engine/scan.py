"""The query tree, evaluated by a look at every token: which documents match, how well, how far."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from index.analysis import subwords, wildcard
from index.model import number_term
from index.query import tree
from index.query.tree import Query, children
from index.ranking import bm25
from tests.plain_engine.talk import GAP, Document, Talk

__all__ = ["Match", "match", "norm", "spans", "terms_of"]

Span = tuple[int, int]
"""The global positions of the first and the last token of a match."""


class Match(NamedTuple):
    """The score of a document, and the number of the one in which the match ends."""

    score: float
    last: int


def match(talk: Talk, query: Query) -> dict[Document, Match]:
    """Return the documents in which matches of a tree begin."""
    parts = [match(talk, child) for child in children(query)]
    match query:
        case tree.And():
            return _summed(parts, set(parts[0]).intersection(*parts))
        case tree.Or():
            return _summed(parts, set().union(*parts))
        case tree.Boost(_, factor):
            return {one: Match(factor * score, last) for one, (score, last) in parts[0].items()}
        case tree.Not():
            return _unscored(one for one in talk.documents if one not in parts[0])
        case tree.FieldFilter() | tree.DateRange() | tree.MatchNone():
            return _unscored(one for one in talk.documents if _passes(one, query))
        case tree.Near(terms):
            parts = [match(talk, tree.Word(term)) for term in terms]
        case tree.Phrase(terms) if len(terms) > 1:
            parts = [match(talk, tree.Phrase((term,))) for term in terms]
        case tree.Word(term):
            # The form asked for counts beside all forms, so it ranks above others.
            forms = _scored(talk, query)
            return _summed([forms, _scored(talk, tree.Phrase((term,)))], forms)
        case tree.Phrase() | tree.Prefix() | tree.Wildcard() | tree.Fuzzy():
            return _scored(talk, query)
    ends = {
        talk.holders[begin]: talk.holders[end].number
        for begin, end in sorted(spans(talk, query), key=lambda span: -span[1])
    }
    if isinstance(query, tree.Window):
        whole = _summed(parts, set(parts[0]).intersection(*parts), ends)
        across = [_across(talk, query, parts, span) for span in spans(talk, query)]
        return whole | {talk.holders[begin]: found for begin, found in across}
    return _summed(parts, ends, ends)


@lru_cache(4096)
def spans(talk: Talk, query: Query) -> set[Span]:
    """Return where in the talk the matches of a window are, or of a tree that `has_positions`."""
    below = [spans(talk, child) for child in children(query)]
    match query:
        case tree.Or() | tree.Boost():
            return set.union(*below)
        case tree.Window(parts, window):
            whole = match(talk, tree.And(parts)).keys()
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


def terms_of(talk: Talk, atom: Query, language: str) -> Collection[str]:
    """Return the terms that an atom of one term asks for in a language."""
    match atom:
        case tree.Word(asked):
            return talk.forms(asked, language)
        case tree.Phrase((asked,)):
            return [asked]
        case tree.Prefix(start):
            return [term for term in talk.positions if term.startswith(start)]
        case tree.Wildcard(pattern):
            return [term for term in talk.positions if wildcard.fits(pattern, term)]
        case tree.Fuzzy(asked, edits):
            return talk.similar(asked, edits, 1)
    raise TypeError(f"{type(atom).__name__} is not an atom of one term")


def _across(
    talk: Talk, window: tree.Window, parts: Sequence[Mapping[Document, Match]], span: Span
) -> tuple[int, Match]:
    """Return the begin of a window and its match: its documents are scored as one.

    Each part occurs in it once, where it is last before the end.
    """
    begin, end = span
    last = talk.holders[end]
    size = 1 + norm(talk, last.begin + last.length - talk.holders[begin].begin)
    score = 0.0
    for child, part in zip(window.children, parts, strict=True):
        holder = talk.holders[max(at for at, _ in spans(talk, child) if at <= end)]
        score += part[holder].score * (1 + norm(talk, holder.length)) / size
    held = [part[talk.holders[begin]].last for part in parts if talk.holders[begin] in part]
    return begin, Match(score, max(last.number, *held))


def norm(talk: Talk, length: int) -> float:
    """Return the length norm of a document of so many tokens."""
    mean = len(talk.terms) / max(1, len(talk.documents))
    return float(bm25.norms(np.array([length]), mean)[0])


def _scored(talk: Talk, atom: Query) -> dict[Document, Match]:
    """Return the documents that hold an atom of one term, by BM25."""
    held = Counter(talk.holders[at] for at, _ in spans(talk, atom))
    mean = len(talk.terms) / max(1, len(talk.documents))
    norms = bm25.norms(np.array([document.length for document in held]), mean)
    idf = bm25.idf(len(talk.documents), len(held))
    scores = bm25.bm25(np.array([*held.values()]), norms, idf).tolist()
    return {one: Match(score, one.number) for one, score in zip(held, scores, strict=True)}


def _unscored(documents: Iterable[Document]) -> dict[Document, Match]:
    return {document: Match(0.0, document.number) for document in documents}


def _summed(
    parts: Sequence[Mapping[Document, Match]],
    documents: Iterable[Document],
    ends: Mapping[Document, int] | None = None,
) -> dict[Document, Match]:
    """Return documents with the sum of their scores in all parts and the latest of their ends."""
    found = {}
    for one in documents:
        held = [part[one] for part in parts if one in part]
        last = max([(ends or {}).get(one, one.number), *(match.last for match in held)])
        found[one] = Match(sum(match.score for match in held), last)
    return found


def _passes(document: Document, query: tree.FieldFilter | tree.DateRange | tree.MatchNone) -> bool:
    episode, segment = document.episode, document.segment
    match query:
        case tree.DateRange(first, end):
            first, end = first or datetime.date.min, end or datetime.date.max
            return episode.date is not None and first <= episode.date <= end
        case tree.FieldFilter("sponsor"):
            return segment.sponsor
        case tree.FieldFilter("episode", value):
            numbered = episode.number is not None
            by_number = numbered and number_term(episode.number or "") == number_term(value)
            return by_number or value == episode.id
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
