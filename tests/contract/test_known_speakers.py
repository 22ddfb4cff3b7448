"""The speakers that are known, for a query that asks for one."""

import pytest

from index import KnownSpeakers, SearchRequest, open_index, open_writer
from index.results.hints import known_speakers
from tests.builders import episode, indexed, segment

TALK = {
    episode("a"): [segment("owls", 0, "Ann"), segment("owls", 1), segment("owls", 2)],
    episode("b"): [
        segment("owls", 0, "Bo"),
        segment("owls", 1, "Bo"),
        *[segment("owls", at) for at in range(2, 6)],
    ],
}


@pytest.mark.parametrize(
    ("request_", "asks"),
    [
        (SearchRequest("speaker:guido"), True),
        (SearchRequest("owls", speaker="ann"), True),
        (SearchRequest("owls -speaker:ann"), True),
        (SearchRequest("(owls OR speaker:ann)^2"), True),
        (SearchRequest("owls"), False),
        (SearchRequest("owls episode:a"), False),
    ],
)
def test_speakers_are_told_if_the_query_asks_for_one_and_most_talk_has_none(
    location: str, request_: SearchRequest, asks: bool
) -> None:
    with open_index(indexed(location, TALK)) as engine:
        found = engine.search(request_).speakers

    assert found == (KnownSpeakers(("Bo", "Ann"), 0, 6, 9) if asks else None)


def test_removed_talk_is_not_counted(location: str) -> None:
    indexed(location, TALK)
    with open_writer(location) as writer:
        writer.remove("b")
    with open_index(location) as engine:
        found = engine.search("speaker:bo").speakers

    assert found == KnownSpeakers(("Ann",), 0, 2, 3)


@pytest.mark.parametrize(
    ("counts", "segments", "known"),
    [
        ({"Ann": 5}, 10, None),
        ({"Ann": 4}, 9, KnownSpeakers(("Ann",), 0, 5, 9)),
        ({}, 1, KnownSpeakers((), 0, 1, 1)),
        ({}, 0, None),
        (dict.fromkeys("jihgfedcba", 1), 30, KnownSpeakers(tuple("abcdefgh"), 2, 20, 30)),
    ],
)
def test_eight_speakers_are_named_where_more_than_half_is_nobodys(
    counts: dict[str, int], segments: int, known: KnownSpeakers | None
) -> None:
    assert known_speakers(counts, segments) == known
