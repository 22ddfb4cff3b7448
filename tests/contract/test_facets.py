import datetime

import pytest

from index import Facet, FacetName, InvalidRequest, SearchRequest, as_json, open_index, open_writer
from tests.builders import episode, indexed, segment


@pytest.fixture
def shelf(location: str) -> str:
    """Two commits, of which the second removes an episode of the first."""
    indexed(location, {"gone": [segment("web web", 0, "Ann")], "a": ["the web"] * 5})
    with open_writer(location) as writer:
        writer.remove("gone")
        writer.add(
            episode("b", show="Web Talk", date=datetime.date(2015, 5, 29)),
            [segment("web", 0, "Ann"), segment("web", 1, "Bob"), segment("run", 2, "Bob")],
        )
        writer.add(
            episode("c", show="Web Talk", date=datetime.date(2016, 1, 1)),
            [segment("a web", 0, "Bob")],
        )
    return location


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("speaker", {"Bob": 2, "Ann": 1}),
        ("show", {"Web Talk": 3}),
        ("year", {"2015": 2, "2016": 1}),
    ],
)
def test_a_facet_counts_all_hits_of_each_value(
    shelf: str, name: FacetName, counts: dict[str, int]
) -> None:
    with open_index(shelf) as engine:
        results = engine.search(SearchRequest("web", limit=1, facets=(name,)))

    assert results.facets == {name: tuple(Facet(*item) for item in counts.items())}
    assert as_json(results)["facets"] == {
        name: [{"value": value, "count": count} for value, count in counts.items()]
    }


def test_a_facet_of_episodes_has_their_titles(location: str) -> None:
    indexed(location, {episode("e1", "Oak"): ["web"], episode("e2", "Elm"): ["web", "web"]})
    with open_index(location) as engine:
        results = engine.search(SearchRequest("web", facets=("episode",)))

    assert results.facets["episode"] == (Facet("e2", 2, "Elm"), Facet("e1", 1, "Oak"))
    assert as_json(results)["facets"]["episode"][0] == {"value": "e2", "count": 2, "title": "Elm"}


def test_a_list_of_values_that_is_cut_says_how_many_are_left_off(location: str) -> None:
    names = [f"speaker {number:02}" for number in range(53)]
    indexed(location, {"e": [segment("web", at, name) for at, name in enumerate(names)]})
    with open_index(location) as engine:
        results = engine.search(SearchRequest("web", facets=("speaker", "year")))

    assert len(results.facets["speaker"]) == 50
    assert as_json(results)["facets_left_off"] == results.facets_left_off == {"speaker": 3}


def test_facets_of_no_hits_are_empty(shelf: str) -> None:
    with open_index(shelf) as engine:
        results = engine.search(SearchRequest("nowhere", facets=("speaker", "year")))

    assert results.facets == {"speaker": (), "year": ()}


def test_a_facet_that_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="facets must be of speaker, show, year, episode"):
        SearchRequest("web", facets=("colour",))  # type: ignore[arg-type]  # what a URL may say
