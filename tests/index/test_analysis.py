import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import normalize, stem, terms, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" … — !? ", []),
        ("Pour some web", ["pour", "some", "web"]),
        ("C++ and C# and C", ["c++", "and", "c#", "and", "c"]),
        ("C++, C#.", ["c++", "c#"]),
        ("c#sharp 1+1", ["c", "sharp", "1", "1"]),
        ("don't", ["don't"]),
        ("don’t", ["don't"]),
        ("'quoted' ’tis guys'", ["quoted", "tis", "guys"]),
        ("rock'n'roll", ["rock'n'roll"]),
        ("__init__ snake_case", ["__init__", "snake_case"]),
        ("3.12", ["3", "12"]),
        ("node.js f-strings @property", ["node", "js", "f", "strings", "property"]),
        ("https://x.y", ["https", "x", "y"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("ÇA café ПИТОН", ["ça", "café", "питон"]),
        ("日本語、です", ["日", "本", "語", "で", "す"]),
        ("สวัสดี", ["ส", "วั", "ส", "ดี"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("one\ntwo\tthree", ["one", "two", "three"]),
    ],
)
def test_a_text_is_these_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_token_knows_where_it_stands() -> None:
    assert tokenize("So, C++!") == [("so", 0, 2), ("c++", 4, 7)]


@given(st.text())
def test_the_terms_are_those_of_the_tokens(text: str) -> None:
    assert terms(text) == [token.term for token in tokenize(text)]


@given(st.text())
def test_tokens_stand_in_order_and_apart_and_hold_no_space(text: str) -> None:
    edges = [edge for token in tokenize(text) for edge in (token.start, token.end)]

    assert edges == sorted(edges)
    assert all(token.start < token.end for token in tokenize(text))
    assert not any(text[token.start : token.end].split()[1:] for token in tokenize(text))


@given(st.text(st.characters(max_codepoint=127)))
def test_capitals_do_not_matter(text: str) -> None:
    assert terms(text.upper()) == terms(text.lower())


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("running", "run"),
        ("runs", "run"),
        ("run", "run"),
        ("python's", "python"),
        ("databases", "databas"),
        ("c++", "c++"),
        ("utf8s", "utf8s"),
        ("snake_cases", "snake_cases"),
        ("питон", "питон"),
    ],
)
def test_a_term_has_this_stem(term: str, expected: str) -> None:
    assert stem(term) == expected


@pytest.mark.parametrize(
    ("term", "language", "expected"),
    [
        ("häuser", "de", "haus"),
        ("canciones", "es", "cancion"),
        ("канцелярии", "ru", "канцеляр"),
        ("cafés", "fr", stem("café", "fr")),
        ("livros", "pt", "livr"),
        ("running", "tlh", "running"),
    ],
)
def test_a_stem_follows_the_language(term: str, language: str, expected: str) -> None:
    assert stem(term, language) == expected


@pytest.mark.parametrize("word", ["café", "naïve", "žluťoučký", "Ångström"])
def test_diacritics_do_not_part_the_stems(word: str) -> None:
    plain = {"café": "cafe", "naïve": "naive", "žluťoučký": "zlutoucky", "Ångström": "angstrom"}

    assert stem(word.casefold()) == stem(plain[word])


def test_a_mark_that_spells_a_word_stays() -> None:
    assert stem("हिन्दी", "sa") == "हिन्दी"


def test_one_letter_has_one_spelling() -> None:
    assert normalize("cafe\u0301") == "café"
