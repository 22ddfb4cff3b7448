import pytest

from bench.compare.engines import OVERHEARD
from bench.compare.queries import HARD, MIX, QUERIES
from bench.compare.ratios import Row, geometric_means
from bench.compare.results import Question
from bench.compare.tables import number


def question(q: str, **seconds: float) -> Question:
    return Question(q, "", {}, seconds, {}, {}, {})


def test_a_ratio_is_the_peers_figure_over_overheards() -> None:
    row = Row("build", "s", {OVERHEARD: 2.0, "whoosh": 80.0, "tantivy": 1.0})

    assert row.ratios() == {"whoosh": 40.0, "tantivy": 0.5}


def test_a_figure_that_only_overheard_has_gives_no_ratio() -> None:
    assert Row("command", "s", {OVERHEARD: 0.3}).ratios() == {}


def test_the_geometric_mean_weighs_a_quick_query_as_much_as_a_slow_one() -> None:
    means = geometric_means([question("a", one=0.001, two=0.01), question("b", one=1.0, two=0.01)])

    assert means == pytest.approx({"one": 0.0316227766, "two": 0.01})


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0123, "0.012"),
        (0.5, "0.500"),
        (1.234, "1.23"),
        (12.34, "12.3"),
        (123.4, "123"),
        (1234, "1,234"),
    ],
)
def test_a_figure_has_the_digits_that_count(value: float, shown: str) -> None:
    assert number(value) == shown


def test_the_mix_holds_sixteen_different_queries_and_the_hard_ones_are_asked_too() -> None:
    asked = {one.overheard for one in QUERIES}

    assert len({one.overheard for one in MIX}) == 16
    assert asked >= set(HARD)
