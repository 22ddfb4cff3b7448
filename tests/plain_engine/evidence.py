"""The evidence of episodes for a query: BM25 over whole episodes, by a look at every word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from index import Episode, analysis
from index.query import tree
from index.query.tree import Query, children
from index.ranking import bm25, parameters
from index.rewriting.relaxation import Relaxation
from tests.plain_engine.called import holds, names
from tests.plain_engine.scan import match, spans
from tests.plain_engine.talk import Document, Talk

__all__ = ["NearWord", "evidence", "near_words"]


class NearWord(NamedTuple):
    """A word that is said: its first and last position in each document, and its weight."""

    positions: dict[Document, tuple[int, int]]
    weight: float


class _Signal(NamedTuple):
    """Occurrences in documents, and the numbers of the episodes that are called so."""

    occurrences: Counter[Document]
    titles: set[int]


def evidence(talk: Talk, relaxed: Relaxation, *, demote: bool) -> dict[int, float]:
    """Return the score of each episode, by its number."""
    parts, filters = tree.required(relaxed.evidence)
    allowed = set(match(talk, tree.And(tuple(filters)))) if filters else set(talk.documents)
    total: dict[int, float] = defaultdict(float)
    for part in parts:
        for number, score in _scores(talk, part, allowed, demote=demote).items():
            total[number] += score
    best = sorted(total, key=lambda number: (-total[number], number))
    for number, added in _near(talk, relaxed, set(best[: parameters.NEAR_EPISODES])).items():
        total[number] += added
    return total


def near_words(talk: Talk, relaxed: Relaxation) -> list[NearWord]:
    """Return the words of a query that are said, rarest first."""
    words = []
    for word, factor in dict(_boosted(tree.And(relaxed.telling), 1.0)).items():
        held: dict[Document, list[int]] = defaultdict(list)
        for at, _ in sorted(spans(talk, word)):
            held[talk.holders[at]].append(at)
        if held:
            positions = {document: (at[0], at[-1]) for document, at in held.items()}
            words.append(NearWord(positions, factor * bm25.idf(len(talk.documents), len(held))))
    return sorted(words, key=lambda word: len(word.positions))[: parameters.MOST_NEAR]


def _boosted(query: Query, factor: float) -> Iterator[tuple[tree.Word, float]]:
    match query:
        case tree.Word():
            yield query, factor
        case tree.Near(terms):
            yield from ((tree.Word(term), factor) for term in terms)
        case tree.Boost(child, more):
            yield from _boosted(child, factor * more)
        case tree.Or((first, *_)):
            yield from _boosted(first, factor)
        case tree.And() | tree.Window():
            for child in children(query):
                yield from _boosted(child, factor)


def _scores(talk: Talk, query: Query, allowed: set[Document], *, demote: bool) -> dict[int, float]:
    if isinstance(query, tree.Boost):
        scores = _scores(talk, query.child, allowed, demote=demote)
        return {number: query.factor * score for number, score in scores.items()}
    total: dict[int, float] = defaultdict(float)
    if isinstance(query, tree.And | tree.Or | tree.Window):
        for child in query.children:
            for number, score in _scores(talk, child, allowed, demote=demote).items():
                total[number] += score
    elif isinstance(query, tree.Atom):
        for occurrences, titles in _signals(talk, query):
            counts: dict[int, float] = defaultdict(float)
            for document, often in occurrences.items():
                if document in allowed:
                    counts[document.episode_number] += often * _weight(talk, document, demote)
            for number in titles:
                counts[number] += parameters.TITLE
            idf = bm25.idf(len(talk.documents), len(occurrences))
            for number, count in counts.items():
                total[number] += _bm25(talk, number, count, idf)
    return total


def _signals(talk: Talk, atom: tree.Atom) -> Iterator[_Signal]:
    """Yield the forms of a word in each language, and the word as typed; or what an atom finds."""
    if isinstance(atom, tree.Word):
        by_stem = defaultdict[str, set[str]](set)
        for language in talk.languages:
            by_stem[analysis.stem(atom.term, language)].add(language)
        for stem, languages in by_stem.items():
            at = [at for at, _ in spans(talk, atom) if talk.holders[at].language in languages]
            named = {
                number
                for number, episode in _episodes(talk)
                if (episode.language or "en") in languages
                and stem in {analysis.stem(t, episode.language or "en") for t in _called(episode)}
            }
            yield _Signal(Counter(talk.holders[one] for one in at), named)
        positions = talk.positions.get(atom.term, ())
        named = {number for number, episode in _episodes(talk) if atom.term in _called(episode)}
        yield _Signal(Counter(talk.holders[one] for one in positions), named)
        return
    named = set()
    if isinstance(atom, tree.Phrase):
        named = {
            number
            for number, episode in _episodes(talk)
            if any(holds(name, atom.terms) for name in names(episode))
        }
    yield _Signal(Counter(match(talk, atom).keys()), named)


def _near(talk: Talk, relaxed: Relaxation, best: set[int]) -> dict[int, float]:
    """Return what words near each other add to the scores of the best episodes."""
    added: dict[int, float] = defaultdict(float)
    for first, second in combinations(near_words(talk, relaxed), 2):
        few, many = sorted((_within(first, best), _within(second, best)), key=len)
        counts: dict[int, float] = defaultdict(float)
        for at in few:
            if many and 0 < min(abs(at - other) for other in many) <= parameters.NEAR_WORDS:
                number = talk.holders[at].episode_number
                counts[number] += _emphasis(at - _begin(talk, number))
        for number, weighted in counts.items():
            idf = parameters.PAIR_WEIGHT * (first.weight + second.weight)
            added[number] += _bm25(talk, number, weighted, idf)
    return added


def _within(word: NearWord, episodes: set[int]) -> Sequence[int]:
    held = word.positions.items()
    return sorted({at for one, ends in held if one.episode_number in episodes for at in ends})


def _bm25(talk: Talk, number: int, count: float, idf: float) -> float:
    lengths = _lengths(talk)
    mean = sum(lengths.values()) / max(1, len(talk.recordings))
    k1 = parameters.EPISODE_K1
    norm = k1 * (1 - parameters.EPISODE_B + parameters.EPISODE_B * lengths[number] / (mean or 1))
    return count * idf * (k1 + 1) / (count + norm)


def _weight(talk: Talk, document: Document, demote: bool) -> float:
    before = document.begin - _begin(talk, document.episode_number)
    weight = _emphasis(before)
    is_lower = demote and document.segment.sponsor
    return _in_steps(weight * parameters.SPONSOR) if is_lower else weight


def _emphasis(before: int) -> float:
    return _in_steps(float(1 + parameters.OPENING * np.exp(-before / parameters.OPENING_WORDS)))


def _in_steps(weight: float) -> float:
    return round(128 * weight) / 128


@lru_cache(64)
def _lengths(talk: Talk) -> dict[int, float]:
    """Return the weighted number of words of each episode."""
    lengths: dict[int, float] = defaultdict(float)
    for document in talk.documents:
        before = document.begin - _begin(talk, document.episode_number)
        lengths[document.episode_number] += document.length * _emphasis(before)
    return lengths


def _begin(talk: Talk, number: int) -> int:
    return _begins(talk)[number]


@lru_cache(64)
def _begins(talk: Talk) -> dict[int, int]:
    """Return the position of the first word of each episode."""
    begins: dict[int, int] = {}
    for document in talk.documents:
        begins.setdefault(document.episode_number, document.begin)
    return begins


def _episodes(talk: Talk) -> Iterable[tuple[int, Episode]]:
    return enumerate(one.episode for one in talk.recordings.values())


def _called(episode: Episode) -> set[str]:
    return {term for name in names(episode) for term in name}
