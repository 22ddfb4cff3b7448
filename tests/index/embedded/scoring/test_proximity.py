import bisect
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.matching.extents import Extents
from index.embedded.reading import opening
from index.embedded.scoring.proximity import Stretches, WeightedWord, pairs, weighted_words, words
from index.query.tree import (
    And,
    Boost,
    FieldFilter,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Window,
    Word,
)
from index.ranking import parameters
from tests.builders import indexed

NEAR = parameters.NEAR_WORDS
LENGTH = 10
BEGINS = np.array([100, 2_000, 4_000])  # of stretches of thirty documents
STRETCHES = Stretches(np.array([0, 30, 90]), np.array([30, 60, 120]), BEGINS, BEGINS + 300)
TALK = [*range(100, 400), *range(2_000, 2_300), *range(3_000, 3_300)]
PLACES = st.lists(st.sampled_from(TALK), max_size=40, unique=True).map(sorted)
A, B, C = Word("a"), Word("b"), Word("c")


class Said:
    """The extents of a word: its first and last position in each document of ten words."""

    def __init__(self, *places: int) -> None:
        held: dict[int, list[int]] = {}
        for place in places:
            stretch = bisect.bisect_right([100, 2_000, 3_000, 4_000], place) - 1
            begin = [100, 2_000, 3_000, 4_000][stretch]
            held.setdefault(30 * stretch + (place - begin) // LENGTH, []).append(place)
        self.documents = np.array(list(held), np.int64)
        self.firsts = np.array([min(some) for some in held.values()], np.int64)
        self.lasts = np.array([max(some) for some in held.values()], np.int64)


def word(weight: float, *places: int) -> WeightedWord:
    return WeightedWord(cast(Extents, Said(*places)), weight)


def near(*words: Sequence[int]) -> list[list[int]]:
    """Return for each pair the stretch of each of its occurrences."""
    found = pairs([word(5.0, *places) for places in words], STRETCHES)
    return [pair.stretches.tolist() for pair in found]


def test_words_are_near_each_other_within_so_many_words_in_either_order() -> None:
    assert near([110, 2_010], [110 + NEAR, 2_010 + NEAR + 1]) == [[0]]
    assert near([110 + NEAR, 2_010 + NEAR + 1], [110, 2_010]) == [[0]]


def test_each_place_counts_where_the_word_is_said_less_often() -> None:
    assert near([110, 130, 2_010], [112, 118, 122, 134, 2_012]) == [[0, 0, 1]]


def test_words_are_near_across_the_border_of_documents() -> None:
    assert near([109], [111]) == [[0]]


def test_what_is_outside_the_stretches_does_not_count() -> None:
    assert near([3_000], [3_001]) == []


def test_every_pair_of_three_words_counts() -> None:
    assert near([110], [112], [114, 2_000]) == [[0], [0], [0]]


def test_a_pair_tells_what_its_words_count_and_how_many_words_stand_before() -> None:
    (pair,) = pairs([word(9.0, 110), word(5.0, 112)], STRETCHES)

    assert (pair.before.tolist(), pair.weight) == ([10], 14.0)


def test_of_many_words_the_rarest_are_looked_at(tmp_path: Path) -> None:
    rare = [f"rare{number}" for number in range(parameters.MOST_NEAR)]
    indexed(tmp_path, {"e": [" ".join(["common", *rare]), "common"]})
    snapshot, _ = opening.open_snapshot(tmp_path)

    asked = weighted_words(snapshot, Window(tuple(map(Word, ["common", *rare])), 64))

    assert [len(found.extents) for found in asked] == [1] * parameters.MOST_NEAR


def test_a_boosted_word_counts_so_much_more(tmp_path: Path) -> None:
    indexed(tmp_path, {"e": ["a b"]})
    snapshot, _ = opening.open_snapshot(tmp_path)

    one, other = weighted_words(snapshot, And((A, Boost(B, 3.0))))

    assert other.weight == pytest.approx(3 * one.weight)


@given(PLACES, PLACES)
def test_what_is_near_is_near_in_a_plain_scan_too(one: list[int], other: list[int]) -> None:
    other = [place for place in other if place not in one]  # one place holds one word
    stretches = [
        stretch
        for stretch, (begin, end) in enumerate(zip(BEGINS, STRETCHES.ends, strict=True))
        for a in one
        for b in other
        if begin <= a < end and begin <= b < end and abs(a - b) <= NEAR
    ]
    shown = [number for places in near(one, other) for number in places]
    lone = all(len(set(some)) == len(some) for some in (_held(one), _held(other)))

    assert set(shown) <= set(stretches)
    if lone:  # else a place between the first and the last may be the near one
        assert set(shown) == set(stretches)


def _held(places: Sequence[int]) -> list[int]:
    return [place // LENGTH for place in places]


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        (A, [A]),
        (Window((A, Boost(B, 2.0)), 64), [A, B]),
        (And((Window((A, B), 64), FieldFilter("speaker", "c"), Not(C))), [A, B]),
        (Or((A, B)), [A]),
        (And((Or((And((A, B)), Word("ab"))), C)), [A, B, C]),
        (And((Near(("a", "b"), 10), C)), [A, B, C]),
        (And((Phrase(("a", "b")), Prefix("a"), C)), [C]),
    ],
)
def test_the_words_of_a_query_are_those_that_were_typed(tree: Query, found: list[Word]) -> None:
    assert list(words(tree)) == found
