"""The query tree, evaluated by looking at every token: which documents match, and how well."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, assert_never

import numpy as np

from index import analysis
from index.analysis import subwords, wildcard
from index.query.tree import (
    And,
    Boost,
    DateRange,
    FieldFilter,
    Fuzzy,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SameEpisode,
    Wildcard,
    Window,
    Word,
)
from index.ranking import bm25
from tests.plain_engine.talk import GAP, Document, Talk

__all__ = ["Scan", "Scores"]

Scores = dict[int, float]
"""The numbers of the documents that match, each with its score."""


class _Span(NamedTuple):
    """The global positions of the first and the last token of a match."""

    begin: int
    end: int


class Scan:
    """Evaluates trees over the talk of a commit, each of them once."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._matched: dict[Query, Scores] = {}
        self._spans: dict[Query, list[_Span]] = {}
        self._windows: dict[Window, list[_Span]] = {}

    def match(self, tree: Query) -> Scores:
        """Return the documents that match a tree."""
        if tree not in self._matched:
            self._matched[tree] = self._match(tree)
        return self._matched[tree]

    def spans(self, tree: Query) -> list[_Span]:
        """Return where in the talk a tree is that `has_positions`, by their begins."""
        if tree not in self._spans:
            self._spans[tree] = sorted(self._find(tree))
        return self._spans[tree]

    def last(self, tree: Query, document: int) -> int:
        """Return the document in which the match ends that begins in a document."""
        match tree:
            case Window(children):
                here = [span for span in self._across(tree) if self._holder(span.begin) == document]
                lasts = [self.last(child, document) for child in children]
                return max([document, *lasts, *(self._holder(span.end) for span in here)])
            case And(children) | Or(children):
                return max([document, *(self.last(child, document) for child in children)])
            case Boost(child):
                return self.last(child, document)
            case Phrase() | Near():
                ends = [end for begin, end in self.spans(tree) if self._holder(begin) == document]
                return max(document, self._holder(min(ends))) if ends else document
        return document

    def _match(self, tree: Query) -> Scores:
        match tree:
            case Word(term):
                said = self.match(Phrase((term,)))
                scores = self._scored(self.spans(tree))
                # The form asked for counts beside all forms, so it ranks above others.
                return {number: score + said.get(number, 0) for number, score in scores.items()}
            case Prefix() | Wildcard() | Fuzzy() | Phrase((_,)):
                return self._scored(self.spans(tree))
            case Phrase(terms):
                return self._begun(tree, [self.match(Phrase((term,))) for term in terms])
            case Near(terms):
                return self._begun(tree, [self.match(Word(term)) for term in terms])
            case FieldFilter(name, value):
                return self._where(_named(name, value))
            case DateRange(first, last):
                return self._where(
                    lambda document: (
                        (date := document.episode.date) is not None
                        and (first is None or first <= date)
                        and (last is None or date <= last)
                    )
                )
            case Boost(child, factor):
                return {number: factor * score for number, score in self.match(child).items()}
            case Not(child):
                refused = self.match(child)
                return self._where(lambda document: document.number not in refused)
            case And(children):
                return _all([self.match(child) for child in children])
            case Or(children):
                return _any([self.match(child) for child in children])
            case Window(children):
                parts = [self.match(child) for child in children]
                found = _all(parts)
                for begin, end in self._across(tree):
                    inside = range(self._holder(begin), self._holder(end) + 1)
                    best = [max(part.get(number, 0) for number in inside) for part in parts]
                    found[inside.start] = sum(best)
                return found
            case SameEpisode(children):
                parts = [self.match(child) for child in children]
                held = [{self._episode(number) for number in part} for part in parts]
                whole = set.intersection(*held)
                found = _any(parts)
                return {number: found[number] for number in found if self._episode(number) in whole}
            case MatchNone():
                return {}
        assert_never(tree)

    def _find(self, tree: Query) -> Iterable[_Span]:
        match tree:
            case Word(term):
                return [
                    _Span(position, position)
                    for language in self._talk.languages
                    for form in self._talk.forms(term, language)
                    for position in self._talk.positions[form]
                    if self._talk.tokens[position].document.language == language
                ]
            case Prefix() | Wildcard() | Fuzzy():
                return self._said([word for word in self._talk.positions if _fits(tree, word)])
            case Phrase((term,)):
                return self._said([term])
            case Phrase((term, *others), slop):
                return self._in_order(term, others, min(slop + 1, GAP))
            case Near(terms, window):
                words = [self.spans(Word(term)) for term in dict.fromkeys(terms)]
                return self._near(words, min(window, GAP))
            case Or(children):
                return [span for child in children for span in self.spans(child)]
            case Boost(child):
                return self.spans(child)
        raise TypeError(f"{type(tree).__name__} has no places")

    def _said(self, terms: Iterable[str]) -> Iterable[_Span]:
        positions = self._talk.positions
        return [_Span(at, at) for term in terms for at in positions.get(term, ())]

    def _in_order(self, first: str, others: list[str], reach: int) -> Iterable[_Span]:
        tokens = self._talk.tokens
        for begin, _ in self.spans(Phrase((first,))):
            ends = {begin}
            for term in others:
                ahead = {end + step for end in ends for step in range(1, reach + 1)}
                ends = {end for end in ahead if end in tokens and tokens[end].term == term}
                if not ends:
                    break
            if ends:
                yield _Span(begin, min(ends))

    def _near(self, words: list[list[_Span]], window: int) -> Iterable[_Span]:
        never = [_Span(self._talk.extent + window, -1)]
        for begin in {span.begin for word in words for span in word}:
            after = [(word + never)[bisect_left(word, (begin,))].begin for word in words]
            if max(after) - begin < window:
                yield _Span(begin, max(after))

    def _across(self, tree: Window) -> list[_Span]:
        """Return the windows that hold all children and touch no document that does.

        Of windows that share a token the shortest, of those as short the first.
        """
        if tree not in self._windows:
            whole = set(_all([self.match(child) for child in tree.children]))
            windows = [
                span
                for span in self._smallest(tree)
                if whole.isdisjoint(range(self._holder(span.begin), self._holder(span.end) + 1))
            ]
            self._windows[tree] = [one for one in windows if not any(_better(one, windows))]
        return self._windows[tree]

    def _smallest(self, tree: Window) -> Iterable[_Span]:
        """Yield the windows that hold all children and have no smaller one inside."""
        begins = [
            (span.begin, child)
            for child, part in enumerate(tree.children)
            for span in self.spans(part)
        ]
        last = [-GAP] * len(tree.children)
        before = -GAP
        for end, child in sorted(begins):
            last[child] = end
            begin = min(last)
            if begin > before and end - begin < min(tree.window, GAP):
                yield _Span(begin, end)
            before = begin

    def _begun(self, tree: Phrase | Near, words: list[Scores]) -> Scores:
        """Return the documents in which a match begins, scored by the words that it is of."""
        documents = {self._holder(begin) for begin, _ in self.spans(tree)}
        return {one: sum(word.get(one, 0) for word in words) for one in sorted(documents)}

    def _scored(self, spans: list[_Span]) -> Scores:
        """Return the documents that hold something, scored as one word by BM25."""
        often = Counter(self._holder(begin) for begin, _ in spans)
        held = np.array(list(often), np.int64)
        idf = bm25.idf(len(self._talk.documents), len(often))
        scores = bm25.bm25(np.array([*often.values()]), self._norms[held], idf)
        return dict(zip(often, scores.tolist(), strict=True))

    @cached_property
    def _norms(self) -> bm25.Scores:
        lengths = np.array([document.length for document in self._talk.documents], np.int64)
        return bm25.norms(lengths, float(lengths.mean()) if len(lengths) else 0.0)

    def _where(self, wanted: Callable[[Document], bool]) -> Scores:
        return {document.number: 0.0 for document in self._talk.documents if wanted(document)}

    def _holder(self, position: int) -> int:
        return self._talk.tokens[position].document.number

    def _episode(self, number: int) -> int:
        return self._talk.documents[number].episode_number


