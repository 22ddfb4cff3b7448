"""The lines that a head may open, found in all lines of a text at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.formats.grammar.heads import candidate
from indexer.formats.grammar.openings import opening_heads
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
        *("Ann: Yes.", "Ann - Yes.", "Ann — Yes.", "Ann：はい", "Ann（0:05）"),
        *("Ann | Yes.", "Ann\tYes.", "Ann >> Yes.", "(Ann) Yes.", "[Ann] Yes.", "**Ann:** Yes."),
        *("Q. Yes?", "A) Yes.", "[5 s] Ann", "<Ann> Yes.", "{Ann} Yes."),
    ],
)
def test_a_line_that_opens_with_a_label_is_found(line: str) -> None:
    found = opening_heads(["So it was.", line, "And so on."])

    assert [at for at, _ in found] == [1]


def test_talk_without_a_label_has_no_head() -> None:
    said = ["So it was", "A day-long test, and Q too", "", "a -- b", "x" * 120 + ": Yes."]

    assert not list(opening_heads(said))


def test_no_lines_have_no_heads() -> None:
    assert not list(opening_heads([]))


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=8))
@settings(max_examples=examples(300))
def test_the_heads_are_those_that_a_look_at_each_line_finds(lines: list[str]) -> None:
    each = [(at, candidate(line)) for at, line in enumerate(lines)]

    assert list(opening_heads(lines)) == [(at, head) for at, head in each if head]
