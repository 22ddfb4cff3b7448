import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import (
    Chapter,
    InvalidRequest,
    Match,
    QueryError,
    SearchRequest,
    Sort,
    as_json,
    open_index,
)
from index.ranking import parameters
from tests.builders import episode, found, found_exact, indexed, segment
from tests.contract.conftest import Fresh

MAY = datetime.date(2015, 5, 29)
JUNE = datetime.date(2015, 6, 2)

TALK = {
    episode("tp13", "Flask and web apps", number="013", date=MAY): [
        segment("pour some web into", 0, "Armin Ronacher"),
        segment("your flask I said", 1, "Michael"),
    ],
    episode("tp14", "Django", number="14", date=JUNE, show="Talk Python"): [
        segment("django is not flask", 0, "Michael"),
    ],
    episode("bonus", "Nobody knows when"): [segment("flask again")],
}


@pytest.fixture(scope="module")
def shelf(fresh: Fresh) -> Iterator[str]:
    """An index of TALK that no test writes to."""
    with fresh() as location:
        yield indexed(location, TALK)


def scores(location: str, request: SearchRequest) -> dict[str, float]:
    with open_index(location) as engine:
        return {hit.id: hit.score for hit in engine.search(request).hits}


# Queries


@pytest.mark.parametrize(
    ("q", "hits"),
    [
        ("flask", {"tp13:1", "tp14:0", "bonus:0"}),
        ("FLASKS", {"tp13:1", "tp14:0", "bonus:0"}),
        ("django flask", {"tp14:0"}),
        ("pour OR django", {"tp13:0", "tp14:0"}),
        ('"pour some web"', {"tp13:0"}),
        ('"web pour"', set()),
        ('"flasks"', set()),
        ('"into your flask"', {"tp13:0"}),
        ('"i said django"', set()),
        ("dja*", {"tp14:0"}),
        ("flask -django", {"tp13:1", "bonus:0"}),
        ("flask NOT (django OR again)", {"tp13:1"}),
        ("-flask", {"tp13:0"}),
        ("-flask -web", set()),
        ("-speaker:michael", {"tp13:0", "bonus:0"}),
        ("speaker:armin", {"tp13:0"}),
        ('speaker:"ronacher armin"', {"tp13:0"}),
        ("speaker:arm", set()),
        ("title:flask", {"tp13:0", "tp13:1"}),
        ("title:web speaker:michael", {"tp13:1"}),
        ("show:talk", {"tp14:0"}),
        ('show:"python talk" flask', {"tp14:0"}),
        ("date:2015-05", {"tp13:0", "tp13:1"}),
        ("flask date:>2015-05", {"tp14:0"}),
        ("-date:[* TO *]", {"bonus:0"}),
        ("web NEAR/2 flask", {"tp13:0"}),
        ('"pour web"~1', {"tp13:0"}),
        ("fl*k -d?ango", {"tp13:1", "bonus:0"}),
        ("djano~", {"tp14:0"}),
        ("episode:13", {"tp13:0", "tp13:1"}),
        ("episode:tp14 OR episode:bonus", {"tp14:0", "bonus:0"}),
        ("episode:tp1", set()),
        ("bottle", set()),
        ("?!", set()),
        ("", set()),
    ],
)
def test_a_query_finds_these_segments(shelf: str, q: str, hits: set[str]) -> None:
    assert set(found_exact(shelf, q)) == hits