def _fits(tree: Prefix | Wildcard | Fuzzy, term: str) -> bool:
    match tree:
        case Prefix(start):
            return term.startswith(start)
        case Wildcard(pattern):
            return wildcard.fits(pattern, term)
        case Fuzzy(asked, edits):
            return term[0] == asked[0] and analysis.levenshtein(term, asked, edits) <= edits


def _named(name: str, value: str) -> Callable[[Document], bool]:
    if name == "sponsor":
        return lambda document: document.segment.sponsor
    if name == "episode":
        return lambda document: (
            value == document.episode.id
            or (
                document.episode.number is not None
                and document.episode.number.casefold().lstrip("0") == value.casefold().lstrip("0")
            )
        )
    words = set(subwords.names(value))

    def named(document: Document) -> bool:
        episode, segment = document.episode, document.segment
        names = {"speaker": segment.speaker, "title": episode.title, "show": episode.show}
        return bool(words) and words <= set(subwords.names(names[name] or ""))

    return named


def _better(span: _Span, spans: Iterable[_Span]) -> Iterable[bool]:
    """Yield for each of some windows that shares a token with one whether it is the better one."""
    size = span.end - span.begin
    for begin, end in spans:
        if begin <= span.end and span.begin <= end:
            yield (end - begin, begin) < (size, span.begin)


def _all(parts: Sequence[Scores]) -> Scores:
    first, *others = parts
    found = {number for number in first if all(number in part for part in others)}
    return {number: sum(part[number] for part in parts) for number in found}


def _any(parts: Sequence[Scores]) -> Scores:
    found: Scores = {}
    for part in parts:
        for number, score in part.items():
            found[number] = found.get(number, 0) + score
    return found
