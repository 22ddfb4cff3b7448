from collections.abc import Iterator, Sequence
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import SearchRequest, SearchResults, open_index
from index.query.parser import parse
from index.query.printing import one_line
from index.query.request import Sort
from index.ranking.parameters import COMMON, ENOUGH, WIDE, WINDOW
from index.results.hints import Relaxed
from index.rewriting.relaxation import steps
from tests.builders import indexed, segment
from tests.contract.conftest import Fresh
from tests.effort import examples

FILLER = "x " * 70

TALK = {
    "both": ["flask and django"],
    "near": ["flask", FILLER, "django"],
    "far": ["flask", FILLER, FILLER, FILLER, "django"],
    "flask": ["flask"],
    "wsgi": ["some wsgi"],
}


@pytest.fixture(scope="module")
def shelf(fresh: Fresh) -> Iterator[str]:
    # What every segment but a few says is said all the time.
    said = {**TALK, "silence": ["um"] * 40}
    with fresh() as location:
        yield indexed(location, said)


def searched(location: str, q: str, limit: int = 20) -> SearchResults:
    with open_index(location) as engine:
        return engine.search(SearchRequest(q, limit))


@pytest.mark.parametrize(
    ("q", "lines"),
    [
        (
            "flask django",
            [
                f"Window(Word(flask), Word(django), window={WIDE})",
                "SameEpisode(Word(flask), Word(django))",
                "Or(Word(flask), Word(django))",
            ],
        ),
        (
            "um flask zzz django",
            [
                f"Window(Word(um), Word(flask), Word(django), window={WINDOW})",
                f"Window(Word(um), Word(flask), Word(django), window={WIDE})",
                "SameEpisode(Word(flask), Word(django))",
                "Or(Word(flask), Word(django))",
            ],
        ),
        ("flask zzz", ["Word(flask)"]),
        (
            "django-flask episode:far",
            [
                f"And(Window(Word(django), Word(flask), window={WINDOW}),"
                " FieldFilter(episode, far))",
                f"And(Window(Word(django), Word(flask), window={WIDE}), FieldFilter(episode, far))",
                "And(SameEpisode(Word(django), Word(flask)), FieldFilter(episode, far))",
                "And(Or(Word(django), Word(flask)), FieldFilter(episode, far))",
            ],
        ),
        ("flask.3", []),
        ("東京", []),
        (
            "flask dja* -wsgi episode:far",
            [
                f"And(Window(Word(flask), Prefix(dja), window={WIDE}), Not(Word(wsgi)),"
                " FieldFilter(episode, far))",
                "And(SameEpisode(Word(flask), Prefix(dja)), Not(Word(wsgi)),"
                " FieldFilter(episode, far))",
                "And(Or(Word(flask), Prefix(dja)), Not(Word(wsgi)), FieldFilter(episode, far))",
            ],
        ),
        (
            '"some wsgi" flask',
            [
                f"Window(Phrase(some wsgi), Word(flask), window={WIDE})",
                "And(SameEpisode(Phrase(some wsgi), Word(flask)), Phrase(some wsgi))",
                "And(Phrase(some wsgi), Word(flask))",
                "Phrase(some wsgi)",
            ],
        ),
        (
            '"some wsgi" flask NEAR django zzz',
            [f"Window(Phrase(some wsgi), Near(flask django, window=12), window={WINDOW})"],
        ),
        ("flask", []),
        ("zzz yyy", []),
        ("flask OR django", []),
        ('"some wsgi" "flask and"', []),
        ("(flask django) OR wsgi", []),
        ("?", []),
    ],
)
def test_a_query_gives_way_step_by_step(shelf: str, q: str, lines: list[str]) -> None:
    with open_index(shelf) as engine:
        assert [one_line(step.tree) for step in steps(engine.statistics, parse(q))] == lines


@pytest.mark.parametrize(
    ("q", "ids", "relaxed"),
    [
        (
            "flask django",
            ["both:0", "near:0", "near:2", "far:4", "far:0", "flask:0"],
            [
                Relaxed("window", WIDE, (), 1),
                Relaxed("episode", None, (), 3),
                Relaxed("any", None, (), 1),
            ],
        ),
        (
            "wsgi zzz",
            ["wsgi:0"],
            [Relaxed("words", WINDOW, ("zzz",), 1)],
        ),
        (
            '"some wsgi" flask',
            ["wsgi:0"],
            [Relaxed("words", WINDOW, ("flask",), 1)],
        ),
        (
            "flask django episode:far",
            ["far:4", "far:0"],
            [Relaxed("episode", None, (), 2)],
        ),
        ("flask django -episode:far -episode:near -episode:flask", ["both:0"], []),
        ("zzz", [], []),
        ("zzz yyy", [], []),
    ],
)
def test_close_hits_come_after_exact_hits_and_say_so(
    shelf: str, q: str, ids: list[str], relaxed: list[Relaxed]
) -> None:
    results = searched(shelf, q)

    assert [hit.id for hit in results.hits] == ids
    assert list(results.relaxed) == relaxed
    assert results.total == len(ids)
    assert results.exact == len(ids) - sum(step.hits for step in relaxed)


