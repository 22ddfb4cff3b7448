"""Close hits: which there are, beside which exact hits, and what they say of themselves."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import SearchRequest, SearchResults, open_index
from index.query.parser import parse
from index.query.printing import one_line
from index.query.request import Sort
from index.ranking.parameters import ENOUGH
from index.rewriting.relaxation import relaxation
from tests.builders import found, found_exact, indexed, segment
from tests.contract.conftest import Fresh
from tests.effort import examples

FILLER = "x " * 70

TALK = {
    "both": ["flask and django"],
    "far": ["flask", FILLER, "django"],
    "flask": ["the flask"],
    "wsgi": ["some wsgi"],
    "node": ["we use node.js here", "a node", "web sockets", "websocket"],
}


@pytest.fixture(scope="module")
def shelf(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(location, TALK)


def searched(location: str, q: str, **fields: Any) -> SearchResults:  # noqa: ANN401  # any field of a request
    with open_index(location) as engine:
        return engine.search(SearchRequest(q, **fields))


@pytest.mark.parametrize(
    ("q", "lines"),
    [
        ("flask django", ["Or(Word(flask), Word(django))"]),
        ("flask dja*^2", ["Or(Word(flask), Boost(Prefix(dja), 2))"]),
        (
            "the flask django",
            ["Or(Word(flask), Word(django))", "Or(Word(the), Word(flask), Word(django))"],
        ),
        ("the and", ["Or(Word(the), Word(and))"]),
        (
            "django-flask episode:far",
            ["And(Or(Word(django), Word(flask)), FieldFilter(episode, far))"],
        ),
        (
            "node.js flask",
            [
                "Or(Phrase(node js), Word(flask))",
                "Or(Word(node), Word(flask))",
            ],
        ),
        ("node.js", ["Phrase(node js)", "Word(node)"]),
        (
            '"some wsgi" flask -x speaker:ann',
            [
                "And(Phrase(some wsgi), Word(flask), Not(Word(x)), FieldFilter(speaker, ann))",
                "And(Phrase(some wsgi), Not(Word(x)), FieldFilter(speaker, ann))",
            ],
        ),
        (
            '"some wsgi" "a flask" django',
            [
                "And(Window(Phrase(some wsgi), Phrase(a flask), window=64), Word(django))",
                "Window(Phrase(some wsgi), Phrase(a flask), window=64)",
            ],
        ),
        (
            "wsgi NEAR flask django",
            ["And(Near(wsgi flask, window=12), Word(django))", "Near(wsgi flask, window=12)"],
        ),
        ("(flask OR django) wsgi", ["Or(Word(flask), Word(django), Word(wsgi))"]),
        ("flask.3", ["Word(flask)"]),
        ("3.12", []),
        ("東京", []),
        ("flask", []),
        ("zzz", []),
        ("flask OR django", []),
        ("(flask django) OR wsgi", []),
        ("flask speaker:ann", []),
        ('"some wsgi" "flask and"', []),
        ("?", []),
    ],
)
def test_the_words_of_a_query_give_way_its_quotes_and_filters_do_not(
    shelf: str, q: str, lines: list[str]
) -> None:
    with open_index(shelf) as engine:
        statistics = engine.statistics
        trees = relaxation(statistics, parse(q), lambda part: len(statistics.matching(part))).weaker

    assert [one_line(tree).replace("AutoPhrase", "Phrase") for tree in trees] == lines


@pytest.mark.parametrize(
    ("q", "exact", "close"),
    [
        (
            "flask django",
            {"both:0"},
            {"far:0": ("django",), "far:2": ("flask",), "flask:0": ("django",)},
        ),
        ("wsgi zzz", set(), {"wsgi:0": ("zzz",)}),
        ("the zzz", set(), {"flask:0": ("zzz",)}),
        ("the wsgi", set(), {"wsgi:0": ("the",)}),
        ('"some wsgi" flask', set(), {"wsgi:0": ("flask",)}),
        ("wsgi-zzz", set(), {"wsgi:0": ("wsgi zzz",)}),
        ("node.js wsgi", set(), {"node:0": ("wsgi",), "wsgi:0": ("node js",)}),
        (
            "(zzz OR wsgi) django",
            set(),
            {
                "wsgi:0": ("django",),
                "both:0": ("zzz OR wsgi",),
                "far:2": ("zzz OR wsgi",),
            },
        ),
        (
            "web socket zzz",
            set(),
            {"node:2": ("zzz",), "node:3": ("web", "socket", "zzz")},
        ),
        (
            "flask django episode:far",
            set(),
            {"far:0": ("django",), "far:2": ("flask",)},
        ),
        ("zzz", set(), {}),
        ("zzz yyy", set(), {}),
        ('"flask some" wsgi', set(), {}),
    ],
)
def test_a_close_hit_says_which_words_it_lacks(
    shelf: str, q: str, exact: set[str], close: dict[str, tuple[str, ...]]
) -> None:
    results = searched(shelf, q)

    assert {hit.id for hit in results.hits if hit.exact} == exact
    assert {hit.id: hit.missing for hit in results.hits if not hit.exact} == close
    assert (results.total, results.total_close) == (len(exact), len(close))
    assert all(not hit.missing for hit in results.hits if hit.exact)


def test_what_is_found_often_enough_does_not_give_way(fresh: Fresh) -> None:
    said = {f"e{n}": ["flask django", "flask"] for n in range(ENOUGH - 1)}
    with fresh() as few, fresh() as enough:
        indexed(few, said)
        indexed(enough, {**said, "one more": ["django flask"]})

        assert searched(few, "flask django").total_close == ENOUGH - 1
        assert searched(few, "flask django", limit=1).total_close == ENOUGH - 1
        assert not searched(enough, "flask django").total_close
        assert not searched(enough, "flask django", limit=100).total_close


def test_without_relaxing_all_hits_are_exact(shelf: str) -> None:
    results = searched(shelf, "flask django", relax=False)

    assert [hit.id for hit in results.hits] == ["both:0"]
    assert (results.total, results.total_close) == (1, 0)
    assert not searched(shelf, "flask zzz", relax=False, group_by="episode").groups


@pytest.mark.parametrize("sort", ["date", "time"])
def test_hits_in_order_of_time_are_close_only_if_none_is_exact(shelf: str, sort: Sort) -> None:
    assert [hit.id for hit in searched(shelf, "flask django", sort=sort).hits] == ["both:0"]
    assert {hit.id for hit in searched(shelf, "wsgi zzz", sort=sort).hits} == {"wsgi:0"}


def test_facets_count_close_hits_only_if_none_is_exact(shelf: str) -> None:
    exact = searched(shelf, "flask django", facets=("episode",))
    close = searched(shelf, "wsgi zzz", facets=("episode",))

    assert ([facet.value for facet in exact.facets["episode"]], exact.counts_close) == (
        ["both"],
        False,
    )
    assert ([facet.value for facet in close.facets["episode"]], close.counts_close) == (
        ["wsgi"],
        True,
    )


def test_a_word_of_several_tokens_stands_for_its_tokens_only_if_nobody_says_it(
    location: str,
) -> None:
    talk = ["we use flask-restful", "flask is small", "a restful night", "swagger is nice"]
    indexed(location, {"e": talk})

    assert found(location, "flask-restful") == ["e:0"]
    near = searched(location, "swagger-restful")
    assert (near.total, {hit.id for hit in near.hits}) == (0, {"e:0", "e:2", "e:3"})


@pytest.mark.parametrize(
    "q", ["EBS zebra-crossing", "EBS zebra crossing", "it's zebra-like EBS", "llama.cpp EBS"]
)
def test_one_word_that_nobody_says_empties_no_answer(location: str, q: str) -> None:
    indexed(location, {"1": ["Amazon EBS is storage", "EBS volumes"], "2": ["another talk"]})

    assert {hit.id for hit in searched(location, q).hits} == {"1:0", "1:1"}
    groups = searched(location, q, group_by="episode").groups
    assert [(group.episode.id, group.total, group.total_close) for group in groups] == [("1", 0, 2)]


QUESTION = (
    "In which of all those many episodes did they ask why anyone would ever write zebra software "
    'that "exactly nobody" calls flask-like'
)


def test_the_quotes_of_a_long_question_are_its_author_s(shelf: str) -> None:
    results = searched(shelf, QUESTION)

    assert {hit.id for hit in results.hits} == {"both:0", "far:0", "flask:0"}
    assert all('"exactly nobody"' in hit.missing for hit in results.hits)


def test_of_a_pasted_page_the_rarest_words_count(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ranking.parameters.MOST_WORDS", 2)
    indexed(location, {"e": ["flask", "flask", "django", "wsgi"]})

    assert set(found(location, "flask zzz django wsgi")) == {"e:2", "e:3"}


TOPIC = "We talk about many small matters in the team"


def test_places_that_tell_come_before_episodes_that_hold_the_words_apart(location: str) -> None:
    talk = ["Today we talk about transit gateway", *[TOPIC] * 8, "The transit gateway routes it"]
    apart = ["We explained the price", *[TOPIC] * 8, "An API gateway", *[TOPIC] * 8, "In transit"]
    indexed(location, {"1": talk, **dict.fromkeys("2345", apart)})

    assert set(found(location, "transit gateway explained")[:2]) == {"1:0", "1:9"}
    groups = searched(location, "transit gateway explained", group_by="episode").groups
    assert groups[0].episode.id == "1"


def test_an_episode_has_three_of_the_first_ten_hits_while_others_have_any(location: str) -> None:
    indexed(location, {"much": ["flask flask"] * 12, "little": ["a flask with more in it"] * 5})

    firsts = [id_.partition(":")[0] for id_ in found(location, "flask")]
    assert firsts == ["much"] * 3 + ["little"] * 3 + ["much"] * 9 + ["little"] * 2
    assert set(found(location, "flask episode:much")) == {f"much:{n}" for n in range(12)}


WORDS = ["flask", "django", "web", "x", "zzz", "the"]
SAID = st.lists(
    st.tuples(st.sampled_from(["ann", "bob"]), st.lists(st.sampled_from(WORDS), max_size=5)),
    max_size=6,
)
TALKS = st.dictionaries(st.sampled_from(["e0", "e1", "e2"]), SAID, max_size=3)
PARTS = st.lists(
    st.sampled_from(
        [*WORDS, "absent", '"web flask"', "speaker:ann", "-x", "fla*", "web-flask", "zzz-absent"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


def commit(location: str, talk: dict[str, Sequence[tuple[str, list[str]]]]) -> None:
    said = {
        name: [segment(" ".join(words), n, who) for n, (who, words) in enumerate(one)]
        for name, one in talk.items()
    }
    indexed(location, said)


@settings(max_examples=examples(60))
@given(TALKS, TALKS, PARTS, st.integers(1, 4), st.sampled_from(get_args(Sort)))
def test_pages_put_together_are_the_list_and_no_hit_comes_twice(
    fresh: Fresh,
    first: dict[str, Sequence[tuple[str, list[str]]]],
    second: dict[str, Sequence[tuple[str, list[str]]]],
    q: str,
    limit: int,
    sort: Sort,
) -> None:
    with fresh() as location:
        for talk in (first, second):
            commit(location, talk)
        with open_index(location) as engine:
            request = SearchRequest(q, limit=1000, sort=sort)
            whole = engine.search(request)
            pages: list[str] = []
            count = whole.total + whole.total_close
            for offset in range(0, count + 1, limit):
                page = engine.search(dataclasses.replace(request, limit=limit, offset=offset))
                pages += [hit.id for hit in page.hits]
                assert (page.total, page.total_close) == (whole.total, whole.total_close)
                after = offset + len(page.hits)
                assert page.next == (after if page.hits and after < count else None)
            for hit in whole.hits:
                said = [one.text for one in engine.segments(hit.episode.id)]
                assert "speaker:ann" not in q or hit.speaker == "ann"
                # A NOT is of the segment found, not of those its place goes on in.
                assert "-x" not in q or "x" not in hit.segment.text.split()
                # In the segment, or in the window that begins there.
                assert '"web flask"' not in q or "web flask" in " ".join(
                    " ".join(said[hit.segment.ordinal :]).split()
                )
        exact = {hit.id for hit in whole.hits if hit.exact}
        assert exact == set(found_exact(location, q))
    assert pages == [hit.id for hit in whole.hits]
    assert len(pages) == len(set(pages)) == count
    assert len(exact) == whole.total


@settings(max_examples=examples(60))
@given(TALKS, PARTS, st.booleans())
def test_episodes_are_found_wherever_places_are(
    fresh: Fresh, talk: dict[str, Sequence[tuple[str, list[str]]]], q: str, relax: bool
) -> None:
    with fresh() as location:
        commit(location, talk)
        places = searched(location, q, limit=1000, relax=relax)
        episodes = searched(location, q, group_by="episode", group_limit=100, relax=relax)

    assert {hit.id: hit for hit in episodes.hits} == {hit.id: hit for hit in places.hits}
    assert {group.episode.id for group in episodes.groups} == {
        hit.episode.id for hit in places.hits
    }
    assert (episodes.total, episodes.total_close) == (places.total, places.total_close)


@settings(max_examples=examples(60))
@given(TALKS, st.lists(st.sampled_from([*WORDS, "absent", "web-zzz"]), min_size=12, max_size=150))
def test_a_long_question_is_answered_where_any_of_its_words_is_said(
    fresh: Fresh, talk: dict[str, Sequence[tuple[str, list[str]]]], words: list[str]
) -> None:
    said = {word for one in talk.values() for _, some in one for word in some}
    asked = {token for word in words for token in word.split("-")}
    with fresh() as location:
        commit(location, talk)
        results = searched(location, " ".join(words))

    assert bool(results.hits) == bool(said & asked)
