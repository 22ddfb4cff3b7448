import datetime

import pytest

from index import Facet, FacetName
from index.results.facets import commonest, episode_value
from tests.builders import episode


def test_values_are_ranked_by_count_and_then_by_value() -> None:
    assert commonest("speaker", {"Bob": 1, "Zoe": 2, "Ann": 1}).values == (
        Facet("Zoe", 2),
        Facet("Ann", 1),
        Facet("Bob", 1),
    )


def test_years_are_in_order_of_time() -> None:
    listed = commonest("year", {"2017": 5, "2015": 1, "2016": 9})

    assert [facet.value for facet in listed.values] == ["2015", "2016", "2017"]


def test_episodes_have_their_titles_by_which_equal_counts_are_ordered() -> None:
    titles = {"e1": "Steam", "e2": "Oak", "e3": "Elm"}

    assert commonest("episode", {"e1": 1, "e2": 1, "e3": 2}, titles).values == (
        Facet("e3", 2, "Elm"),
        Facet("e2", 1, "Oak"),
        Facet("e1", 1, "Steam"),
    )


def test_a_facet_lists_fifty_values_at_most_and_counts_the_others() -> None:
    counts = {f"speaker {number:02}": 1 for number in range(60)}

    listed = tuple(Facet(value, 1) for value in list(counts)[:50])
    assert commonest("speaker", counts) == (listed, 10)


@pytest.mark.parametrize(
    ("name", "value"), [("show", "Web"), ("year", "2015"), ("episode", "e"), ("speaker", None)]
)
def test_an_episode_has_a_value_of_each_facet_but_the_speaker(
    name: FacetName, value: str | None
) -> None:
    dated = episode("e", show="Web", date=datetime.date(2015, 5, 29))

    assert episode_value(dated, name) == value
    assert name in ("episode", "speaker") or episode_value(episode("e"), name) is None
