import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quality import metrics
from bench.quality.figures import aside, difference, halves, own
from bench.quality.parts import is_held_out
from bench.quality.score import Score

RANKINGS = st.lists(st.integers(0, 30), max_size=15, unique=True)
GRADES = st.dictionaries(st.integers(0, 30), st.integers(0, 3), min_size=1).filter(
    lambda grades: any(grades.values())
)
VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("found", "right", "value"),
    [
        ("abc", "a", 1),
        ("abc", "c", 1 / 3),
        ("abc", "cb", 1 / 2),
        ("abc", "x", 0),
        ("", "a", 0),
        ("abcdefghij", "j", 1 / 10),
        ("abcdefghijk", "k", 0),
    ],
)
def test_the_reciprocal_rank_is_of_the_first_right_answer_among_ten(
    found: str, right: str, value: float
) -> None:
    assert metrics.reciprocal_rank(found, right) == value


def test_ndcg_is_what_the_paper_computes() -> None:
    # Grades 0, 3, 2 found; at best 3, 2, 1. By hand: 7/log2(3) + 3/2 over 7 + 3/log2(3) + 1/2.
    dcg = 7 / math.log2(3) + 3 / 2
    ideal = 7 + 3 / math.log2(3) + 1 / 2

    assert metrics.ndcg("xab", {"a": 3, "b": 2, "c": 1}) == pytest.approx(dcg / ideal)


def test_an_answer_that_is_given_twice_counts_once() -> None:
    assert metrics.ndcg("aab", {"a": 1, "b": 1}) == 1


def test_ndcg_of_nothing_relevant_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing is relevant"):
        metrics.ndcg("a", {"a": 0})


@given(RANKINGS, GRADES)
def test_ndcg_lies_between_none_and_all(found: list[int], grades: dict[int, int]) -> None:
    assert 0 <= metrics.ndcg(found, grades) <= 1 + 1e-12


@given(GRADES)
def test_the_best_order_has_an_ndcg_of_one(grades: dict[int, int]) -> None:
    best = sorted(grades, key=lambda one: -grades[one])

    assert metrics.ndcg(best, grades) == pytest.approx(1)


@pytest.mark.parametrize(
    ("found", "right", "recall", "precision"),
    [
        ("ab", "ab", 1, 1),
        ("ab", "abcd", 0.5, 1),
        ("abcd", "a", 1, 0.25),
        ("", "a", 0, 1),
        ("a", "", 1, 0),
    ],
)
def test_recall_is_of_what_is_right_and_precision_of_what_is_found(
    found: str, right: str, recall: float, precision: float
) -> None:
    assert metrics.recall(found, right) == recall
    assert metrics.precision(found, right) == precision


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 2.0), (0.9, 4.0), (0.25, 1.0), (1.0, 4.0), (0.0, 1.0)]
)
def test_a_quantile_is_one_of_the_values(share: float, value: float) -> None:
    assert metrics.quantile([4.0, 1.0, 3.0, 2.0], share) == value


def test_figures_of_nothing_are_not_numbers() -> None:
    assert math.isnan(metrics.mean([]))
    assert math.isnan(metrics.quantile([], 0.5))
    assert all(map(math.isnan, metrics.bootstrap([])))


@given(VALUES)
def test_the_interval_lies_within_the_values_and_is_the_same_every_time(
    values: list[float],
) -> None:
    low, high = metrics.bootstrap(values)

    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert metrics.bootstrap(values) == (low, high)


def score(q: str, value: float) -> Score:
    return Score("task", "segments", "engine", "as typed", q, q, {"MRR@10": value})


def test_a_difference_is_that_of_pairs_so_what_is_hard_for_both_does_not_widen_it() -> None:
    ours = [score(str(n), value) for n, value in enumerate([0.9, 0.1] * 50)]
    theirs = [score(str(n), value) for n, value in enumerate([0.8, 0.0] * 50)]

    assert difference(ours, theirs, "MRR@10") == "+0.100 [+0.100, +0.100]"


def test_a_difference_that_chance_may_make_has_an_interval_around_none() -> None:
    ours = [score(str(n), float(n % 2)) for n in range(20)]
    theirs = [score(str(n), float(n % 2 == 0)) for n in range(20)]
    found = difference(ours, theirs, "MRR@10")

    assert found.startswith("+0.000 [-")
    assert found.endswith("]")
    assert "+" in found[8:]


def test_scores_of_other_questions_are_no_pairs() -> None:
    with pytest.raises(ValueError, match="same questions"):
        difference([score("a", 1)], [score("b", 1)], "MRR@10")


def test_a_metric_that_nobody_has_has_no_difference() -> None:
    assert difference([score("a", 1)], [score("a", 1)], "nDCG@10") == ""


@given(VALUES)
def test_the_half_aside_and_the_half_for_tuning_are_all_there_is(values: list[float]) -> None:
    scores = [score(str(n), value) for n, value in enumerate(values)]
    kept = aside(scores)

    assert halves(scores, len) == (len(scores) - len(kept), len(kept))
    assert all(is_held_out(one.key) for one in kept)


def test_a_peer_counts_by_its_best_way_and_overheard_as_typed() -> None:
    ways = [
        Score("task", kind, "engine", way, "q", "q", {"MRR@10": value})
        for kind, way, value in (
            ("segments", "any word", 0.5),
            ("whole episodes", "any word", 0.7),
            ("segments", "all words", 0.1),
        )
    ]

    assert own(ways, "MRR@10") == [ways[1]]
    assert own([*ways, score("q", 0.2)], "MRR@10") == [score("q", 0.2)]
    assert own([], "MRR@10") == []
