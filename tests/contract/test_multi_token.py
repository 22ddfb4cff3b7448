"""Words of several tokens: other forms are found, though the word is searched as a phrase."""

from collections.abc import Iterator

import pytest

from tests.builders import found_exact, indexed
from tests.contract.conftest import Fresh

TALK = {
    "strings": "Since then we use f-strings everywhere.",
    "hints": "There are type hints in it.",
    "hint": "Every type hint helps.",
    "hinting": "I like type hinting.",
    "hinted type": "She hinted at a type.",
    "sockets": "Open a web socket and keep it open.",
    "email": "Send an e-mail about it.",
    "length": "Set max_length there.",
    "version": "We moved to Python 3.12 in May.",
    "other version": "We moved from Python 3.11 in May.",
    "node": "The front end is node.js by now.",
    "days": "It took 12 days, or 3.",
}


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(location, {name: [text] for name, text in TALK.items()})


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("f-string", {"strings"}),
        ("f-strings", {"strings"}),
        ("type-hint", {"hint", "hints", "hinting"}),
        ("TYPE/HINTS", {"hint", "hints", "hinting"}),
        ("web-sockets", {"sockets"}),
        ("e-mails", {"email"}),
        ("e-mailing", {"email"}),
        ("max-length", {"length"}),
        ("Max.Length", {"length"}),
        ("python3.12", {"version"}),
        ("Python3.12", {"version"}),
        ("node.js", {"node"}),
        ("type-hint helps", {"hint"}),
    ],
)
def test_a_word_of_several_tokens_is_found_in_its_other_forms(
    talk: str, q: str, names: set[str]
) -> None:
    assert set(found_exact(talk, q)) == {f"{name}:0" for name in names}


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ('"type-hint"', {"hint"}),
        ('"f-string"', set()),
        ('"max-length"', set()),
        ('"python3.12"', set()),
        ("12-day", {"days"}),
        ("3-12", {"version"}),
        ("hint-type", set()),
        ("types-hint", set()),
    ],
)
def test_what_is_quoted_or_in_another_order_is_no_other_form(
    talk: str, q: str, names: set[str]
) -> None:
    assert set(found_exact(talk, q)) == {f"{name}:0" for name in names}


def test_the_form_that_was_typed_ranks_first(talk: str) -> None:
    assert found_exact(talk, "type-hint")[0] == "hint:0"
    assert found_exact(talk, "type-hints")[0] == "hints:0"
    assert found_exact(talk, "type-hinting")[0] == "hinting:0"
