import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.kernels.sorted_arrays import bitmap, distinct, joined, look_up

NUMBERS = st.sets(st.integers(0, 40)).map(sorted)


@given(NUMBERS, NUMBERS.filter(bool))
def test_each_number_is_found_where_it_stands_among_others(
    wanted: list[int], among: list[int]
) -> None:
    places, there = look_up(np.array(wanted, np.int64), np.array(among, np.int64))

    assert there.tolist() == [number in among for number in wanted]
    assert [among[p] for p in places[there].tolist()] == [n for n in wanted if n in among]


@given(st.sets(st.integers(0, 4000)).map(sorted), st.integers(4001, 5000))
def test_a_bitmap_has_a_bit_for_each_number_the_lowest_first(numbers: list[int], size: int) -> None:
    bits = bitmap(np.array(numbers, np.int64), size)

    assert len(bits) == -(-size // 8)
    assert np.flatnonzero(np.unpackbits(bits, bitorder="little")).tolist() == numbers


@given(st.lists(st.integers(0, 9)).map(sorted))
def test_repeated_numbers_are_left_out(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


def test_a_single_array_is_not_copied() -> None:
    one, other = np.array([1]), np.array([2])

    assert joined([one]) is one
    assert joined([one, other]).tolist() == [1, 2]
    assert [part.dtype.name for part in (joined([]), joined([], np.float32))] == [
        "int64",
        "float32",
    ]
