import datetime
import json
from typing import Any

import pytest

from index import Chapter, Hit, SearchRequest, SearchResults, Snippet, as_json
from index.highlight.marker import Range
from tests.builders import episode, segment

FLASK = episode(
    "tp13",
    "Flask",
    number="13",
    show="Web Talk",
    people=("Armin", "Michael"),
    date=datetime.date(2015, 5, 29),
    url="https://x.y/13",
    media_url="https://x.y/13.mp3",
    chapters=(Chapter(0.0, "Intro"), Chapter(62.5, "Oak")),
)


SAID = segment(
    "a <web> thing",
    4,
    "Armin",
    start=80.0,
    end=95.5,
    anchors=[(0, 80.0), (3, 83.2)],
    speaker_source="inferred",
    speaker_probability=0.9,
)

HIT = Hit(
    id="tp13:4",
    episode=FLASK,
    segments=(SAID,),
    ranges=(Range(3, 3),),
    snippet=Snippet("a <web> thing", (Range(3, 3),)),
    score=2.5,
)


def test_a_hit_is_this_json() -> None:
    assert as_json(HIT) == {
        "id": "tp13:4",
        "episode": {
            "id": "tp13",
            "number": "13",
            "title": "Flask",
            "show": "Web Talk",
            "date": "2015-05-29",
            "people": ["Armin", "Michael"],
            "url": "https://x.y/13",
        },
        "speaker": "Armin",
        "speaker_source": "inferred",
        "speaker_probability": 0.9,
        "sponsor": False,
        "start": 80.0,
        "end": 95.5,
        "text": "a <web> thing",
        "snippet": "a &lt;<mark>web</mark>&gt; thing",
        "matches": [{"start": 83.2, "offset": 3, "length": 3}],
        "score": 2.5,
        "near_duplicates": 0,
        "exact": True,
        "missing": [],
        "url": "https://x.y/13?t=83",
    }


def test_the_envelope_is_this_json() -> None:
    assert as_json(SearchResults(SearchRequest("web", limit=1, offset=1), (HIT,), 3, 1.5)) == {
        "query": "web",
        "hits": [as_json(HIT)],
        "total": {"value": 3, "relation": "eq"},
        "total_close": {"value": 0, "relation": "eq"},
        "collapsed": 0,
        "limit": 1,
        "offset": 1,
        "next": 2,
        "took_ms": 1.5,
        "facets": {},
        "facets_left_off": {},
        "facets_count": "exact",
        "suggestion": None,
        "speakers": None,
        "heard_as": [],
    }


@pytest.mark.parametrize(
    ("total", "close", "counted", "facets"),
    [
        (3, 0, {"value": 0, "relation": "eq"}, "exact"),
        (3, 1000, {"value": 1000, "relation": "eq"}, "exact"),
        (0, 1001, {"value": 1000, "relation": "gte"}, "close"),
    ],
)
def test_close_hits_are_counted_up_to_a_thousand(
    total: int, close: int, counted: dict[str, Any], facets: str
) -> None:
    results = SearchResults(SearchRequest("a b"), (), total, total_close=close)

    assert as_json(results)["total_close"] == counted
    assert as_json(results)["facets_count"] == facets
    assert results.count == total + close


def test_a_close_hit_says_so_to_programs() -> None:
    close = as_json(HIT._replace(exact=False, missing=("flask", "node js")))

    assert (close["exact"], close["missing"]) == (False, ["flask", "node js"])


def test_what_is_unknown_is_null() -> None:
    unknown = HIT._replace(episode=episode("tp14"), segments=(segment("a thing"),), ranges=())

    assert json.loads(json.dumps(as_json(unknown))) == as_json(unknown)
    assert {name for name, value in as_json(unknown).items() if value is None} == {
        "speaker",
        "speaker_source",
        "speaker_probability",
        "start",
        "end",
        "url",
    }
    assert as_json(unknown)["episode"]["date"] is None


