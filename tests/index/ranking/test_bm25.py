import numpy as np
import pytest
from whoosh.scoring import bm25 as whoosh_bm25

from index.ranking import parameters
from index.ranking.bm25 import bm25, idf, joined, norms


@pytest.mark.parametrize("frequency", [1, 2, 50])
@pytest.mark.parametrize("length", [0, 1, 60, 1_000])
def test_a_word_scores_as_in_whoosh(frequency: int, length: int) -> None:
    idf, mean = 3.5, 45.5
    lengths = np.array([length])
    scores = bm25(np.array([frequency]), norms(lengths, mean), idf)

    assert scores.item() == pytest.approx(whoosh_bm25(idf, frequency, length, mean, 0.75, 1.2))


def test_what_fewer_hold_is_rarer() -> None:
    assert idf(100, 1) > idf(100, 50) > idf(100, 100) > 0
    assert idf(0, 0) == 1


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
