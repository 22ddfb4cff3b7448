import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.writing.inversion import destinations, gather, sorted_stably

COUNTS = st.integers(1, 4).flatmap(
    lambda terms: st.lists(
        st.lists(st.integers(0, 3), min_size=terms, max_size=terms), min_size=1, max_size=4
    )
)


@pytest.mark.parametrize("count", [1, 5, 1 << 16, 1 << 20])
def test_numbers_are_sorted_and_equal_ones_stay_in_their_order(count: int) -> None:
    numbers = np.random.default_rng(count).integers(0, count, 5_000).astype(np.int32)

    order = sorted_stably(numbers, count).tolist()

    assert order == sorted(range(len(numbers)), key=numbers.tolist().__getitem__)


@given(COUNTS)
def test_parts_sorted_by_term_are_put_together_by_term_and_then_by_part(
    parts: list[list[int]],
) -> None:
    items = [
        [(term, part) for term, n in enumerate(p) for _ in range(n)] for part, p in enumerate(parts)
    ]
    together: dict[int, tuple[int, int]] = {}
    for mine, found in zip(items, destinations([np.array(p) for p in parts]), strict=True):
        together |= zip(found.tolist(), mine, strict=True)

    assert [together[place] for place in range(len(together))] == sorted(
        item for mine in items for item in mine
    )


def test_occurrences_of_a_document_are_one_posting() -> None:
    # The first term occurs three times in document 2 and once in 5, the second not at all, and the
    # third once in 5.
    documents = np.array([2, 2, 2, 5, 5], np.int32)
    positions = np.array([0, 4, 9, 1, 2], np.int32)

    lists = gather(np.array([4, 0, 1]), documents, positions)

    assert lists.counts.tolist() == [2, 0, 1]
    assert lists.documents.tolist() == [2, 5, 5]
    assert lists.frequencies.tolist() == [3, 1, 1]
    assert lists.positions.tolist() == [0, 4, 9, 1, 2]


def test_no_occurrences_are_no_postings() -> None:
    nothing = np.empty(0, np.int32)

    lists = gather(np.array([0, 0]), nothing, nothing)

    assert [column.tolist() for column in lists] == [[0, 0], [], [], []]