@pytest.mark.parametrize(
    ("q", "hits"),
    [
        ("speaker:ramirez", {"e:0"}),
        ("speaker:ramírez", {"e:0"}),
        ('speaker:"sebastian ramirez"', {"e:0"}),
        ("speaker:lukasz", {"e:1"}),
        ("speaker:obrien", {"e:2"}),
        ("speaker:o’brien", {"e:2"}),
        ("title:guido show:cafe", {"e:0", "e:1", "e:2"}),
    ],
)
def test_names_are_found_as_they_are_typed_on_any_keyboard(
    location: str, q: str, hits: set[str]
) -> None:
    said = [
        segment("first", 0, "Sebastián Ramírez"),
        segment("second", 1, "Łukasz Langa"),
        segment("third", 2, "Conan O'Brien"),
    ]
    indexed(location, {episode(title="Guido's Ghost", show="Café"): said})

    assert set(found(location, q)) == hits


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ({"speaker": "michael"}, {"tp13:1", "tp14:0"}),
        ({"speaker": "?"}, set()),
        ({"episode": "tp13"}, {"tp13:1"}),
        ({"episode": "13"}, {"tp13:1"}),
        ({"episode": "013"}, {"tp13:1"}),
        ({"episode": "0014"}, {"tp14:0"}),
        ({"episode": "1"}, set()),
        ({"date_from": MAY}, {"tp13:1", "tp14:0"}),
        ({"date_from": JUNE}, {"tp14:0"}),
        ({"date_to": MAY}, {"tp13:1"}),
        ({"date_to": JUNE}, {"tp13:1", "tp14:0"}),
        ({"date_from": MAY, "date_to": MAY}, {"tp13:1"}),
        ({"date_from": datetime.date.min, "date_to": datetime.date.max}, {"tp13:1", "tp14:0"}),
        ({"date_to": datetime.date(2015, 5, 28)}, set()),
        ({"speaker": "michael", "date_from": JUNE}, {"tp14:0"}),
    ],
)
def test_filters_keep_these_hits(shelf: str, asked: dict[str, Any], hits: set[str]) -> None:
    assert set(found(shelf, SearchRequest("flask", **asked))) == hits


@pytest.mark.parametrize(
    ("q", "hits"),
    [
        ("a -b", set()),
        ("a -c", {"e:1", "e:3"}),
        ("a -(b c)", {"e:1", "e:3"}),
        ("-(speaker:bob -a)", {"e:1", "e:2", "e:3", "e:4"}),
        ("-a speaker:bob", {"e:0"}),
        ("(a OR c OR d) -speaker:bob", {"e:2", "e:4"}),
        ("(-a) OR (-b)", {"e:0", "e:2", "e:4"}),
    ],
)
def test_what_is_excluded_is_not_found_wherever_else_it_is_spoken(
    location: str, q: str, hits: set[str]
) -> None:
    said = [("b c", "Bob"), ("a b", "Bob"), ("c", "Ann"), ("b a", "Bob"), ("d", "Ann")]
    indexed(location, {"e": [segment(text, n, who) for n, (text, who) in enumerate(said)]})

    assert set(found(location, q)) == hits


def test_a_filter_alone_finds_all_that_it_keeps(shelf: str) -> None:
    assert found(shelf, SearchRequest(episode="13")) == ["tp13:0", "tp13:1"]


@pytest.mark.parametrize(
    ("number", "asked", "same"),
    [
        ("13", "13", True),
        ("013", "13", True),
        ("13", "0013", True),
        ("0", "00", True),
        ("13.1", "013.1", True),
        ("S01E02", "s01e02", True),
        ("130", "13", False),
        ("13.1", "13", False),
    ],
)
def test_the_number_of_an_episode_is_asked_for_with_or_without_zeros(
    location: str, number: str, asked: str, same: bool
) -> None:
    indexed(location, {episode("a", number=number): ["flask"]})

    assert found(location, f"episode:{asked}") == (["a:0"] if same else [])


@pytest.mark.parametrize("field", ["episode", "speaker", "title"])
def test_a_name_that_no_file_can_hold_is_nobody(shelf: str, field: str) -> None:
    assert found(shelf, f"{field}:tp13\udcff") == []
    assert found(shelf, f"flask -{field}:tp13\udcff") == found(shelf, "flask")


@given(st.text(st.characters()) | st.text('flask "()*?~^1-:OR').map(lambda text: f"flask {text}"))
def test_no_query_is_an_error(shelf: str, q: str) -> None:
    request = SearchRequest(q, limit=2)
    with open_index(shelf) as engine:
        results = engine.search(request)

    assert results.total + results.total_close >= len(results.hits)


@pytest.mark.parametrize("joint", [" ", " OR ", " -"])
def test_a_query_of_two_thousand_words_is_answered(location: str, joint: str) -> None:
    words = [f"w{number}" for number in range(2000)]
    indexed(location, {"a": [" ".join(words), "w0"], "b": ["bottle"]})

    assert found(location, joint.join(words))[:1] == (["a:1"] if joint == " -" else ["a:0"])


# Ranking, counting and paging


