"""Close hits, as people and programs are told of them."""

import pytest

from index import Episode, Hit, SearchRequest, SearchResults, Snippet, as_json
from index.results.hints import Relaxed
from tests.builders import segment


def notes(results: SearchResults) -> dict[int, str]:
    """Return the notes above the hits of a page, by the hit's number on it."""
    found = {}
    number = 0
    for heading in results.headed():
        if heading.note:
            found[number] = heading.note
        number += len(heading.hits)
    return found


WITHIN_200 = "Close hits with all words within 200 words:"
EPISODE = "Close hits with all words in one episode:"
ANY = "Close hits with some of the words:"


@pytest.mark.parametrize(
    ("offset", "limit", "headings"),
    [
        (0, 20, {2: WITHIN_200, 3: EPISODE, 6: ANY}),
        (0, 2, {}),
        (0, 3, {2: WITHIN_200}),
        (2, 2, {0: WITHIN_200, 1: EPISODE}),
        (4, 20, {0: EPISODE, 2: ANY}),
        (20, 20, {}),
    ],
)
def test_a_page_has_a_note_above_the_first_hit_of_each_step(
    offset: int, limit: int, headings: dict[int, str]
) -> None:
    relaxed = (
        Relaxed("window", 200, (), 1),
        Relaxed("episode", None, (), 3),
        Relaxed("any", None, (), 2),
    )
    request = SearchRequest("a b", limit=limit, offset=offset)
    episode = Episode("e", "E")
    said = (segment("a b", 0),)
    every = [Hit(str(number), episode, said, (), Snippet("a b"), 1.0) for number in range(8)]
    results = SearchResults(request, tuple(every[offset : offset + limit]), 8, relaxed=relaxed)

    assert notes(results) == headings


@pytest.mark.parametrize(
    ("relaxed", "told"),
    [
        (Relaxed("words", 64, ("zzz",), 1), "all words but “zzz”"),
        (Relaxed("window", 200, (), 1), "all words within 200 words"),
        (Relaxed("episode", None, ("a", "b*"), 1), "all words but “a”, “b*” in one episode"),
        (Relaxed("any", None, ("a",), 1), "some of the words"),
    ],
)
def test_people_are_told_what_close_hits_have(relaxed: Relaxed, told: str) -> None:
    assert str(relaxed) == told


def test_programs_are_told_what_close_hits_have() -> None:
    assert as_json(Relaxed("episode", None, ("a", "b"), 3)) == {
        "step": "episode",
        "window": None,
        "without": ["a", "b"],
        "hits": 3,
    }
