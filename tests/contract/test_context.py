"""The segments around a hit, as a request asks for them."""

import pytest

from index import SearchRequest, SearchResults, Segment, as_json, open_index
from tests.builders import indexed, segment

TALK: dict[str, list[str | Segment]] = {
    "a": ["one", "two", "web three", "four", "five"],
    "b": ["web first", segment("second", 1, "Ann", start=7.0, end=9.0), "third"],
}


def asked(location: str, **fields: int | str) -> SearchResults:
    request = SearchRequest(**{"q": "web", "sort": "time", **fields})  # type: ignore[arg-type]  # by name
    with open_index(indexed(location, TALK)) as engine:
        return engine.search(request)


@pytest.mark.parametrize(
    ("before", "after", "around"),
    [
        (0, 0, [("", ""), ("", "")]),
        (1, 0, [("two", ""), ("", "")]),
        (0, 1, [("", "four"), ("", "second")]),
        (2, 1, [("one two", "four"), ("", "second")]),
        (100, 100, [("one two", "four five"), ("", "second third")]),
    ],
)
def test_a_hit_has_the_segments_around_it_in_its_episode(
    location: str, before: int, after: int, around: list[tuple[str, str]]
) -> None:
    results = asked(location, before=before, after=after)

    assert around == [
        (" ".join(one.text for one in hit.before), " ".join(one.text for one in hit.after))
        for hit in results.hits
    ]


def test_the_context_of_a_hit_of_several_segments_is_around_all_of_them(location: str) -> None:
    (hit,) = asked(location, q='"three four"', before=1, after=1).hits

    around = [one.text for one in (*hit.before, *hit.segments, *hit.after)]
    assert around == ["two", "web three", "four", "five"]


def test_hits_of_groups_have_the_context_of_hits(location: str) -> None:
    results = asked(location, group_by="episode", before=1, after=1)

    assert tuple(hit for group in results.groups for hit in group.hits) == results.hits
    assert sorted(one.text for hit in results.hits for one in hit.after) == ["four", "second"]


def test_context_is_this_json_and_no_key_without_it(location: str) -> None:
    hit = as_json(asked(location, before=1, after=1).hits[1])

    assert hit["before"] == []
    assert hit["after"] == [
        {
            "id": "b:1",
            "speaker": "Ann",
            "speaker_source": None,
            "speaker_probability": None,
            "sponsor": False,
            "start": 7.0,
            "end": 9.0,
            "text": "second",
        }
    ]
    assert not {"before", "after"} & set(as_json(asked(location).hits[1]))
