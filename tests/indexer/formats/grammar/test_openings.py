"""The lines that a head may open, found in all lines of a text at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.formats.grammar.heads import may_open
from indexer.formats.grammar.openings import opened
from tests.effort import examples

PIECES = (
    *("Ann", "so it", " ", " - ", " – ", "–", "—", "-", ":", "：", "(", "（", "【", "[", "]", "|"),
    *(
        "\t",
        ";",
        ">>",
        ">",
        "s)",
        "s]",
        ")",
        "second",
        "sec",
        "Q.",
        "A)",
        "Q",
        "*",
        "_",
        "<",
        "{",
        "}",
    ),
    *("“", "é", "。", "\ud800", "x" * 99),
)


@pytest.mark.parametrize(
    "line",
    [
        *("Ann: Yes.", "Ann - Yes.", "Ann — Yes.", "Ann：はい", "Ann（0:05）", "【Ann】はい"),
        *("Ann | Yes.", "Ann\tYes.", "Ann >> Yes.", "(Ann) Yes.", "[Ann] Yes.", "*Ann* Yes."),
        *("Q. Yes?", "A) Yes.", "00;05 Ann", "5 seconds Ann", "[5 s] Ann", "<b>Ann</b>"),
    ],
)
def test_a_line_that_opens_with_a_label_is_found(line: str) -> None:
    assert opened(["So it was.", line, "And so on."]) == [1]


def test_talk_without_a_sign_of_a_label_is_not_found() -> None:
    assert opened(["So it was", "A day-long test, and Q too", "", "a -- b", "no’s – " + "x"]) == [4]


def test_a_sign_far_into_a_line_opens_nothing() -> None:
    assert opened(["x" * 120 + ": Yes."]) == []


def test_no_lines_have_no_openings() -> None:
    assert opened([]) == []


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=8))
@settings(max_examples=examples(300))
def test_the_lines_are_those_that_a_look_at_each_finds(lines: list[str]) -> None:
    assert opened(lines) == [at for at, line in enumerate(lines) if may_open(line)]
