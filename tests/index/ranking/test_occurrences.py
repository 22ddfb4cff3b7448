import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import occurrences, parameters

BEFORE = st.lists(st.integers(0, 30_000), min_size=1).map(lambda many: np.array(many, np.int64))


def test_a_word_weighs_most_where_the_talk_begins() -> None:
    words = int(parameters.OPENING_WORDS)
    weights = occurrences.emphasis(np.array([0, words, 2 * words, 100 * words]))

    assert weights.tolist() == pytest.approx(
        [9, 1 + 8 / np.e, 1 + 8 / np.e**2, 1], abs=0.5 / occurrences.STEPS
    )


@given(BEFORE)
def test_a_weight_is_whole_steps_also_in_a_sponsor_message(before: np.ndarray) -> None:
    weights = occurrences.emphasis(before)
    lower = occurrences.in_sponsor_message(weights)

    for some in (weights, lower):
        assert (np.modf(some * occurrences.STEPS)[0] == 0).all()
    assert lower == pytest.approx(weights * parameters.SPONSOR, abs=0.5 / occurrences.STEPS)
    assert (lower < weights).all()
