from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Engine, SearchRequest, as_json, open_index
from tests.builders import episode, indexed
from tests.contract.conftest import Fresh

TALK = {
    "a": ["flask and wsgi", "flask", "flask is fun", "Flask with WSGI", "flask again", "flash"],
    "b": ["data science", "data science", "a scene", "scene", "scene", "scene of a show"],
    "c": ["kubernetes and celery", "machine learning", "naïve café"],
    "d": ["pearl necklaces"] + ["perl scripts"] * 9,
}


@pytest.fixture(scope="module")
def engine(fresh: Fresh) -> Iterator[Engine]:
    with fresh() as location, open_index(indexed(location, TALK)) as engine:
        yield engine


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("flsk", "flask"),
        ("falsk", "flask"),
        ("klask", "flask"),
        ("kubernotes", "kubernetes"),
        ("flsk wsgi", "flask wsgi"),
        ("wgsi flsk", "wsgi flask"),
        ("(flsk OR celry)^2 -x", "(flask OR celery)^2 -x"),
        ('"machine learning" OR flsk', '"machine learning" OR flask'),
        ("“machine learning” OR celry", '"machine learning" OR celery'),
        ("kafé", "café"),
    ],
)
def test_a_query_is_corrected_with_words_that_are_said(engine: Engine, q: str, meant: str) -> None:
    assert engine.search(SearchRequest(q)).suggestion == meant


def test_the_context_of_the_other_words_decides_between_two(engine: Engine) -> None:
    assert engine.search(SearchRequest("sciene")).suggestion == "scene"
    assert engine.search(SearchRequest("data sciene")).suggestion == "data science"


@pytest.mark.parametrize(
    "q",
    [
        "flask",
        "celery",
        "pearl",
        '"flsk"',
        "-flsk",
        "flsk*",
        "speaker:flsk",
        "flsk speaker:nobody",
        "zzzzzz",
        "fk",
        "",
    ],
)
def test_nothing_is_suggested_where_nothing_better_is_found(engine: Engine, q: str) -> None:
    assert engine.search(SearchRequest(q)).suggestion is None


def test_a_request_is_corrected_where_only_close_hits_are_found(engine: Engine) -> None:
    results = engine.search(SearchRequest("flsk wsgi", group_by="episode"))

    assert (results.total, results.total_close > 0) == (0, True)
    assert results.suggestion == "flask wsgi"


def test_no_word_is_taken_for_one_that_is_asked_for_beside_it(engine: Engine) -> None:
    assert engine.search(SearchRequest("flsk flask")).suggestion is None


def test_a_strict_request_is_corrected_too(engine: Engine) -> None:
    assert engine.search(SearchRequest("flsk", strict=True)).suggestion == "flask"


def test_the_suggestion_finds_more(engine: Engine) -> None:
    results = engine.search(SearchRequest("flsk wsgi"))

    assert results.total == 0
    assert as_json(results)["suggestion"] == "flask wsgi"
    assert engine.search(SearchRequest(results.suggestion or "")).total == 2


def test_words_that_only_the_removed_said_are_not_suggested(location: str) -> None:
    indexed(location, {"a": ["flask"], "b": ["more"]})
    indexed(location, {"a": ["gone"]})
    with open_index(location) as engine:
        assert engine.search(SearchRequest("flasc")).suggestion is None


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("xq", None),
        ("fx", None),
        ("fax", "fox"),
        ("x1x1", None),
        ("foxq", "fox"),
    ],
)
def test_words_of_two_letters_and_those_with_digits_stay_as_they_are(
    location: str, q: str, meant: str | None
) -> None:
    talk = {"a": ["x", "fox", "the fox and x1x", "x again", "x1x"]}
    with open_index(indexed(location, talk)) as engine:
        assert engine.search(SearchRequest(q)).suggestion == meant


def test_of_words_that_are_as_likely_the_first_in_the_alphabet_is_meant(location: str) -> None:
    with open_index(indexed(location, {"a": ["brock brack"]})) as engine:
        assert engine.search(SearchRequest("bruck")).suggestion == "brack"


def test_of_many_words_that_are_spelled_almost_so_the_most_said_one_is_meant(
    location: str,
) -> None:
    rarer = [f"br{letter}ck" for letter in "abcdefghijkl"]
    with open_index(indexed(location, {"a": [*rarer, *["brzck"] * 2]})) as engine:
        assert engine.search(SearchRequest("bruck")).suggestion == "brzck"


def test_a_word_one_edit_away_is_meant_before_more_words_two_edits_away(location: str) -> None:
    further = [f"br{letter}ckn{letter}r" for letter in "abcdfghijkl"] * 2
    with open_index(indexed(location, {"a": ["brucknar", *further]})) as engine:
        assert engine.search(SearchRequest("bruckner")).suggestion == "brucknar"


NAMES = {
    episode("a", "Owls", people=("Arvon Smith", "Tom Christie")): ["we met arvon", "smith said"],
    episode("b", "Nicegui in Practice", people=("Guido van Rossum",)): ["a guido", *["hello"] * 9],
    "c": ["brett cannon said so", "that post is canon", *["brett cannon"] * 3, "brett"],
    "d": ["so in it went to christie", "christie", "tom said", "arvan smythe", *["hi to them"] * 9],
}


@pytest.fixture(scope="module")
def named(fresh: Fresh) -> Iterator[Engine]:
    with fresh() as location, open_index(indexed(location, NAMES)) as engine:
        yield engine


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        # A name that nobody says in a row, with one edit or two, wherever they are.
        ("azvoa smith", "arvon smith"),
        ("arvon smiht -x", "arvon smith -x"),
        ("hello arvon smyth", "hello arvon smith"),
        ("guido vn rossum", "guido van rossum"),
        ("guido van rosum", "guido van rossum"),
        # The words of a title.
        ("nicegi in practice", "nicegui in practice"),
        ("nicegui in practise", "nicegui in practice"),
        # A phrase of the talk, though both words are said.
        ("brett canon", "brett cannon"),
        ("bret cannon", "brett cannon"),
        # The likelier one in that company.
        ("tom cristie", "tom christie"),
        ("tm christie", "tom christie"),
        # What is in a name is right, and so is what is said.
        ("arvon smith", None),
        ("guido van rossum", None),
        ("nicegui", None),
        ("arvan smythe", None),
        # Words that do not follow each other as typed are no name.
        ("azvoa OR smith", None),
        ("azvoa (smith)", None),
        ('"azvoa smith"', None),
        # Nobody says the name, so that nothing would be found.
        ("rosum", None),
        ("azvoa smith speaker:nobody", None),
    ],
)
def test_a_name_or_phrase_of_two_words_is_meant_that_is_spelt_almost_so(
    named: Engine, q: str, meant: str | None
) -> None:
    assert named.search(SearchRequest(q)).suggestion == meant


def test_a_corrected_name_finds_the_episode_of_the_person(named: Engine) -> None:
    results = named.search(SearchRequest("guido van rosum"))
    found = named.search(SearchRequest(results.suggestion or ""))

    assert found.hits[0].episode.id == "b"


@given(st.text(max_size=30) | st.text(st.sampled_from('flskaw "()-~*:^2'), max_size=30))
def test_no_query_raises(engine: Engine, q: str) -> None:
    meant = engine.search(SearchRequest(q)).suggestion

    assert meant is None or meant != q
