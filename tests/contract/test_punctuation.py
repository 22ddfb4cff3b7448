"""Punctuation: words match with and without it, in the talk and in queries."""

from collections.abc import Iterator

import pytest

from tests.builders import found, indexed
from tests.contract.conftest import Fresh

TALK = {
    "handle": "You can follow @mkennedy on Twitter.",
    "name": "They follow mkennedy on the show.",
    "framework": "I write for the .NET framework.",
    "fishing": "A net framework is for fishing.",
    "all": "We have 100% test coverage.",
    "people": "It took 100 test runs.",
    "option": "Then pip install --upgrade it.",
    "spoken": "Call it with verbose, or in dunder main.",
}


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(location, {name: [text] for name, text in TALK.items()})


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ('"follow mkennedy on"', ["handle", "name"]),
        ('"follow @mkennedy on"', ["handle"]),
        ('"net framework"', ["fishing", "framework"]),
        ('".NET framework"', ["framework"]),
        ('"100 test"', ["all", "people"]),
        ('"100% test"', ["all"]),
        ('"pip install upgrade it"', ["option"]),
        ('"pip upgrade"~1', ["option"]),
        ('"install upgrade"', ["option"]),
        ('"upgrade it"', ["option"]),
        ('"upgrade install"', []),
        ('"net"', ["fishing"]),
        ('".net"', ["framework"]),
    ],
)
def test_a_quote_is_found_with_punctuation_that_was_not_typed(
    talk: str, q: str, names: list[str]
) -> None:
    assert sorted(found(talk, q)) == [f"{name}:0" for name in names]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("--verbose", ["spoken"]),
        ("@verbose", ["spoken"]),
        ("__main__", ["spoken"]),
        ("@testruns", ["people"]),
        ("--upgrade", ["option"]),
        (".NET", ["framework"]),
        ("100%", ["all"]),
        ("50%", []),
        ("--absent", []),
    ],
)
def test_a_word_with_punctuation_is_found_without_it_where_nobody_writes_it(
    talk: str, q: str, names: list[str]
) -> None:
    assert sorted(found(talk, q)) == [f"{name}:0" for name in names]
