from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.edit_distance import auto_edits, damerau, levenshtein, within


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("flask", "flask", 0),
        ("falsk", "flask", 1),
        ("flsk", "flask", 1),
        ("ca", "abc", 3),
        ("", "ab", 2),
    ],
)
def test_two_letters_that_changed_places_are_one_edit(one: str, other: str, edits: int) -> None:
    assert damerau(one, other) == edits


def by_definition(one: str, other: str) -> int:
    @cache
    def edits(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        ways = [
            edits(i - 1, j) + 1,
            edits(i, j - 1) + 1,
            edits(i - 1, j - 1) + (one[i - 1] != other[j - 1]),
        ]
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            ways.append(edits(i - 2, j - 2) + 1)
        return min(ways)

    return edits(len(one), len(other))


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_counted_as_they_are_defined(one: str, other: str) -> None:
    assert damerau(one, other) == by_definition(one, other)


def levenshtein_by_definition(one: str, other: str) -> int:
    @cache
    def edits(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        return min(
            edits(i - 1, j) + 1,
            edits(i, j - 1) + 1,
            edits(i - 1, j - 1) + (one[i - 1] != other[j - 1]),
        )

    return edits(len(one), len(other))


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_of_levenshtein_swaps_nothing(one: str, other: str) -> None:
    assert levenshtein(one, other) == levenshtein_by_definition(one, other)


WORDS = st.text("abcß𝔵", max_size=7)


@given(WORDS, st.lists(WORDS, max_size=8), st.integers(0, 3), st.booleans())
def test_words_within_a_distance_are_those_whose_distance_alone_is_as_small(
    term: str, others: list[str], most: int, swaps: bool
) -> None:
    definition = by_definition if swaps else levenshtein_by_definition
    distances = [definition(term, other) for other in others]

    found = within(term, others, most, swaps=swaps).tolist()

    assert found == [number for number, far in enumerate(distances) if far <= most]


@pytest.mark.parametrize(("term", "edits"), [("it", 0), ("web", 1), ("flask", 1), ("django", 2)])
def test_a_longer_word_forgives_more_edits(term: str, edits: int) -> None:
    assert auto_edits(term) == edits
