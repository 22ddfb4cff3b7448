"""Elisions stand before a vowel, in the languages that have them."""

import pytest

from index.analysis import stem
from index.analysis.elisions import with_elision, without_elision


@pytest.mark.parametrize("word", ["avion", "île", "habiller", "œuvre", "fhearr"])
def test_a_word_that_begins_with_a_vowel_may_have_an_elision_before_it(word: str) -> None:
    forms = with_elision(word)

    assert {f"l'{word}", f"d'{word}", f"jusqu'{word}", f"dell'{word}"} <= set(forms)
    assert {without_elision(form, "fr") for form in forms} == {word}


@pytest.mark.parametrize("word", ["train", "ça", "'t", ""])
def test_a_word_that_does_not_has_none(word: str) -> None:
    assert with_elision(word) == []


@pytest.mark.parametrize(
    ("term", "language"),
    [("d'artagnan", "en"), ("don't", "fr"), ("aujourd'hui", "fr"), ("o'hara", "ga"), ("l'", "it")],
)
def test_what_is_no_elision_stays(term: str, language: str) -> None:
    assert without_elision(term, language) == term


@pytest.mark.parametrize(
    ("elided", "word", "language"),
    [
        ("l'aigua", "aigua", "ca"),
        ("lorsqu'emma", "emma", "fr"),
        ("b'fhearr", "fhearr", "ga"),
        ("t'ainm", "ainm", "ga"),
        ("sant'antonio", "antonio", "it"),
        ("d'água", "água", "pt"),
    ],
)
def test_a_word_has_its_stem_behind_an_elision(elided: str, word: str, language: str) -> None:
    assert stem(elided, language) == stem(word, language)
