import datetime

import pytest

from index import Facet, FacetName
from index.results.facets import commonest, episode_value
from tests.builders import episode


def test_values_are_ranked_by_count_and_then_by_value() -> None:
    assert commonest({"Bob": 1, "Zoe": 2, "Ann": 1}) == (
        Facet("Zoe", 2),
        Facet("Ann", 1),
        Facet("Bob", 1),
    )


def test_a_facet_has_fifty_values_at_most() -> None:
    counts = {f"speaker {number:02}": 1 for number in range(60)}

    assert commonest(counts) == tuple(Facet(value, 1) for value in list(counts)[:50])


@pytest.mark.parametrize(
    ("name", "value"), [("show", "Web"), ("year", "2015"), ("episode", "e"), ("speaker", None)]
)
def test_an_episode_has_a_value_of_each_facet_but_the_speaker(
    name: FacetName, value: str | None
) -> None:
    dated = episode("e", show="Web", date=datetime.date(2015, 5, 29))

    assert episode_value(dated, name) == value
    assert name in ("episode", "speaker") or episode_value(episode("e"), name) is None
