"""Sponsors' messages are told apart and ranked down."""

from collections.abc import Iterator

import pytest

from index import InvalidRequest, SearchRequest, Sponsor, as_json, open_index
from tests.builders import found, indexed, segment
from tests.contract.conftest import Fresh


@pytest.fixture(scope="module")
def rope(fresh: Fresh) -> Iterator[str]:
    """An episode in which a sponsor says most about rope."""
    talk = [
        segment("Rope, rope and rope, all of it made by Fairlead in the north.", 0, sponsor=True),
        segment("We had no rope left by then, only a bit of sail.", 1),
        segment("Whatever you sail, sail it with rope and with rope of the best.", 2, sponsor=True),
        segment("And I went home, as one does in the end, and slept.", 3),
    ]
    with fresh() as location:
        yield indexed(location, {"a": talk})


@pytest.mark.parametrize(
    ("sponsor", "hits"),
    [
        ("include", ["a:0", "a:2", "a:1"]),
        ("demote", ["a:1", "a:0", "a:2"]),
        ("only", ["a:0", "a:2"]),
    ],
)
def test_sponsors_rank_low_unless_asked_for(rope: str, sponsor: Sponsor, hits: list[str]) -> None:
    assert found(rope, SearchRequest("rope", sponsor=sponsor)) == hits


def test_low_is_what_nobody_asks_otherwise(rope: str) -> None:
    assert found(rope, "rope") == ["a:1", "a:0", "a:2"]


def test_only_sponsors_are_listed_where_nothing_else_is_asked(rope: str) -> None:
    assert found(rope, SearchRequest("", sponsor="only")) == ["a:0", "a:2"]


def test_newest_first_is_not_by_score_but_shows_it_as_it_counts(rope: str) -> None:
    with open_index(rope) as engine:
        ranked = engine.search(SearchRequest("rope")).hits
        newest = engine.search(SearchRequest("rope", sort="date")).hits

    assert [hit.id for hit in newest] == ["a:0", "a:1", "a:2"]
    assert {hit.id: hit.score for hit in newest} == {hit.id: hit.score for hit in ranked}


def test_a_hit_says_whether_it_is_a_sponsor_s(rope: str) -> None:
    with open_index(rope) as engine:
        hits = as_json(engine.search(SearchRequest("rope")))["hits"]

    assert [hit["sponsor"] for hit in hits] == [False, True, True]


def test_where_no_sponsor_is_known_nothing_is_only_theirs(location: str) -> None:
    indexed(location, {"a": ["A rope."]})

    assert found(location, SearchRequest("rope")) == ["a:0"]
    assert found(location, SearchRequest("rope", sponsor="only")) == []


def test_an_episode_that_is_full_of_messages_does_not_lift_them_over_talk(location: str) -> None:
    paid = [
        segment("Rope from Fairlead, rope for all.", number, sponsor=True) for number in range(9)
    ]
    indexed(location, {"a": paid, "b": ["We had no rope left by then, only a bit of sail."]})

    assert found(location, "rope")[0] == "b:0"


def test_messages_take_no_place_from_further_talk_of_an_episode(location: str) -> None:
    talk = {"a": [segment(f"We had rope on day {number}.", number) for number in range(8)]}
    paid = {f"p{number}": [segment("Rope from Fairlead.", 0, sponsor=True)] for number in range(9)}
    indexed(location, talk | paid)

    assert {id_.partition(":")[0] for id_ in found(location, "rope")[:8]} == {"a"}
    included = found(location, SearchRequest("rope", sponsor="include"))
    assert len([id_ for id_ in included[:10] if id_.startswith("a:")]) <= 3


def test_another_word_for_it_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="include, demote, only"):
        SearchRequest("rope", sponsor="never")  # type: ignore[arg-type]  # as an address may
