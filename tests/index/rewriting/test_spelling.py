"""Spelling correction looks only at the terms that can be likelier than what was typed."""

import math
from collections.abc import Mapping

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index import open_index
from index.analysis import edit_distance
from index.embedded.statistics import EmbeddedStatistics
from index.query.tree import Word
from index.ranking import parameters
from index.rewriting.spelling import corrected
from index.rewriting.statistics import Statistics
from tests.builders import empty_folder, indexed
from tests.effort import examples

WORDS = ["tabs", "tubs", "tab", "stab", "bats", "tibs", "tabes"]
SEGMENTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), max_size=30)
SPOKEN = 1500
"""Further segments, so that a word may be rarer than an edit."""


@settings(max_examples=examples(40), deadline=None)
@given(SEGMENTS, st.sampled_from(WORDS), st.sampled_from(["", *WORDS]))
def test_the_correction_is_that_of_a_look_at_all_terms(
    segments: list[list[str]], typed: str, beside: str
) -> None:
    others = ["silence"] * (SPOKEN // 2) + ["tabs"] * (SPOKEN // 2)
    show = {"a": [" ".join(said) for said in segments] + others}
    with empty_folder() as folder, open_index(indexed(str(folder), show)) as engine:
        statistics = engine.statistics
        # Words that an operator parts are no phrase, so that each is corrected by itself.
        q = f"{typed} OR {beside}" if beside else typed
        words = list(dict.fromkeys([typed, *([beside] if beside else [])]))
        changes: dict[str, str] = {}
        for word in sorted(words, key=lambda word: len(statistics.matching(Word(word)))):
            beside_it = [changes.get(other, other) for other in words]
            meant = plain_meant(statistics, word, beside_it)
            if meant not in beside_it:
                changes[word] = meant
        expected = " ".join(changes.get(word, word) for word in q.split()) if changes else None
        found = corrected(statistics, q)

        assert (found and found.q) == expected


def test_a_common_word_is_right_before_any_term_like_it_is_looked_for() -> None:
    class Blind(EmbeddedStatistics):
        def similar_terms(self, term: str, edits: int, kept: int) -> dict[str, int]:
            raise AssertionError(term)

    show = {"a": ["tubs", *["tabs"] * 300]}
    with empty_folder() as folder, open_index(indexed(str(folder), show)) as engine:
        assert isinstance(engine.statistics, EmbeddedStatistics)
        assert corrected(Blind(engine.statistics.snapshot), "tabs OR tubs") is None


def plain_meant(statistics: Statistics, typed: str, words: list[str]) -> str:
    """Return the likeliest term by the model of Decision 0014, each candidate looked at in full."""
    held: Mapping[str, set[int]] = {
        word: set(statistics.matching(Word(word)).tolist()) for word in words
    }
    beside = [held[word] for word in words if word != typed and held[word]]
    context = min(beside, key=len, default=None)

    def likelihood(said: set[int]) -> float:
        share = len(said) / statistics.documents
        if context is not None:
            share = (share + len(said & context) / len(context)) / 2
        return math.log(share) if share else -math.inf

    most = 1 if len(typed) <= parameters.CORRECTION_ONE_EDIT else 2
    for kept in (1, 0):
        counts = statistics.similar_terms(typed, 2, kept)
        edits = {term: edit_distance.damerau(typed, term) for term in counts if term != typed}
        near = {term: edited for term, edited in edits.items() if edited <= most}
        if near:
            break
    costs = {term: parameters.CORRECTION_SLIP * edited for term, edited in near.items()}
    order = sorted(near, key=lambda term: (costs[term] - np.log(counts[term]), term))
    said = {term: set(statistics.matching(Word(term)).tolist()) for term in near}
    best, score = typed, likelihood(held[typed])
    if held[typed]:
        score += parameters.CORRECTION_SAID
    for term in order:
        if likelihood(said[term]) - costs[term] > score:
            best, score = term, likelihood(said[term]) - costs[term]
    return best
