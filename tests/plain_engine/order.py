"""The order of hits: every score is made, every hit is sorted."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from index.query import tree
from index.query.tree import Query
from index.ranking import parameters
from tests.plain_engine.evidence import NearWord
from tests.plain_engine.scan import Match, norm
from tests.plain_engine.talk import Document, Talk

__all__ = ["scores", "spread", "spreads"]

HitT = TypeVar("HitT")


def scores(
    talk: Talk,
    found: Mapping[Document, Match],
    evidence: Mapping[int, float],
    words: Sequence[NearWord],
    exact: Container[Document],
    *,
    demote: bool,
) -> dict[Document, float]:
    """Return the score of each document that is found, some of which are exact hits."""
    messages = {one: parameters.SPONSOR if demote and one.segment.sponsor else 1.0 for one in found}
    shorts = {one: parameters.SHORT if one in exact and _is_short(one) else 1.0 for one in found}
    total = {
        one: messages[one]
        * (
            shorts[one] * found[one].score
            + parameters.EPISODE_WEIGHT * evidence.get(one.episode_number, 0.0)
        )
        for one in found
    }
    best = sorted(total, key=lambda one: (-total[one], one.number))[: parameters.NEAR_SEGMENTS]
    for one in best:
        total[one] += messages[one] * shorts[one] * _nearness(talk, one, words)
    return total


def spreads(query: Query) -> bool:
    """Return whether the first hits of a query are of several episodes if they can be."""
    _, filters = tree.required(query)
    return not any(isinstance(one, tree.FieldFilter) and one.name == "episode" for one in filters)


def spread(
    hits: Iterable[HitT], episode: Callable[[HitT], object], is_demoted: Callable[[HitT], bool]
) -> list[HitT]:
    """Return sorted hits with at most `HITS_OF_EPISODE` of an episode among the first ones.

    Demoted ones come among the first only where other hits, of whatever episode, score less.
    """
    first: list[HitT] = []
    rest: list[HitT] = []
    taken: Counter[object] = Counter()
    for hit in hits:
        if is_demoted(hit):
            rest.append(hit)
            continue
        taken[episode(hit)] += 1
        fits = taken[episode(hit)] <= parameters.HITS_OF_EPISODE
        (first if fits and len(first) < parameters.FIRST_HITS else rest).append(hit)
    return first + rest


def _is_short(document: Document) -> bool:
    return document.length < parameters.SHORT_WORDS


def _nearness(talk: Talk, document: Document, words: Sequence[NearWord]) -> float:
    """Return what words near each other in a document, or across its end, add to its score."""
    weight = 0.0
    for one, other in combinations(words, 2):
        ends, others = _ends(one, document), _ends(other, document)
        if min(abs(at - beside) for at in ends for beside in others) <= parameters.NEAR_WORDS:
            weight += one.weight + other.weight
    return weight * parameters.PAIR_WEIGHT * (parameters.K1 + 1) / (1 + norm(talk, document.length))


def _ends(word: NearWord, document: Document) -> tuple[int, int]:
    """Return the ends of a word in a document, or in the next that holds it, or in the last."""
    holding = sorted(word.positions, key=lambda one: one.number)
    following = [one for one in holding if one.number >= document.number]
    return word.positions[following[0] if following else holding[-1]]
