import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from whoosh.scoring import bm25 as whoosh_bm25

from index.embedded import parameters
from index.embedded.ranking import Scores, best, bm25, joined, norms, rarity

FINITE = st.floats(width=32, allow_nan=False, allow_infinity=False)


def assert_best(scores: Scores, count: int) -> None:
    everything = sorted(range(len(scores)), key=lambda at: -float(scores[at]))

    assert best(scores, count).tolist() == everything[:count]


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


@pytest.mark.parametrize("frequency", [1, 2, 50])
@pytest.mark.parametrize("length", [0, 1, 60, 1_000])
def test_a_word_scores_as_in_whoosh(frequency: int, length: int) -> None:
    idf, mean = 3.5, 45.5
    lengths = np.array([length])
    scores = bm25(np.array([frequency]), norms(lengths, mean), idf)

    assert scores.item() == pytest.approx(whoosh_bm25(idf, frequency, length, mean, 0.75, 1.2))


def test_what_fewer_hold_is_rarer() -> None:
    assert rarity(100, 1) > rarity(100, 50) > rarity(100, 100) > 0
    assert rarity(0, 0) == 1


def test_where_no_document_has_words_nothing_divides_by_their_mean() -> None:
    assert np.isfinite(norms(np.zeros(3, np.int64), 0.0)).all()


@pytest.mark.parametrize("k1", [0.5, 50.0])
@pytest.mark.parametrize("b", [0.0, 1.0])
def test_scores_go_by_k1_and_b_as_they_are_set_now(
    monkeypatch: pytest.MonkeyPatch, k1: float, b: float
) -> None:
    lengths = np.array([20, 200])
    monkeypatch.setattr(parameters, "K1", k1)
    monkeypatch.setattr(parameters, "B", b)

    own = norms(lengths, 50.0)

    assert own.tolist() == pytest.approx(norms(lengths, 50.0, k1, b).tolist())
    assert joined(own, np.array([30, 0]), 50.0).tolist() == pytest.approx(
        norms(np.array([50, 200]), 50.0).tolist()
    )
    assert bm25(np.array([3]), own, 2.0).tolist() == bm25(np.array([3]), own, 2.0, k1).tolist()