@pytest.mark.parametrize(
    ("q", "better", "worse"),
    [
        ("run", "we run it fast", "we runs it fast"),
        ("runs", "we runs it fast", "we run it fast"),
        ("flask", "flask flask some web", "flask pour some web"),
        ("rare OR it", "a rare word spoken", "it stands here often"),
        ('"some web"', "some web some web", "some web and flask"),
        ("flask", "flask", "flask in a far longer segment of talk"),
    ],
)
def test_the_better_segment_stands_first(location: str, q: str, better: str, worse: str) -> None:
    indexed(location, {"worse": [worse], "better": [better], "other": ["it is", "so it goes"]})
    hits = found(location, q)

    assert hits.index("better:0") < hits.index("worse:0")


@pytest.mark.parametrize(
    "filtered",
    [
        SearchRequest("flask", speaker="michael"),
        SearchRequest("flask", episode="13"),
        SearchRequest("flask", date_from=MAY),
        SearchRequest("flask speaker:michael"),
        SearchRequest("flask -speaker:armin"),
        SearchRequest("flask (speaker:michael title:web)"),
        SearchRequest("flask (speaker:armin OR speaker:michael)"),
    ],
)
def test_filters_do_not_change_scores(shelf: str, filtered: SearchRequest) -> None:
    kept = scores(shelf, filtered)

    assert kept
    assert kept.items() <= scores(shelf, SearchRequest("flask")).items()


@pytest.mark.parametrize(
    "part",
    ["flask", '"flask again"', "fla*", "f?ask", "flsk~1", "(flask OR django)", "flask NEAR is"],
)
@pytest.mark.parametrize("factor", [0.0, 0.5, 3.0])
def test_a_boost_multiplies_the_scores_of_its_part(shelf: str, part: str, factor: float) -> None:
    once = scores(shelf, SearchRequest(f"({part})"))
    more = scores(shelf, SearchRequest(f"({part})^{factor}"))

    assert once
    assert more == pytest.approx({hit: score * factor for hit, score in once.items()}, abs=1e-5)


def test_words_near_each_other_score_as_the_words_do(
    shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parameters, "EPISODE_WEIGHT", 0.0)
    near = scores(shelf, SearchRequest("django NEAR flasks"))

    assert near.keys() == {"tp14:0"}
    assert near["tp14:0"] == pytest.approx(scores(shelf, SearchRequest("django flasks"))["tp14:0"])


def test_a_boost_changes_the_order_and_nothing_else(shelf: str) -> None:
    assert found(shelf, "into OR again")[0] == "bonus:0"
    assert found(shelf, "into^9 OR again")[0] == "tp13:0"
    assert found(shelf, "speaker:armin OR (-speaker:armin)^9") == [
        "tp13:0",
        "tp13:1",
        "tp14:0",
        "bonus:0",
    ]  # filters do not score


def test_the_newest_stand_first_if_asked_and_the_undated_last(shelf: str) -> None:
    assert found(shelf, SearchRequest("flask", sort="date")) == ["tp14:0", "tp13:1", "bonus:0"]


def test_a_page_knows_the_total_and_the_next_page(shelf: str) -> None:
    with open_index(shelf) as engine:
        first = engine.search(SearchRequest("flask", limit=2))
        last = engine.search(SearchRequest("flask", limit=2, offset=2))
        past = engine.search(SearchRequest("flask", limit=2, offset=10**12))
        none = engine.search(SearchRequest("flask", limit=0))

    assert [(len(page.hits), page.total, page.next) for page in (first, last, past, none)] == [
        (2, 3, 2),
        (1, 3, None),
        (0, 3, None),
        (0, 3, None),
    ]


@pytest.mark.parametrize("sort", ["relevance", "date"])
@pytest.mark.parametrize("q", ["a", "a b", "a OR b", '"a b"', "a speaker:ann", "a*", "-b", "a -b"])
def test_pages_put_together_are_all_the_hits_in_their_order(
    location: str, q: str, sort: Sort
) -> None:
    texts = ["a b", "b", "a a a", "a", "c c b a", "a b a b", "c", "a c"] * 4
    segments = [segment(text, n, ("Ann", "Bob")[n % 3 == 0]) for n, text in enumerate(texts)]
    indexed(location, {"a": segments[:20]})
    indexed(location, {"b": ["c"], "c": segments[:10]})
    whole = found(location, SearchRequest(q, sort=sort, limit=100))

    with open_index(location) as engine:
        pages = [
            engine.search(SearchRequest(q, limit=3, offset=offset, sort=sort))
            for offset in range(0, len(whole), 3)
        ]

    assert [hit.id for page in pages for hit in page.hits] == whole
    assert {page.total for page in pages} == {len(whole)}


