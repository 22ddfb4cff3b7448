"""Episodes as answers: which, in which order, with which hits, and what is counted."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import (
    Group,
    InvalidRequest,
    SearchRequest,
    SearchResults,
    Sort,
    Sponsor,
    as_json,
    open_index,
    open_writer,
)
from index.ranking import parameters
from tests.builders import episode, indexed, segment
from tests.contract.conftest import Fresh

Talk = Mapping[Any, Sequence[str]]


def asked(
    location: str | Path,
    q: str,
    limit: int = 20,
    offset: int = 0,
    group_limit: int = 3,
    sort: Sort = "relevance",
    **fields: Any,  # noqa: ANN401  # any field of a request
) -> SearchResults:
    request = SearchRequest(
        q, limit, offset, sort=sort, group_by="episode", group_limit=group_limit, **fields
    )
    with open_index(location) as engine:
        return engine.search(request)


def ids(results: SearchResults) -> list[str]:
    return [group.episode.id for group in results.groups]


def hits(group: Group) -> list[str]:
    return [hit.id for hit in group.hits]


def filled(*said: str, words: int = 300) -> list[str]:
    """Return segments that say nothing for a while, then each of what is `said`."""
    return ["so well then"] * (words // 3) + list(said)


def test_an_episode_with_a_hit_is_an_answer_and_so_is_one_that_is_called_so(location: str) -> None:
    indexed(
        location,
        {
            episode("both"): filled("wsgi", "um", "flask"),
            episode("one"): ["wsgi"],
            episode("none"): ["um"],
            episode("called so", "Wsgi flask"): ["um"],
        },
    )

    assert set(ids(asked(location, "wsgi flask"))) == {"both", "one", "called so"}
    assert ids(asked(location, "wsgi um", relax=False)) == ["both"]


def test_an_episode_that_says_it_often_comes_before_one_that_says_it_once(location: str) -> None:
    indexed(location, {"once": filled("flask is here"), "often": filled(*["flask is here"] * 9)})

    assert ids(asked(location, "flask")) == ["often", "once"]


def test_the_form_asked_for_comes_before_other_forms(location: str) -> None:
    indexed(location, {"other": ["we deployed it"], "exact": ["we deploy it"]})

    assert ids(asked(location, "deploy")) == ["exact", "other"]


def test_a_word_that_few_segments_hold_tells_more(location: str) -> None:
    others = ["um so"] * 20
    indexed(
        location,
        {
            "common": ["flask um um um", *others],
            "rare": ["flask flask flask um", *others],
        },
    )

    assert ids(asked(location, "flask um")) == ["rare", "common"]


def test_hits_are_the_segments_that_match_best_first(location: str) -> None:
    indexed(location, {"e": ["flask um um um", "um", "flask flask", "flask", "wsgi"]})

    (group,) = asked(location, "flask", group_limit=2).groups

    assert hits(group) == ["e:2", "e:3"]
    assert group.total == 3


def test_hits_of_an_episode_are_exact_and_close_ones(location: str) -> None:
    far = ["so well then"] * 200
    indexed(
        location, {"near": ["flask wsgi", *far, "wsgi"], "far": ["flask", *far, "wsgi wsgi", "um"]}
    )

    results = asked(location, "wsgi flask")

    assert {group.episode.id: sorted(hits(group)) for group in results.groups} == {
        "near": ["near:0", "near:201"],
        "far": ["far:0", "far:201"],
    }
    assert {
        group.episode.id: (group.total, group.total_close, group.missing)
        for group in results.groups
    } == {"near": (1, 1, ()), "far": (0, 2, ())}
    assert (results.total, results.total_close) == (1, 3)


def test_an_episode_without_an_exact_hit_says_which_words_nobody_says_in_it(location: str) -> None:
    indexed(location, {"one": ["wsgi"], "other": ["um flask flask"]})

    groups = asked(location, "wsgi flask zzz").groups

    assert {group.episode.id: group.missing for group in groups} == {
        "one": ("flask", "zzz"),
        "other": ("wsgi", "zzz"),
    }


@pytest.mark.parametrize(
    ("q", "fields"),
    [
        ('flask "pour some web"', {}),
        ('flask ("wsgi" OR web)', {}),
        ("flask speaker:ann", {}),
        ("flask", {"speaker": "ann"}),
        ("flask -um", {}),
        ("flask date:2015", {}),
        ("flask episode:a", {}),
    ],
)
def test_quotes_and_filters_always_hold(location: str, q: str, fields: dict[str, Any]) -> None:
    day = datetime.date(2015, 5, 29)
    indexed(
        location,
        {
            episode("a", date=day): [
                segment("flask"),
                segment("pour some web", 1, "Ann"),
                segment("flask wsgi", 2, "Ann"),
            ],
            episode("b", "Flask"): [segment("um flask flask", 0, "Bob"), segment("um talk um", 1)],
        },
    )

    results = asked(location, q, **fields)

    assert ids(results) == ["a"]
    assert all(group.total + group.total_close for group in results.groups)


def test_only_what_the_filters_let_through_counts(location: str) -> None:
    indexed(
        location,
        {
            "bob": [segment("flask", 0, "Ann"), *(segment("flask", n, "Bob") for n in range(1, 9))],
            "ann": [segment("flask", 0, "Ann"), segment("flask", 1, "Ann")],
        },
    )

    results = asked(location, "flask speaker:ann")

    assert [(group.episode.id, group.total) for group in results.groups] == [("ann", 2), ("bob", 1)]


def test_a_place_that_ends_where_the_filters_do_not_hold_is_a_hit_of_its_episode(
    location: str,
) -> None:
    indexed(location, {"across": ["flask um", "wsgi celery"], "within": ["flask wsgi"]})

    results = asked(location, "flask wsgi -celery")

    assert {group.episode.id: hits(group) for group in results.groups} == {
        "within": ["within:0"],
        "across": ["across:0"],
    }
    assert [group.missing for group in results.groups] == [(), ()]
    assert results.total == 2


def test_filters_alone_give_the_episodes_they_let_through(location: str) -> None:
    indexed(location, {"a": [segment("um", 0, "Ann")], "b": [segment("um", 0, "Bob")]})

    results = asked(location, "speaker:bob")

    assert [(group.episode.id, group.total, group.score) for group in results.groups] == [
        ("b", 1, 0.0)
    ]


@pytest.mark.parametrize("q", ["", "((", "zeppelin", "-um", '"um um"'])
def test_any_query_has_an_answer_that_adds_up(location: str, q: str) -> None:
    indexed(location, {"a": ["um", "flask"], "b": ["flask"]})

    results = asked(location, q, group_limit=100)

    assert results.total == sum(group.total for group in results.groups)
    assert list(results.hits) == [hit for group in results.groups for hit in group.hits]


def test_limit_and_offset_count_episodes(location: str) -> None:
    indexed(location, {f"e{n}": ["flask"] * (9 - n) for n in range(5)})
    whole = ids(asked(location, "flask"))

    pages = [asked(location, "flask", limit=2, offset=offset) for offset in (0, 2, 4, 6)]

    assert [ids(page) for page in pages] == [whole[:2], whole[2:4], whole[4:], []]
    assert [page.next for page in pages] == [2, 4, None, None]
    assert {(page.total, page.total_groups) for page in pages} == {(35, 5)}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("date", [("new", ["new:1", "new:0"]), ("old", ["old:0"]), ("unknown", ["unknown:0"])]),
        ("time", [("unknown", ["unknown:0"]), ("old", ["old:0"]), ("new", ["new:0", "new:1"])]),
    ],
)
def test_groups_are_sorted_by_date_or_as_they_are_listed(
    location: str, sort: Sort, order: list[tuple[str, list[str]]]
) -> None:
    indexed(
        location,
        {
            episode("old", number="2", date=datetime.date(2015, 1, 1)): ["flask"],
            episode("new", number="10", date=datetime.date(2016, 1, 1)): ["flask um", "flask"],
            episode("unknown", number="1"): ["flask"] * 2,
        },
    )

    results = asked(location, "flask", sort=sort, group_limit=2)

    assert [
        (group.episode.id, hits(group)[: len(some)])
        for group, (_, some) in zip(results.groups, order, strict=True)
    ] == order


def test_facets_count_the_hits_of_all_groups(location: str) -> None:
    indexed(location, {"a": ["flask"] * 3, "b": ["flask", "um"]})

    results = asked(location, "flask", limit=1, facets=("episode",))

    assert [(facet.value, facet.count) for facet in results.facets["episode"]] == [
        ("a", 3),
        ("b", 1),
    ]


def test_what_was_removed_is_neither_found_nor_counted(location: str) -> None:
    indexed(location, {episode("gone", "Flask"): ["flask"] * 3, "a": ["flask"]})
    with open_writer(location) as writer:
        writer.remove("gone")
        writer.add(episode("b"), [segment("flask um")])

    results = asked(location, "flask")

    assert sorted(ids(results)) == ["a", "b"]
    assert results.total == 2


def test_an_empty_index_has_no_groups(location: str) -> None:
    with open_writer(location):
        pass

    results = asked(location, "flask")

    assert (results.groups, results.total_groups, results.next) == ((), 0, None)


def test_the_envelope_has_the_groups_and_the_hits_in_their_order(location: str) -> None:
    indexed(location, {"a": ["flask"] * 3, "b": ["flask", "um"]})

    envelope = as_json(asked(location, "flask", group_limit=1))

    assert [hit["id"] for hit in envelope["hits"]] == ["a:0", "b:0"]
    assert [(g["episode"]["id"], g["total"], g["hits"]) for g in envelope["groups"]] == [
        ("a", 3, ["a:0"]),
        ("b", 1, ["b:0"]),
    ]
    assert envelope["total"] == {"value": 4, "relation": "eq"}
    assert envelope["total_groups"] == {"value": 2, "relation": "eq"}


def test_only_a_grouped_answer_has_groups(location: str) -> None:
    indexed(location, {"a": ["flask"]})
    with open_index(location) as engine:
        results = engine.search(SearchRequest("flask"))

    assert not results.groups
    assert not {"groups", "total_groups"} & as_json(results).keys()


@pytest.mark.parametrize(
    ("fields", "parameter"),
    [({"group_by": "speaker"}, "group_by"), ({"group_limit": -1}, "group_limit")],
)
def test_a_request_that_cannot_be_grouped_is_refused(fields: Any, parameter: str) -> None:  # noqa: ANN401  # any part of a JSON value
    with pytest.raises(InvalidRequest) as raised:
        SearchRequest("flask", **fields)
    assert raised.value.field == parameter


WORD = st.sampled_from(["b", "c", "d", "e"])
TEXT = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
TALK = st.dictionaries(st.sampled_from("xyzw"), st.lists(TEXT, min_size=1, max_size=5), min_size=1)


@given(TALK, st.lists(WORD, min_size=1, max_size=3), WORD)
def test_each_hit_is_of_one_group(
    fresh: Fresh, talk: dict[str, list[str]], words: list[str], refused: str
) -> None:
    with fresh() as location:
        indexed(location, {episode(id_, id_): texts for id_, texts in talk.items()})
        q = " ".join([*words, f"-{refused}"])
        results = asked(location, q, group_limit=100, facets=("episode",))

    assert results.total == sum(group.total for group in results.groups)
    assert results.total_close == sum(group.total_close for group in results.groups)
    assert len(results.hits) == results.total + results.total_close
    assert {facet.value: facet.count for facet in results.facets["episode"]} == {
        group.episode.id: group.total or group.total_close
        for group in results.groups
        if group.total or not results.total
    }


@given(TALK, st.lists(WORD, min_size=1, max_size=3))
def test_the_groups_are_the_episodes_that_a_plain_reading_finds(
    fresh: Fresh, talk: dict[str, list[str]], words: list[str]
) -> None:
    with fresh() as location:
        indexed(location, {episode(id_, id_): texts for id_, texts in talk.items()})
        exact = asked(location, " ".join(words), relax=False)
        relaxed = asked(location, " ".join(words))

    said = {id_: set(" ".join(texts).split()) for id_, texts in talk.items()}
    assert set(ids(exact)) == {id_ for id_, some in said.items() if some >= set(words)}
    any_ = {id_ for id_, some in said.items() if some & set(words)}
    assert set(ids(relaxed)) == (any_ if exact.total < parameters.ENOUGH else set(ids(exact)))


def test_what_sponsors_say_tells_less_of_an_episode_unless_asked_for(location: str) -> None:
    talk = [segment("Talk of boats.", 0), segment("A rope is a rope.", 1)]
    paid = [segment("Talk of boats.", 0), segment("Rope, rope and rope.", 1, sponsor=True)]
    indexed(location, {"paid": paid, "talk": talk})

    def first(sponsor: Sponsor) -> str:
        request = SearchRequest("rope", group_by="episode", sponsor=sponsor)
        with open_index(location) as engine:
            return engine.search(request).groups[0].episode.id

    assert (first("demote"), first("include")) == ("talk", "paid")
