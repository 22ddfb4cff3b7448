"""Words are found without the diacritics that they are written with, in each language."""

from collections.abc import Iterator

import pytest

from tests.builders import episode, found_exact, indexed
from tests.contract.conftest import Fresh

TALK = {
    "ca": "Una persona col·labora amb l'Àngel.",
    "el": "Του Μαΐου, ἐν ἀρχῇ.",
    "fr": "Les montagnes enneigées.",
    "hu": "Dalok a nyarakról.",
    "hy": "Երևան, ԵՐԵՎԱՆ",
    "ar": "هذا مصطفى.",
    "no": "Ole Gunnar Solskjær scoret.",
    "ro": "Brâncuși a sculptat.",
    "ru": "Чайко\u0301вский написал.",
    "tr": "Iğdır soğuk.",
}


@pytest.fixture(scope="module")
def talk(fresh: Fresh) -> Iterator[str]:
    with fresh() as location:
        yield indexed(
            location, {episode(code, language=code): [text] for code, text in TALK.items()}
        )


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("collabora", "ca"),
        ("angel", "ca"),
        ("μαιου", "el"),
        ("αρχη", "el"),
        ("enneigees", "fr"),
        ("nyarakrol", "hu"),
        ("Երեւան", "hy"),
        ("Երեվան", "hy"),
        ("مصطفي", "ar"),
        ("solskjaer", "no"),
        ("Solskjær", "no"),
        ("brancusi", "ro"),
        ("brâncuși", "ro"),
        ("чайковский", "ru"),
        ('"чайковский написал"', "ru"),
        ("igdir", "tr"),
        ('"brancusi"', ""),
    ],
)
def test_a_word_is_found_without_its_diacritics(talk: str, q: str, code: str) -> None:
    assert found_exact(talk, q) == ([f"{code}:0"] if code else [])
