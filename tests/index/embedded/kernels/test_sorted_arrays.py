import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.kernels.sorted_arrays import look_up

NUMBERS = st.sets(st.integers(0, 40)).map(sorted)


@given(NUMBERS, NUMBERS.filter(bool))
def test_each_number_is_found_where_it_stands_among_others(
    wanted: list[int], among: list[int]
) -> None:
    places, there = look_up(np.array(wanted, np.int64), np.array(among, np.int64))

    assert there.tolist() == [number in among for number in wanted]
    assert [among[p] for p in places[there].tolist()] == [n for n in wanted if n in among]
