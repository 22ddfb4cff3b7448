"""Episodes that are only called so: which of them answer, by which places, and what these lack."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import SearchRequest, SearchResults, Segment, open_index
from index.query.request import GroupBy, Sort
from index.ranking.parameters import ENOUGH
from tests.builders import episode, indexed, segment
from tests.contract.conftest import Fresh
from tests.contract.test_same_answers import both
from tests.effort import examples

SHOW = {
    episode("named", "Flask and Django"): ["hello", "a template", "the django of it", "bye"],
    episode("guest", "Night", people=("Ann Lektor",)): ["hello"],
    episode("said", "Day"): [*["flask and django"] * ENOUGH, "lektor, the owls"],
    episode("de", "Die Eulen", language="de"): ["guten Tag"],
    episode("stop", "The and"): ["hello"],
}


@pytest.fixture(scope="module")
def show(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(location, SHOW)


def searched(location: str, q: str, **fields: Any) -> SearchResults:  # noqa: ANN401  # any field of a request
    with open_index(location) as engine:
        return engine.search(SearchRequest(q, limit=100, **fields))


@pytest.mark.parametrize(
    ("q", "places"),
    [
        # By the segments that hold a word, though enough are exact.
        ("flask django", {"named:2": ("flask",)}),
        ("django-flask", {}),
        # By the first segment where no word is said.
        ("lektor", {"guest:0": ("lektor",)}),
        ("ann lektor", {"guest:0": ("ann", "lektor"), "said:10": ("ann",)}),
        ("flask", {"named:0": ("flask",)}),
        ("flasks OR zzz", {"named:0": ("flasks OR zzz",)}),
        ("flask OR the", {}),
        # A quote must be said, and a prefix names nobody.
        ('"flask and django"', {}),
        ("fla*", {}),
        # Filters hold for places.
        ("flask episode:said", {}),
        ("flask -hello", {"named:1": ("flask",)}),
        # Where nothing is found, nothing is.
        ("eulen", {}),
        ("zzz", {}),
    ],
)
def test_an_episode_that_is_called_so_answers_by_close_hits(
    show: str, q: str, places: Mapping[str, tuple[str, ...]]
) -> None:
    results = searched(show, q)
    groups = searched(show, q, group_by="episode", group_limit=100)

    assert {hit.id: hit.missing for hit in results.hits if not hit.exact} == places
    assert results.total_close == groups.total_close == len(places)
    assert {hit.id for hit in groups.hits} == {hit.id for hit in results.hits}


@pytest.mark.parametrize(
    "fields",
    [{"relax": False}, {"sort": "date"}, {"sort": "time"}, {"relax": False, "q": "lektor"}],
)
def test_it_answers_only_in_order_of_relevance_and_if_hits_may_be_close(
    show: str, fields: dict[str, Any]
) -> None:
    asked = {"q": "flask django", **fields}

    assert searched(show, "lektor").total_close == 1  # what is cached is of another request
    assert all(hit.exact for hit in searched(show, **asked).hits)


def test_a_place_in_which_no_word_is_said_has_no_mark_and_begins_where_it_begins(
    show: str,
) -> None:
    (close,) = [hit for hit in searched(show, "lektor").hits if not hit.exact]

    assert (close.matches, close.text, close.time) == ((), "hello", close.segment.start)
    assert close.snippet.to_html() == "hello"


WORDS = ["run", "runs", "web", "flask", "the"]
EPISODES = [
    episode("a", "Web run"),
    episode("b", "The Flask", people=("Runs Web",)),
    episode("c", "Flask", language="es"),
    episode("d", "Nothing"),
]
TALKS = st.dictionaries(
    st.sampled_from(EPISODES),
    st.lists(
        st.tuples(st.lists(st.sampled_from([*WORDS, "um"]), max_size=4), st.sampled_from("AB")),
        max_size=14,
    ).map(lambda said: [segment(" ".join(w), n, who) for n, (w, who) in enumerate(said)]),
    min_size=1,
)
PARTS = [*WORDS, "web-run", "(run OR the)", "absent", '"the flask"', "fla*", "-um", "speaker:a"]


@settings(max_examples=examples(60))
@given(
    TALKS,
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["relevance", "date"]),
    st.sampled_from([None, "episode"]),
)
def test_both_engines_let_the_same_episodes_answer(
    talk: Mapping[Any, Sequence[Segment]],
    q: str,
    sort: Sort,
    group_by: GroupBy | None,
) -> None:
    request = SearchRequest(q, limit=1000, sort=sort, group_by=group_by, group_limit=100)
    with both(talk) as (embedded, plain):
        found, expected = embedded.search(request), plain.search(request)

    assert {hit.id: (hit.exact, hit.missing, hit.matches) for hit in found.hits} == {
        hit.id: (hit.exact, hit.missing, hit.matches) for hit in expected.hits
    }
    assert (found.total, found.total_close) == (expected.total, expected.total_close)
    for hit in found.hits:
        assert "speaker:a" not in q or hit.speaker == "A"


@pytest.mark.parametrize("q", ["the", "the and", "flask owls", "lektor night day"])
def test_stop_words_name_nobody_and_every_word_that_tells_must_be_in_the_names(
    show: str, q: str
) -> None:
    ids = {hit.id for hit in searched(show, q).hits}

    assert ids.isdisjoint({"stop:0", "named:0", "named:1"})
    assert "guest:0" not in ids
