import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import normalize, stem, terms, tokenize, tokenizer
from index.analysis.languages import UNSPACED
from index.analysis.letters import INVISIBLE, INVISIBLE_LETTERS, MARKS, fold
from index.analysis.subwords import camel_case_words, names, parts, usual_spellings
from index.analysis.tokenizer import terms_of_each


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
        ("node.js f-strings I/O a/b", ["node", "js", "f", "strings", "i", "o", "a", "b"]),
        ("use .NET or ASP.NET.", ["use", ".net", "or", "asp", "net"]),
        ("(.NET) '.NET' “.NET” ~/.bashrc", [".net", ".net", ".net", ".bashrc"]),
        ("the end.Start ...again .5", ["the", "end", "start", "again", "5"]),
        ("@property @app.route @_x", ["@property", "@app", "route", "@_x"]),
        ("me@home.org @1 @@x", ["me", "home", "org", "1", "x"]),
        ("--help --dry-run foo --no_input", ["--help", "--dry", "run", "foo", "--no_input"]),
        ("so--well ---x -v --1", ["so", "well", "x", "v", "1"]),
        ("100% 50%, 100%-ige", ["100%", "50%", "100%", "ige"]),
        ("99.9% 1,000% 5%d %s x1%", ["99", "9", "1", "000", "5", "d", "s", "x1"]),
        ("@東 東%", ["東", "東"]),
        ("https://x.y", ["https", "x", "y"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("ÇA café ПИТОН", ["ça", "café", "питон"]),
        ("日本語、です", ["日", "本", "語", "で", "す"]),
        ("สวัสดี", ["ส", "วั", "ส", "ดี"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שָׁלוֹם", ["שלום"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("I love🍞bread ♪ la ♪", ["i", "love", "🍞", "bread", "la"]),
        ("👍🏽 👍 👩‍💻, ❤️ or ❤; 🇩🇪🇫🇷!", ["👍", "👍", "👩💻", "❤", "or", "🇩🇪", "🇫🇷"]),
        ("one\ntwo\tthree", ["one", "two", "three"]),
    ],
)
def test_a_text_is_these_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_token_knows_where_it_stands() -> None:
    assert tokenize("So, C++!") == [("so", 0, 2), ("c++", 4, 7)]
    assert tokenize("’tis 5% @Me") == [("tis", 1, 4), ("5%", 5, 7), ("@me", 8, 11)]


@given(st.text(st.characters(max_codepoint=127)))
def test_text_of_ascii_letters_is_read_like_any_other(text: str) -> None:
    assert tokenize(f"{text} 東")[:-1] == tokenize(text)


@given(st.lists(st.text("aB@.-%_'’+#(\x00\u00a0 東é1"), max_size=3))
def test_what_stands_between_two_spaces_always_has_the_same_terms(chunks: list[str]) -> None:
    assert terms(" ".join(chunks)) == [term for chunk in chunks for term in terms(chunk)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("flask", []),
        ("Flask's", []),
        ("don't", []),
        ("C++", []),
        ("f#", []),
        (".NET", ["net"]),
        ("@property", ["property"]),
        ("--help", ["help"]),
        ("100%", ["100"]),
        ("__init__", ["init"]),
        ("snake_case", ["snake", "case"]),
        ("@max_length", ["max_length", "max", "length"]),
        ("_", []),
        (".net's", [".net", "net"]),
        ("__init__'s", ["__init__", "init"]),
        ("python3's", ["python3"]),
        ("camelCase", ["camel", "case"]),
        ("camelcase", []),
        ("getElementById", ["get", "element", "by", "id"]),
        ("innerHTMLText", ["inner", "html", "text"]),
        ("uWSGI", []),
        ("@camelCase", ["camelcase", "camel", "case"]),
        ("my_varName", ["my", "varname"]),
        ("JavaScript", []),
        ("HTMLParser", []),
        ("WSGI", []),
        ("naïveÉtat", ["naiveetat"]),
        ("brâncuși's", ["brancusi's"]),
        ("किताब", []),
    ],
)
def test_a_word_has_these_parts(word: str, expected: list[str]) -> None:
    assert parts(word) == expected


@given(st.text())
def test_parts_are_terms_and_none_is_the_word(text: str) -> None:
    for _, start, end in tokenize(text):
        word = text[start:end]

        assert fold(word) not in parts(word)
        assert all(part == fold(part) and part for part in parts(word))


def test_words_with_capitals_inside_are_told_by_line() -> None:
    lines = ["camelCase is not JavaScript", "", "nothing", "İ: an (myPhone) and getX's, iOS"]

    assert camel_case_words(lines) == {0: ["camelCase"], 3: ["myPhone", "getX's"]}
    assert camel_case_words([]) == {}


def test_a_term_has_the_parts_of_what_at_least_half_of_it_are_spelled_like() -> None:
    spelled = {"camelCase": 2, "javaScript": 1, "macOS": 1, "myPHone": 1}
    spoken = {"camelcase": 4, "javascript": 1_775, "macos": 1, "myphone": 3}
    words = [word for word, count in spelled.items() for _ in range(count)]

    assert usual_spellings(words, spoken.__getitem__) == ["camelCase", "macOS"]


@given(st.lists(st.text("abB1_'’é @.-", max_size=20), max_size=4))
def test_the_words_are_told_whose_capitals_matter(lines: list[str]) -> None:
    told = camel_case_words(lines)

    for at, line in enumerate(lines):
        words = [line[start:end] for _, start, end in tokenize(line)]
        matter = {word for word in words if parts(word) != parts(fold(word))}
        assert matter <= set(told.get(at, [])) <= {w for w in words if w != w.casefold()}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("@mkennedy: 100% .NET --or C++", ["mkennedy", "100", "net", "or", "c++"]),
        ("Sebastián Ramírez", ["sebastian", "ramirez"]),
        ("Łukasz Langa & Søren", ["lukasz", "langa", "soren"]),
        ("Conan O’Brien", ["conan", "obrien"]),
        ("Guido's Ghost", ["guido", "ghost"]),
        ("דָּוִד 東京", ["דוד", "東", "京"]),
    ],
)
def test_names_have_nothing_that_many_leave_out_when_they_type_them(
    name: str, words: list[str]
) -> None:
    assert names(name) == words