# Hits


def test_a_hit_says_what_was_said_by_whom_and_when(location: str) -> None:
    said = segment(
        "pour some web into your flask",
        speaker="Armin",
        start=10.0,
        end=15.5,
        anchors=[(0, 10.0), (14, 12.5)],
        speaker_source="inferred",
        speaker_probability=0.75,
    )
    recording = episode("tp13", "Flask", url="https://x.y/13", people=("Armin", "Michael"))
    indexed(location, {recording: [said]})

    with open_index(location) as engine:
        (hit,) = engine.search(SearchRequest("web into")).hits

    assert (hit.id, hit.episode, hit.text) == ("tp13:0", recording, said.text)
    assert (hit.start, hit.end) == (10.0, 15.5)
    assert (hit.speaker, hit.speaker_source, hit.speaker_probability) == ("Armin", "inferred", 0.75)
    assert hit.matches == (Match(11.786, 10, 3),)
    assert hit.snippet.to_html() == "pour some <mark>web</mark> into your flask"
    assert hit.url == "https://x.y/13?t=11"


def test_a_phrase_is_found_across_the_border_of_two_segments(shelf: str) -> None:
    with open_index(shelf) as engine:
        (hit,) = engine.search(SearchRequest('"web into your flask"')).hits

    assert hit.id == "tp13:0"
    assert [segment.ordinal for segment in hit.segments] == [0, 1]
    assert [hit.text[m.offset : m.offset + m.length] for m in hit.matches] == [
        "web into your flask"
    ]


def test_a_phrase_is_found_across_segments_without_words(location: str) -> None:
    indexed(location, {"a": ["pour some", "…", "--", "♪", "?", "!", "web"]})

    assert found(location, '"some web"') == ["a:0"]


def test_a_phrase_ends_with_its_episode(location: str) -> None:
    indexed(location, {"a": ["pour some"], "b": ["web"]})

    assert found(location, '"some web"') == []


def test_a_hit_outlives_the_closed_engine(shelf: str) -> None:
    with open_index(shelf) as engine:
        results = engine.search(SearchRequest("django"))

    assert as_json(results)["hits"][0]["snippet"] == "<mark>django</mark> is not flask"


# Other methods of an engine


def test_episodes_stand_by_show_number_and_id(location: str) -> None:
    known = [
        episode("z", show="B", number="2"),
        episode("a", show="B", number="nan"),
        episode("c", show="B", number="013"),
        episode("d", show="B", number="13.1"),
        episode("b", show="B"),
        episode("f", show="B", number="1"),
        episode("e", show="A", number="9"),
        episode("g"),
    ]
    indexed(location, {one: ["text"] for one in known})

    with open_index(location) as engine:
        assert [one.id for one in engine.episodes()] == ["g", "e", "f", "z", "c", "d", "b", "a"]
        assert set(engine.episodes()) == set(known)


def test_an_episode_comes_back_with_its_chapters(location: str) -> None:
    chapters = (Chapter(0.0, "Intro"), Chapter(62.5, "Oak “or” tar"))
    indexed(location, {episode("a", chapters=chapters): ["oak"], episode("b"): ["oak"]})

    with open_index(location) as engine:
        assert {one.id: one.chapters for one in engine.episodes()} == {"a": chapters, "b": ()}
        hits = engine.search(SearchRequest("oak")).hits
    assert {hit.episode.id: hit.episode.chapters for hit in hits} == {"a": chapters, "b": ()}


def test_segments_come_back_in_order_as_they_were_added(location: str) -> None:
    said = [segment(f"text {n}", n, "Ann", anchors=[(0, n * 2.5)]) for n in range(12)]
    indexed(location, {"a": said, "b": ["other"]})

    with open_index(location) as engine:
        assert engine.segments("a") == said
        assert engine.segments("nobody") == engine.segments("a\udcff") == []


