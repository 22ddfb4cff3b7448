"""A query is completed by terms of the talk; phrases and names are what an engine may add."""

from collections.abc import Iterator

import pytest

from index import Engine, SearchRequest, open_index, open_writer
from tests.builders import episode, indexed, segment
from tests.contract.conftest import Fresh
from tests.index.embedded.format.test_collocations import FILLER

TALK = {
    episode("one", "Flask from scratch", people=("Ada Holm", "Guido van Rossum")): [
        segment(f"data science {FILLER} data scientists and data science", 0, "Ada Holm"),
        segment("data science in Flask, flasks of Django, the data", 1, "Zoë Núñez"),
        segment("data scientists, data scientists", 2, "ada holm"),
    ],
    episode("two", "Data “science” at scale", people=("Ada Holm",)): [
        segment(f"C++ and node.js {FILLER} node.js flaskiest", 0),
    ],
}


@pytest.fixture(scope="module")
def engine(fresh: Fresh) -> Iterator[Engine]:
    with fresh() as location, open_index(indexed(location, TALK)) as engine:
        yield engine


def shown(engine: Engine, prefix: str) -> list[tuple[str, str, int]]:
    return [(one.query, one.kind, one.count) for one in engine.suggest(prefix)]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("fla", [("flask", "term", 1), ("flaskiest", "term", 1)]),
        ("flasks", [("flasks", "term", 1)]),
        ("flask OR dj", [("flask OR django", "term", 1)]),
        ("-dj", [("-django", "term", 1)]),
        ("c+", [("c++", "term", 1)]),
        ("zebra", []),
        ("zebra ", []),
        ("", []),
        ('" (', []),
    ],
)
def test_talk_completes_the_last_word_by_use(
    engine: Engine, prefix: str, expected: list[tuple[str, str, int]]
) -> None:
    found = [one for one in shown(engine, prefix) if one[1] in ("term", "phrase")]

    assert found == expected


def test_every_suggestion_finds_something(engine: Engine) -> None:
    for prefix in ("d", "f", "data ", "speaker:a", "title:s", "s", "no"):
        for one in engine.suggest(prefix):
            assert engine.search(SearchRequest(one.query)).total, one


def test_terms_are_ranked_by_what_the_living_say(location: str) -> None:
    indexed(location, {"gone": ["quay " * 9], "kept": ["quay quit quit"]})
    with open_writer(location) as writer:
        writer.remove("gone")
    with open_index(location) as engine:
        assert shown(engine, "q") == [("quit", "term", 2), ("quay", "term", 1)]