def test_what_is_found_often_enough_does_not_give_way(fresh: Fresh) -> None:
    said = {f"e{n}": ["flask django", "flask"] for n in range(ENOUGH - 1)}
    with fresh() as few, fresh() as enough:
        indexed(few, said)
        indexed(enough, {**said, "one more": ["django flask"]})

        assert searched(few, "flask django").relaxed
        assert searched(few, "flask django", limit=1).relaxed
        assert not searched(enough, "flask django").relaxed
        assert not searched(enough, "flask django", limit=100).relaxed


def test_an_episode_need_not_hold_what_is_said_all_the_time(shelf: str) -> None:
    with open_index(shelf) as engine:
        statistics = engine.statistics
        common = COMMON * statistics.documents
        named = {step.name: step for step in steps(statistics, parse("um wsgi flask"))}

        assert len(statistics.matching(parse("um"))) > common
    assert named["episode"].without == ("um",)


WORDS = ["flask", "django", "web", "x", "zzz"]
SAID = st.lists(
    st.tuples(st.sampled_from(["ann", "bob"]), st.lists(st.sampled_from(WORDS), max_size=5)),
    max_size=6,
)
TALKS = st.dictionaries(st.sampled_from(["e0", "e1", "e2"]), SAID, max_size=3)
PARTS = st.lists(
    st.sampled_from([*WORDS, "absent", '"web flask"', "speaker:ann", "-x", "fla*"]),
    min_size=2,
    max_size=5,
).map(" ".join)


@settings(max_examples=examples(60))
@given(TALKS, TALKS, PARTS, st.integers(1, 4), st.sampled_from(get_args(Sort)))
def test_relaxed_hits_are_the_same_on_every_page_and_none_comes_twice(
    fresh: Fresh,
    first: dict[str, Sequence[tuple[str, list[str]]]],
    second: dict[str, Sequence[tuple[str, list[str]]]],
    q: str,
    limit: int,
    sort: Sort,
) -> None:
    with fresh() as location:
        for talk in (first, second):
            indexed(
                location,
                {
                    name: [segment(" ".join(said), n, who) for n, (who, said) in enumerate(one)]
                    for name, one in talk.items()
                },
            )
        with open_index(location) as engine:
            whole = engine.search(SearchRequest(q, limit=1000, sort=sort))
            pages: list[str] = []
            for offset in range(0, whole.total + 1, limit):
                page = engine.search(SearchRequest(q, limit, offset, sort=sort))
                pages += [hit.id for hit in page.hits]
                assert (page.total, page.relaxed) == (whole.total, whole.relaxed)
                after = offset + len(page.hits)
                assert page.next == (after if page.hits and after < whole.total else None)
            for hit in whole.hits:
                said = [one.text for one in engine.segments(hit.episode.id)]
                assert "speaker:ann" not in q or hit.speaker == "ann"
                # A NOT is of the segment found, not of those its place goes on in.
                assert "-x" not in q or "x" not in hit.segment.text.split()
                # In the segment, or in the window that begins there.
                assert '"web flask"' not in q or "web flask" in " ".join(
                    " ".join(said[hit.segment.ordinal :]).split()
                )
    assert pages == [hit.id for hit in whole.hits]


def notes(results: SearchResults) -> dict[int, str]:
    """Return the notes above the hits of a page, by the hit's number on it."""
    found = {}
    number = 0
    for heading in results.headed():
        if heading.note:
            found[number] = heading.note
        number += len(heading.hits)
    return found


def test_the_first_note_says_that_no_hit_is_exact(shelf: str) -> None:
    assert notes(searched(shelf, "zzz flask")) == {
        0: "No exact hits. Close hits with all words but “zzz”:"
    }


def test_a_word_of_several_tokens_gives_way_only_where_it_finds_nothing(location: str) -> None:
    talk = ["we use flask-restful", "flask is small", "a restful night", "swagger is nice"]
    indexed(location, {"e": talk})

    assert [hit.id for hit in searched(location, "flask-restful").hits] == ["e:0"]
    near = searched(location, "swagger-restful")
    assert (near.exact, {hit.id for hit in near.hits}) == (0, {"e:0", "e:2", "e:3"})