def test_terms_come_sorted_with_how_often_they_are_spoken(shelf: str) -> None:
    with open_index(shelf) as engine:
        assert list(engine.terms("i")) == [("i", 1), ("into", 1), ("is", 1)]
        assert list(engine.terms("FLA")) == [("flask", 3)]
        assert list(engine.terms("flasks")) == []
        assert [term for term, _ in engine.terms()] == sorted(dict(engine.terms()))


@pytest.mark.parametrize("prefix", ["\udcff", "\0", "don’"])
def test_any_text_is_a_prefix_of_terms(location: str, prefix: str) -> None:
    indexed(location, {"a": ["don't"]})

    with open_index(location) as engine:
        assert list(engine.terms(prefix)) == ([("don't", 1)] if prefix == "don’" else [])


def test_terms_of_a_replaced_episode_are_no_longer_spoken(location: str) -> None:
    indexed(location, {"a": ["old words"]})
    indexed(location, {"a": ["new words"]})

    with open_index(location) as engine:
        assert list(engine.terms()) == [("new", 1), ("words", 1)]
        assert engine.stats().terms == 2


def test_stats_count_what_is_there(shelf: str) -> None:
    with open_index(shelf) as engine:
        stats = engine.stats()

    assert (stats.episodes, stats.segments, stats.words, stats.terms) == (3, 4, 14, 12)


def test_stats_count_the_words_of_each_episode_and_year(location: str) -> None:
    old, new = datetime.date(2014, 1, 1), datetime.date(2015, 12, 31)
    indexed(location, {episode("gone", date=old): ["one"], episode("b", date=new): ["one two"]})
    indexed(location, {episode("a", date=new): ["one two", "three"], episode("c", date=old): []})
    indexed(location, {episode("gone"): ["four"]})

    with open_index(location) as engine:
        stats = engine.stats()

    assert list(stats.episode_words.items()) == [("a", 3), ("b", 2), ("c", 0), ("gone", 1)]
    assert list(stats.year_words.items()) == [("2014", 0), ("2015", 5)]


def test_a_query_string_alone_is_a_request(shelf: str) -> None:
    with open_index(shelf) as engine:
        assert engine.search("flask").hits == engine.search(SearchRequest("flask")).hits != ()


@pytest.mark.parametrize("asked", [None, 5, b"flask", ["flask"]])
def test_what_is_no_text_is_refused_as_a_request(
    location: str,
    asked: Any,  # noqa: ANN401  # as programs without types may ask
) -> None:
    indexed(location, {"a": ["flask"]})
    with open_index(location) as engine:
        ways: list[Callable[[Any], object]] = [engine.search, engine.hits, engine.suggest]
        ways += [engine.episode, engine.segments, lambda prefix: list(engine.terms(prefix))]
        for ask in ways:
            with pytest.raises(InvalidRequest, match="must be a string, not"):
                ask(asked)


@pytest.mark.parametrize("name", ["relax", "strict", "collapse", "explain"])
@pytest.mark.parametrize("value", ["no", "0", 0, None])
def test_what_is_neither_true_nor_false_is_refused(
    location: str,
    name: str,
    value: Any,  # noqa: ANN401  # as programs without types may ask
) -> None:
    indexed(location, {"a": ["flask"]})
    refused = pytest.raises(InvalidRequest, match=f"{name} must be True or False, not")
    with open_index(location) as engine, refused:
        engine.search(SearchRequest("flask", **{name: value}))


def test_every_hit_comes_in_the_order_of_the_pages(location: str) -> None:
    indexed(location, {f"{number:04}": ["web talk"] for number in range(2100)})
    with open_index(location) as engine:
        hits = [hit.id for hit in engine.hits(SearchRequest("web", sort="time", limit=1))]
        later = [hit.id for hit in engine.hits(SearchRequest("web", sort="time", offset=2098))]

    assert hits == [f"{number:04}:0" for number in range(2100)]
    assert later == hits[2098:]


def test_every_hit_of_groups_comes_group_by_group(shelf: str) -> None:
    request = SearchRequest("flask", group_by="episode", group_limit=1)
    with open_index(shelf) as engine:
        groups = engine.search(request).groups
        assert list(engine.hits(request)) == [hit for group in groups for hit in group.hits]