def test_a_hit_is_heard_at_its_first_match() -> None:
    heard = HIT._replace(ranges=(Range(3, 3), Range(8, 5)))

    assert [match.start for match in heard.matches] == [83.2, 89.35]
    assert (heard.time, heard.url) == (83.2, "https://x.y/13?t=83")


ANSWERED = segment("said she", 5, "Priya", start=96.0, end=99.0, anchors=[(0, 96.0)])


def test_a_hit_of_two_segments_says_both_and_who_says_which() -> None:
    both = HIT._replace(segments=(SAID, ANSWERED), ranges=(Range(3, 3), Range(9, 9)))

    assert both.text == "a <web> thing said she"
    assert (both.start, both.end) == (80.0, 99.0)
    assert [
        (part.segment.speaker, both.text[part.offset :][: part.length]) for part in both.parts
    ] == [
        ("Armin", "a <web> thing"),
        ("Priya", "said she"),
    ]
    assert as_json(both)["parts"] == [
        {
            "id": "tp13:4",
            "speaker": "Armin",
            "speaker_source": "inferred",
            "speaker_probability": 0.9,
            "start": 80.0,
            "end": 95.5,
            "offset": 0,
            "length": 13,
        },
        {
            "id": "tp13:5",
            "speaker": "Priya",
            "speaker_source": None,
            "speaker_probability": None,
            "start": 96.0,
            "end": 99.0,
            "offset": 14,
            "length": 8,
        },
    ]


def test_a_match_in_a_later_segment_is_heard_there() -> None:
    both = HIT._replace(segments=(SAID, ANSWERED), ranges=(Range(14, 4),))

    assert (both.time, both.url) == (96.0, "https://x.y/13?t=96")


def test_a_hit_without_a_match_is_heard_from_its_start() -> None:
    heard = HIT._replace(ranges=())

    assert (heard.time, heard.url) == (80.0, "https://x.y/13?t=80")


@pytest.mark.parametrize(
    ("hits", "total", "offset", "following"),
    [
        (0, 0, 0, None),
        (2, 2, 0, None),
        (2, 5, 0, 2),
        (2, 5, 2, 4),
        (1, 5, 4, None),
        (0, 5, 9, None),
        (0, 5, 0, None),
    ],
)
def test_next_is_the_offset_of_the_next_page(
    hits: int, total: int, offset: int, following: int | None
) -> None:
    results = SearchResults(SearchRequest("web", offset=offset), (HIT,) * hits, total, 1.5)

    assert results.next == following


def test_a_snippet_of_two_speakers_says_what_each_of_them_says() -> None:
    both = HIT._replace(
        segments=(SAID, ANSWERED),
        snippet=Snippet("… thing said she", (Range(8, 4),), begin=6),
    )

    assert [(segment.speaker, said.render("[", "]")) for segment, said in both.spoken] == [
        ("Armin", "… thing"),
        ("Priya", "[said] she"),
    ]


def test_a_speaker_who_goes_on_is_named_once() -> None:
    more = segment("said he", 5, "Armin")
    both = HIT._replace(segments=(SAID, more), snippet=Snippet("thing said he", begin=8))

    assert [(s.speaker, said.text) for s, said in both.spoken] == [("Armin", "thing said he")]


@pytest.mark.parametrize(
    ("snippet", "speakers"),
    [
        (Snippet("said she", begin=14), ["Priya"]),
        (Snippet("… said she", begin=12), ["Priya"]),
        (Snippet("a <web> thing …"), ["Armin"]),
        (Snippet("a <web> thing said …"), ["Armin", "Priya"]),
        (Snippet("a <web> thing said she"), ["Armin", "Priya"]),
    ],
)
def test_who_is_not_shown_is_not_named(snippet: Snippet, speakers: list[str]) -> None:
    both = HIT._replace(segments=(SAID, ANSWERED), snippet=snippet)

    assert [s.speaker for s, _ in both.spoken] == speakers