@given(st.text())
def test_the_terms_are_those_of_the_tokens(text: str) -> None:
    assert terms(text) == [token.term for token in tokenize(text)]


@given(st.lists(st.text(st.characters(exclude_characters="\n")), max_size=4))
def test_lines_have_their_terms_together_as_each_by_itself(lines: list[str]) -> None:
    found, counts = terms_of_each(lines)

    assert found == [term for line in lines for term in terms(line)]
    assert counts == [len(terms(line)) for line in lines]


def test_no_letter_has_a_space_in_its_small_form() -> None:
    assert not [
        letter for letter in map(chr, range(sys.maxunicode)) if " " in letter.casefold()[1:]
    ]


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


UNMARKED = [chr(code) for code in range(0x3000) if not tokenizer._UNMARKED.match(chr(code))]
SIGNS = list("aZéßжΩ1_'·“‘«„¿.+#@-% \n(€…—")


def test_text_without_marks_has_none_of_the_characters_that_only_other_scripts_need() -> None:
    needed = re.compile(f"[{UNSPACED}{INVISIBLE_LETTERS}{MARKS}{INVISIBLE}]")

    assert not needed.search("".join(UNMARKED))


@given(st.lists(st.sampled_from(SIGNS) | st.sampled_from(UNMARKED)).map("".join))
def test_text_without_marks_has_the_tokens_that_the_pattern_of_any_script_finds(text: str) -> None:
    quick, whole = (
        [token.span() for token in pattern().finditer(text)]
        for pattern in (tokenizer._unmarked, tokenizer._any_script)
    )

    assert quick == whole
