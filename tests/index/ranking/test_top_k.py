import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.ranking.bm25 import Scores
from index.ranking.top_k import top_k

FINITE = st.floats(width=32, allow_nan=False, allow_infinity=False)


def assert_best(scores: Scores, count: int) -> None:
    everything = sorted(range(len(scores)), key=lambda at: -float(scores[at]))

    assert top_k(scores, count).tolist() == everything[:count]


@given(arrays.arrays(np.float32, st.integers(0, 300), elements=FINITE), st.integers(0, 310))
def test_the_best_are_the_first_of_a_whole_stable_sort(scores: Scores, count: int) -> None:
    assert_best(scores, count)


@pytest.mark.parametrize("size", [255, 256, 257, 2_560, 2_561, 10_000])
@pytest.mark.parametrize("levels", [1, 2, 9, 10**6])
@pytest.mark.parametrize("count", [0, 1, 9, 10, 200, 10**12])
def test_the_best_of_many_with_any_number_of_ties_are_the_same(
    size: int, levels: int, count: int
) -> None:
    dice = np.random.default_rng(size + levels + count)
    scores = dice.integers(-levels, levels, size).astype(np.float32)

    assert_best(scores, count)
    assert_best(np.sort(scores), count)