def test_a_strict_query_is_refused_before_its_first_hit(shelf: str) -> None:
    with open_index(shelf) as engine, pytest.raises(QueryError):
        engine.hits(SearchRequest("(flask", strict=True))


def test_an_episode_is_had_by_its_id(shelf: str) -> None:
    with open_index(shelf) as engine:
        for episode in engine.episodes():
            assert engine.episode(episode.id) == episode
        assert engine.episode("nowhere") is None


def test_threads_that_share_an_engine_get_the_right_answers(shelf: str) -> None:
    asked = ["flask", '"into your flask"', "django", "dja*", "-flask", "speaker:michael flask"] * 40
    expected = [found(shelf, q) for q in asked[:6]] * 40

    with open_index(shelf) as engine, ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda q: engine.search(SearchRequest(q)).hits, asked)

    assert [[hit.id for hit in hits] for hits in answers] == expected


# Languages


@pytest.mark.parametrize(
    ("q", "hits"),
    [
        ("running", ["en:0"]),
        ("casa", ["es:0"]),
        ("casa NEAR cancion", ["es:0"]),
        ("run NEAR/2 we", ["en:0"]),
        ("cancion", ["es:0"]),
        ('"canción"', ["es:0"]),
        ('"cancion"', []),
        ("дома", ["ru:0"]),
        ("東京", ["ja:0"]),
        ("京東", []),
        ("cafe", ["fr:0"]),
        ("cafe\u0301", ["fr:0"]),
    ],
)
def test_a_word_is_found_in_any_language_and_script(location: str, q: str, hits: list[str]) -> None:
    told = {
        "en": "We ran and run.",
        "es": "Las casas y las canciones, una canción.",
        "ru": "В этом доме.",
        "ja": "今日は東京にいます。",
        "fr": "Un café, s'il vous plaît.",
    }
    indexed(location, {episode(code, language=code): [text] for code, text in told.items()})

    assert found(location, q) == hits


@pytest.mark.parametrize("commits", [1, 2])
@pytest.mark.parametrize("q", ["flower", "flower NEAR/2 a"])
def test_a_word_is_stemmed_by_the_language_of_the_talk_alone(
    location: str, q: str, commits: int
) -> None:
    # `flower` has the stem of `flows` in Spanish, but not in English.
    english = {episode("en"): ["a brook that flows", "a flower"]}
    spanish = {episode("es", language="es"): ["hay flores"]}
    for talk in ([english | spanish], [english, spanish])[commits - 1]:
        indexed(location, talk)

    assert found(location, q) == ["en:1"]


def test_the_matches_of_a_word_are_marked_by_the_language_of_their_episode(location: str) -> None:
    indexed(location, {episode("es", language="es"): ["dos canciones"]})

    with open_index(location) as engine:
        (hit,) = engine.search(SearchRequest("canción")).hits

    assert hit.snippet.to_html() == "dos <mark>canciones</mark>"


def test_words_together_across_a_border_are_shown_with_all_segments(location: str) -> None:
    indexed(location, {"a": ["pour some web", "into a bottle", "then a flask"]})

    with open_index(location) as engine:
        hits = engine.search(SearchRequest("web flask")).hits

    first = next(hit for hit in hits if hit.id == "a:0")
    assert [segment.ordinal for segment in first.segments] == [0, 1, 2]
    assert first.snippet.to_html() == (
        "pour some <mark>web</mark> into a bottle then a <mark>flask</mark>"
    )


def test_a_segment_that_holds_one_of_two_alternatives_takes_no_other_in(location: str) -> None:
    indexed(location, {"a": ["web flask", "pour web"]})

    with open_index(location) as engine:
        (hit,) = engine.search(SearchRequest('"web flask" OR "flask pour"')).hits

    assert len(hit.segments) == 1


@pytest.mark.parametrize(("name", "value"), [("K1", 50.0), ("B", 0.0)])
def test_each_parameter_of_bm25_can_be_tuned(
    shelf: str, monkeypatch: pytest.MonkeyPatch, name: str, value: float
) -> None:
    as_set = scores(shelf, SearchRequest("flask"))
    monkeypatch.setattr(parameters, name, value)
    tuned = scores(shelf, SearchRequest("flask"))

    assert as_set.keys() == tuned.keys()
    assert all(as_set[hit] != tuned[hit] for hit in as_set)
