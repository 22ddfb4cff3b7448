"""Compounds of languages that write them as one word are found by what they end with."""

from collections.abc import Iterator

import pytest

from tests.builders import episode, found_exact, indexed
from tests.contract.conftest import Fresh

TALK = {
    "health": "Die Krankenversicherung zahlt.",
    "plural": "Viele Krankenversicherungen zahlen.",
    "alone": "Eine Versicherung für Kranke.",
    "room": "Im Arbeitszimmer ist Ruhe.",
    "work": "Die Arbeit im Zimmer.",
    "school": "Das Schulbuch der Schule, ein Buchstabe.",
    "take": "Die Aufnahme auf dem Band, ohne Nahme.",
}


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(
            location, {episode(name, language="de"): [text] for name, text in TALK.items()}
        )


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("Versicherung", "alone health plural"),
        ("Versicherungen", "alone health plural"),
        ("Versicherung zahlt", "health"),
        ("Kranken", "alone"),
        ("Zimmer", "room work"),
        ("Arbeit Zimmer", "room work"),
        ("Arbeit", "work"),
        ("Nahme", "take"),
        ("Buch", ""),
        ("arbeitszimmer", "room"),
        ('"Versicherung"', "alone"),
    ],
)
def test_a_word_is_found_at_the_end_of_compounds(talk: str, q: str, names: str) -> None:
    assert sorted(found_exact(talk, q)) == [f"{name}:0" for name in names.split()]


def test_a_word_by_itself_comes_before_its_compounds(talk: str) -> None:
    assert found_exact(talk, "Versicherung")[0] == "alone:0"


def test_words_of_other_languages_have_no_compounds(fresh: Fresh) -> None:
    with fresh() as location:
        indexed(location, {"e": ["A bathroom, a room for a bath.", "bath broom, broomroom"]})

        assert found_exact(location, "broom") == ["e:1"]
