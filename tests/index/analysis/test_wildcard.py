import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.wildcard import fits, lines, start

PATTERNS = st.text("ab?*.é", min_size=1, max_size=8)
TERMS = st.text("abé.", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("w?gi", ["wsgi", "w𝔸gi"], ["wgi", "wssgi", "wsgis"]),
        ("fl*sk", ["flask", "flsk", "flaskask"], ["flasks", "aflask"]),
        ("*ask", ["ask", "flask", "askask"], ["asks"]),
        ("*a*a*", ["aa", "banana"], ["ban"]),
        ("a*ab", ["aab", "aabab"], ["ab"]),
        ("c+?", ["c++"], ["cc+"]),
        ("?*", ["a", "ab"], []),
    ],
)
def test_a_question_mark_is_one_letter_and_a_star_any_number(
    pattern: str, fitting: list[str], other: list[str]
) -> None:
    assert all(fits(pattern, term) for term in fitting)
    assert not any(fits(pattern, term) for term in other)


@given(PATTERNS, TERMS)
def test_terms_fit_as_names_of_files_do(pattern: str, term: str) -> None:
    assert fits(pattern, term) == fnmatch.fnmatchcase(term, pattern)


@given(PATTERNS, st.lists(TERMS, min_size=1))
def test_the_lines_found_in_a_text_are_the_terms_that_fit(pattern: str, terms: list[str]) -> None:
    assert [match[0] for match in lines(pattern).finditer("\n".join(terms))] == [
        term for term in terms if fits(pattern, term)
    ]


@pytest.mark.parametrize(
    ("pattern", "letters"), [("fl*sk", "fl"), ("?a", ""), ("*", ""), ("a", "a")]
)
def test_what_stands_before_the_first_wildcard_begins_every_term(
    pattern: str, letters: str
) -> None:
    assert start(pattern) == letters


def test_no_pattern_tries_every_choice_of_a_letter() -> None:
    assert not fits("*a" * 5000 + "b", "a" * 10_000)
    assert not fits("a*" * 5000 + "b", "a" * 10_000)
