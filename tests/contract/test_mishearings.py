import random
from collections.abc import Iterator

import pytest

from index import Engine, SearchRequest, Segment, as_json, open_index
from index.rewriting.mishearings import heard_as
from tests.builders import episode, found, indexed, segment
from tests.contract.conftest import Fresh

WORDS = [f"{a}{b}{c}" for a in "bdfklmnprt" for b in "aeiou" for c in ("nk", "sp", "lt", "rm")]


def talk(*said: str, seed: int = 0, words: int = 1200) -> list[Segment]:
    """Return segments of words that mean nothing, with one sentence of `said` in each of some."""
    of = random.Random(seed)
    texts = [" ".join(of.choices(WORDS, k=50)) + "." for _ in range(words // 50)]
    for at, sentence in enumerate(said):
        texts[at % len(texts)] += f" {sentence}"
    return [segment(text, ordinal) for ordinal, text in enumerate(texts)]


RIGHT, WRONG = "We run a WSGI server here.", "We run a whiskey server here."


@pytest.fixture(scope="module")
def learnt(fresh: Fresh) -> Iterator[Engine]:
    corpus = {episode(f"other{n}"): talk(seed=n) for n in range(60)}
    corpus[episode("one")] = talk(*[RIGHT] * 4, *[WRONG] * 2, seed=100)
    corpus[episode("two")] = talk(*[RIGHT] * 3, *[WRONG] * 2, seed=101)
    corpus[episode("pie")] = talk(
        *["It is on PyPI today."] * 6, *["It is on pie pie today."] * 4, seed=102
    )
    corpus[episode("task")] = talk(*["I use Dask for it."] * 6, *["A task to do."] * 9, seed=103)
    corpus[episode("bank")] = talk(*["the bank is"] * 6, *["pink is fine"] * 4, seed=104)
    corpus[episode("native")] = talk(
        *["We run a Knative cluster."] * 7, *["We run a native cluster."] * 4, seed=107
    )
    corpus[episode("lama")] = talk(
        *["You ask a Lama model."] * 7, *["You ask a llama model."] * 4, seed=108
    )
    corpus[episode("poetry")] = talk(
        *["It locks a Poetry project."] * 7, *["It locks a poetri project."] * 4, seed=109
    )
    corpus[episode("far")] = talk(*["We run a Celery worker."] * 6, seed=105)
    corpus[episode("away")] = talk(*["We run a salary worker."] * 4, seed=106)
    with fresh() as location, open_index(indexed(location, corpus)) as engine:
        yield engine


def heard(learnt: Engine, term: str) -> list[tuple[str, int, bool]]:
    return [(one.heard, one.count, one.searched) for one in heard_as(learnt.statistics, term)]


def test_a_like_sounding_word_of_the_same_context_is_learnt(learnt: Engine) -> None:
    assert heard(learnt, "wsgi") == [("whiskey", 4, True)]


def test_two_words_may_be_heard_for_one(learnt: Engine) -> None:
    assert ("pie pie", 4, False) in heard(learnt, "pypi")


@pytest.mark.parametrize(
    ("term", "why"),
    [
        ("dask", "what is said more often is told apart by everybody"),
        ("bank", "no name is meant"),
        ("knative", "no ending of it is another word"),
        ("lama", "no word with all of it inside is another one"),
        ("poetry", "another form is no other word"),
        ("celery", "where the one is said the other is not"),
        ("whiskey", "the rarer is heard for the commoner, not the other way"),
        ("server", "nothing sounds like it"),
        ("absent", "nobody says it"),
        ("a", "it is too short"),
        ("пример", "it is no English"),
        ("", "it is no word"),
    ],
)
def test_nothing_is_learnt_where(learnt: Engine, term: str, why: str) -> None:
    assert heard(learnt, term) == [], why


def test_what_is_sure_is_searched_below_the_word_as_typed(learnt: Engine) -> None:
    plain = learnt.search(SearchRequest("wsgi", limit=50))
    wide = learnt.search(SearchRequest("wsgi", limit=50, heard_as=True))

    assert plain.total == 7
    assert wide.total == 11
    assert ["WSGI" in hit.text for hit in wide.hits] == [True] * 7 + [False] * 4
    assert as_json(wide)["heard_as"] == [
        {"term": "wsgi", "heard": "whiskey", "count": 4, "searched": True, "query": "whiskey"}
    ]


def test_by_default_a_mishearing_is_offered_and_not_searched(learnt: Engine) -> None:
    results = learnt.search("wsgi")

    assert results.total == 7
    assert [(one.heard, one.searched) for one in results.heard_as] == [("whiskey", False)]
    assert learnt.search("run -whiskey wsgi").heard_as == ()


def test_mishearings_are_left_out_on_request(learnt: Engine) -> None:
    results = learnt.search(SearchRequest("wsgi", heard_as=False))

    assert (results.total, results.heard_as) == (7, ())


def test_what_is_less_sure_is_only_offered(learnt: Engine) -> None:
    results = learnt.search(SearchRequest("pypi", heard_as=True))

    assert results.total == 6
    assert [one.query for one in results.heard_as] == ['"pie pie"']


@pytest.mark.parametrize(
    ("q", "instead"),
    [
        ("a WSGI server -celery", ["a whiskey server -celery"]),
        ("“run a” wsgi^2", ['"run a" whiskey^2']),
        ("wsgi -whiskey", []),
        ("server", []),
    ],
)
def test_what_a_word_was_heard_as_is_asked_in_its_place_unless_it_is_excluded(
    learnt: Engine, q: str, instead: list[str]
) -> None:
    results = learnt.search(SearchRequest(q, heard_as=True))

    assert [one.query for one in results.heard_as] == instead


@pytest.mark.parametrize("q", ['"wsgi server"', "-wsgi", "wsg*", "speaker:wsgi"])
def test_what_is_quoted_excluded_or_has_punctuation_is_not_expanded(learnt: Engine, q: str) -> None:
    with_, without = (learnt.search(SearchRequest(q, heard_as=on)).total for on in (True, False))

    assert with_ == without


def test_what_the_removed_said_is_forgotten(location: str) -> None:
    corpus = {episode(f"other{n}"): talk(seed=n) for n in range(30)}
    corpus[episode("one")] = talk(*[RIGHT] * 4, *[WRONG] * 4, seed=100)
    indexed(location, corpus)
    asked = SearchRequest("wsgi", heard_as=True)
    with open_index(location) as engine:
        assert len(engine.search(asked).heard_as) == 1
    indexed(location, {episode("one"): talk(*[RIGHT] * 4, seed=100)})
    with open_index(location) as engine:
        assert engine.search(asked).heard_as == ()
    assert len(found(location, "wsgi")) == 4
