"""Terminal output of hits."""

import datetime
import itertools

import pytest

from index import Episode, Facet, Group, Hit, SearchRequest, SearchResults
from index.highlight.marker import Range
from index.highlight.snippet import Snippet
from overheard.terminal import Style, episode_line, render
from tests.builders import segment

MARK = "\x1b[1;33m"
PLAIN = "\x1b[0m"

WIDTH = 20
ROOM = "seventeen letters"
"""A text that fills a line indented by three."""


def plain(snippet: Snippet) -> list[str]:
    return Style(color=False, width=WIDTH).snippet(snippet).split("\n")


def coloured(snippet: Snippet) -> list[str]:
    return Style(color=True, width=WIDTH).snippet(snippet).split("\n")


@pytest.mark.parametrize("ranges", [(), (Range(0, 9),), (Range(0, 9), Range(10, 7))])
def test_a_mark_takes_no_room_in_its_line(ranges: tuple[Range, ...]) -> None:
    assert plain(Snippet(f"{ROOM} more", ranges)) == [f"   {ROOM}", "   more"]


def test_a_match_that_runs_over_the_end_of_a_line_is_marked_on_both() -> None:
    assert coloured(Snippet(f"{ROOM} and more", (Range(10, 11),))) == [
        f"   seventeen {MARK}letters{PLAIN}",
        f"   {MARK}and{PLAIN} more",
    ]


def test_a_word_longer_than_a_line_goes_on_in_the_next() -> None:
    assert plain(Snippet("a" * 40)) == ["   " + "a" * 17, "   " + "a" * 17, "   " + "a" * 6]


def test_lines_that_say_the_same_have_marks_of_their_own() -> None:
    assert coloured(Snippet("echo " * 3 + "echo", (Range(15, 4),)))[-1] == f"   {MARK}echo{PLAIN}"


def test_no_letter_is_taken_for_a_mark() -> None:
    assert plain(Snippet("\ue000 said \ue001")) == ["   \ue000 said \ue001"]


@pytest.mark.parametrize(
    ("episode", "line"),
    [
        (
            Episode("e7", "Hay", "7", "Farm", datetime.date(2015, 5, 1)),
            "Farm · #7 · Hay · 2015-05-01",
        ),
        (Episode("e7", "Hay"), "Hay"),
        (Episode("e7", ""), "e7"),
        (Episode("e7", "\x1b[2JHay"), "�[2JHay"),
    ],
)
def test_an_episode_is_a_line_of_what_is_known_of_it(episode: Episode, line: str) -> None:
    assert episode_line(episode) == line


@pytest.mark.parametrize(
    ("total", "close", "offset", "limit", "footer"),
    [
        (0, 0, 0, 20, "No hits for a b."),
        (1, 0, 0, 0, "1 hit in 0 ms"),
        (3, 0, 0, 0, "3 hits in 0 ms"),
        (3, 0, 9, 20, "Only 3 hits in 0 ms"),
        (0, 2, 0, 0, "2 close hits in 0 ms"),
        (3, 2, 0, 0, "3 exact hits and 2 close ones in 0 ms"),
        (3, 5000, 0, 0, "3 exact hits and more than 1,000 close ones in 0 ms"),
    ],
)
def test_the_last_line_says_how_many_there_are(
    total: int, close: int, offset: int, limit: int, footer: str
) -> None:
    request = SearchRequest("a b", limit=limit, offset=offset)
    results = SearchResults(request, (), total, total_close=close)

    *_, last = itertools.chain([""], render([results], Style(color=False)))

    assert last == footer


def test_a_facet_has_titles_of_episodes_and_says_how_many_values_are_left_off() -> None:
    results = SearchResults(
        SearchRequest("a", limit=0),
        (),
        9,
        facets={"episode": (Facet("e2", 5, "Elm"), Facet("e1", 3, "Oak"))},
        facets_left_off={"episode": 1},
    )

    line, _ = render([results], Style(color=False))

    assert line == "episode: Elm 5, Oak 3, and 1 more"


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ((), " 0:05  Ann · close"),
        (("b",), " 0:05  Ann · close, without b"),
        (tuple("bcdefgh"), " 0:05  Ann · close, without b, c, d, e, f and 2 more"),
    ],
)
def test_a_close_hit_is_marked_and_says_what_it_lacks(missing: tuple[str, ...], line: str) -> None:
    said = segment("a", 0, "Ann", start=5.0)
    hit = Hit(
        "e:0", Episode("e", "E"), (said,), (), Snippet("a"), 1.0, exact=False, missing=missing
    )
    results = SearchResults(SearchRequest("a b"), (hit,), 0, total_close=1)

    lines = list(render([results], Style(color=False)))

    assert lines[:2] == ["No exact hits. These come close:", ""]
    assert line in lines


@pytest.mark.parametrize(
    ("group", "told"),
    [
        (Group(Episode("e", "E"), 1.0, 3, ()), "E  3 hits"),
        (Group(Episode("e", "E"), 1.0, 1, (), (), 2), "E  1 exact hit and 2 close ones"),
        (Group(Episode("e", "E"), 1.0, 0, (), ("b",), 1), "E  1 close hit, without b"),
    ],
)
def test_an_episode_says_how_many_hits_it_has_and_what_it_lacks(group: Group, told: str) -> None:
    request = SearchRequest("a b", group_by="episode")
    results = SearchResults(request, (), 3, groups=(group,), total_groups=1)

    assert told in list(render([results], Style(color=False)))
