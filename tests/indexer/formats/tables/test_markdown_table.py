import pytest

from tests.indexer.reading import read, refused

RULE = "|---|:--|--:|"
ROWS = "| 0:02 | **Ann** | It is a callable. |", "| 0:06 | Bob | `a \\| b`, then. |"


def said(*lines: str) -> list[tuple[str | None, float | None, str]]:
    transcript = read("talk.md", *lines)
    assert transcript.format == "Markdown table"
    return [(cue.speaker, cue.start, cue.text) for cue in transcript.cues]


@pytest.mark.parametrize("above", [[], ["---", "title: Talk", "---", "", "# Talk", ""]])
def test_a_row_below_a_header_has_a_time_a_speaker_and_text(above: list[str]) -> None:
    expected = [("Ann", 2.0, "It is a callable."), ("Bob", 6.0, "a | b, then.")]

    assert said(*above, "| Time | Speaker | Text |", RULE, *ROWS) == expected
    bare = [line.strip("| ") for line in ("| Time | Speaker | Text |", RULE, *ROWS)]
    assert said(*above, *bare) == expected


def test_a_table_that_goes_on_below_is_one() -> None:
    head = ("| Time | Speaker | Text |", RULE)

    assert len(said(*head, *ROWS, "", *head, "| 0:09 | Ann | Yes. |")) == 3


def test_a_table_of_other_things_is_none() -> None:
    assert refused("talk.md", "| Wood | Price |", "|---|---|", "| Oak | 12 |", "| Tar | 3 |")
