"""Korean particles follow the last sound of a noun."""

import pytest

from index.analysis.particles import with_particles, without_particle


@pytest.mark.parametrize(
    ("noun", "held", "wrong"),
    [
        ("한국어", ["한국어는", "한국어를", "한국어로", "한국어의"], ["한국어은", "한국어으로"]),
        ("서울", ["서울은", "서울이", "서울로", "서울에서"], ["서울는", "서울를"]),
        ("나라", ["나라에서부터", "나라로부터", "나라야말로"], ["나라으로부터", "나라이야말로"]),
        ("한국", ["한국으로부터", "한국이야말로", "한국만으로도"], ["한국로부터", "한국야말로"]),
        ("책", ["책을", "책으로", "책도"], ["책로"]),
    ],
)
def test_a_noun_has_the_particles_of_its_last_sound(
    noun: str, held: list[str], wrong: list[str]
) -> None:
    forms = with_particles(noun)

    assert set(held) <= set(forms)
    assert not set(wrong) & set(forms)
    assert all(noun in without_particle(form) for form in forms)


def test_words_of_other_scripts_have_none() -> None:
    assert with_particles("сеул") == with_particles("東") == without_particle("кит") == []


def test_a_word_of_latin_letters_may_have_any() -> None:
    assert {"api를", "api을", "api에서"} <= set(with_particles("api"))
    assert without_particle("python3에게") == ["python3"]


def test_a_word_may_be_a_noun_and_a_particle_or_a_noun_alone() -> None:
    assert without_particle("서울에서는") == ["서울에서", "서울"]
    assert without_particle("고양이") == ["고양"]
    assert without_particle("나라") == ["나"]
    assert without_particle("한국") == []
