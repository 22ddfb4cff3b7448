from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedded.kernels import Budget, Unfinished, choice, numpy_windows
from index.embedded.kernels.interface import GAP, Windows
from tests.index.embedded.kernels.test_lists import both_ways

SIZE = 7  # words of a document


class Held:
    """Extents as `Extents` has them, by plain look-up; `places` are the positions of a child."""

    def __init__(self, places: Sequence[int], documents: int, dtype: type[Any]) -> None:
        by_document: dict[int, list[int]] = {}
        for place in places:
            by_document.setdefault((place - GAP) // SIZE, []).append(place)
        self.end = GAP + SIZE * documents + GAP
        self.documents = np.array(sorted(by_document), np.int64)
        self.firsts = np.array([min(by_document[n]) for n in sorted(by_document)], dtype)
        self.lasts = np.array([max(by_document[n]) for n in sorted(by_document)], dtype)

    def around(self, documents: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
        rows = np.searchsorted(self.documents, documents)
        return np.append(self.firsts, self.end)[rows], np.append(0, self.lasts)[rows]

    def beside(self, ends: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        places = sorted({0, self.end, *self.firsts.tolist(), *self.lasts.tolist()})
        rows = np.searchsorted(places, ends, "right")
        return np.array(places)[rows - 1], np.array(places)[rows]


def begins(documents: int) -> NDArray[np.int64]:
    return GAP + SIZE * np.arange(documents, dtype=np.int64)


def together(children: Sequence[Held]) -> NDArray[np.int64]:
    """Return the documents that hold all children."""
    held = set.intersection(*(set(child.documents.tolist()) for child in children))
    return np.array(sorted(held), np.int64)


def listed(found: Windows) -> list[list[int]]:
    return [column.tolist() for column in found]


@pytest.fixture(autouse=True)
def chosen(implementation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "IMPLEMENTATION", implementation)


def find(children: Sequence[Held], documents: int, size: int) -> Windows:
    return choice.windows(iter(children), together(children), begins(documents), size)


DOCUMENTS = 30
PLACES = st.sets(st.integers(GAP, GAP + SIZE * DOCUMENTS - 1), min_size=1, max_size=25).map(sorted)


@both_ways
@given(
    st.lists(PLACES, min_size=2, max_size=5),
    st.integers(2, 40),
    st.sampled_from([np.int32, np.int64]),
)
def test_windows_are_those_that_numpy_finds(
    places: list[list[int]], size: int, dtype: type[Any]
) -> None:
    children = [Held(mine, DOCUMENTS, dtype) for mine in sorted(places, key=len)]
    expected = numpy_windows.windows(iter(children), together(children), begins(DOCUMENTS), size)

    assert listed(find(children, DOCUMENTS, size)) == listed(expected)


def test_a_window_across_two_documents_is_found() -> None:
    # The last word of document 0, and the second of document 1; then both words of document 3.
    children = [
        Held([GAP + 6, GAP + 21], 4, np.int64),
        Held([GAP + 8, GAP + 24], 4, np.int64),
    ]

    assert listed(find(children, 4, 5)) == [[0], [1], [GAP + 6], [GAP + 8]]
    assert listed(find(children, 4, 2)) == [[], [], [], []]


def test_of_windows_that_share_a_word_the_shortest_is_taken() -> None:
    children = [Held([GAP + 8], 4, np.int32), Held([GAP + 4, GAP + 15], 4, np.int32)]

    assert listed(find(children, 4, 20)) == [[0], [1], [GAP + 4], [GAP + 8]]


def test_nothing_is_near_a_child_that_is_nowhere() -> None:
    children = [Held([], 4, np.int32), Held([GAP + 4], 4, np.int32)]

    assert listed(find(children, 4, 20)) == [[], [], [], []]


def test_more_children_are_not_asked_for_than_may_have_windows() -> None:
    asked = []

    def each() -> Iterator[Held]:
        for number in range(6):
            asked.append(number)
            yield Held([GAP + SIZE * 4 * number], DOCUMENTS, np.int32)

    choice.windows(each(), np.empty(0, np.int64), begins(DOCUMENTS), 9)

    assert len(asked) < 6


def test_windows_take_units_of_a_budget() -> None:
    children = [
        Held(range(GAP, GAP + 70), 10, np.int32),
        Held(range(GAP, GAP + 70, 9), 10, np.int64),
    ]
    enough = Budget(1000)
    choice.windows(iter(children), np.empty(0, np.int64), begins(10), 9, enough)

    assert enough.left < 1000
    with pytest.raises(Unfinished):
        choice.windows(iter(children), np.empty(0, np.int64), begins(10), 9, Budget(3))


# numpy compares the lengths of arrays itself.
@pytest.mark.parametrize("implementation", ["compiled"], indirect=True)
def test_columns_that_do_not_fit_are_refused(implementation: str) -> None:
    child = Held([GAP, GAP + 9], 4, np.int64)
    child.firsts, child.lasts = np.arange(3), np.arange(3)

    with pytest.raises(ValueError, match="as many positions as documents"):
        choice.windows(iter([child, child]), np.empty(0, np.int64), begins(4), 9)
