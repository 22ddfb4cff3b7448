import pytest

from indexer.formats.grammar import candidate
from tests.indexer.work import assert_work_grows_with_the_length


@pytest.mark.parametrize(
    ("line", "name", "said", "start"),
    [
        ("Ann: Yes.", "Ann", "Yes.", None),
        ("Ann : Oui.", "Ann", "Oui.", None),
        ("安：是。", "安", "是。", None),
        ("**Ann:** Yes.", "Ann", "Yes.", None),
        ("**Ann**: Yes.", "Ann", "Yes.", None),
        ("**[Speaker 3]:** Yes.", "Speaker 3", "Yes.", None),
        ("**???:** Yes.", "???", "Yes.", None),
        ("Ann: [0:05] Yes.", "Ann", "Yes.", 5),
        ("Ann:\t0:05\tYes.", "Ann", "Yes.", 5),
        ("Ann: 00:00:05", "Ann", "", 5),
        ("Ann (0:05): Yes.", "Ann", "Yes.", 5),
        ("Ann (0:05 - 0:09)", "Ann", "", 5),
        ("Ann (5.0s - 9.0s): Yes.", "Ann", "Yes.", 5),
        ("**Ann** [0:05]Yes.", "Ann", "Yes.", 5),
        ("Ann（0:05）：是。", "Ann", "是。", 5),
        ("Ann  0:05", "Ann", "", 5),
        ("Ann @ 0:05", "Ann", "", 5),
        ("Ann @0:05", "Ann", "", 5),
        ("Ann, 0:05", "Ann", "", 5),
        ("Ann 0m 5s", "Ann", "", 5),
        ("Ann 00m05s", "Ann", "", 5),
        ("Ann • 0:05", "Ann", "", 5),
        ("Ann Lee 0 minutes 5 seconds", "Ann Lee", "", 5),
        ("[Ann] (0:05) Yes.", "Ann", "Yes.", 5),
        ("[Ann] Yes.", "Ann", "Yes.", None),
        ("(Ann) Yes.", "Ann", "Yes.", None),
        ("<Ann> Yes.", "Ann", "Yes.", None),
        ("{Ann} Yes.", "Ann", "Yes.", None),
        ("ANN >> Yes.", "ANN", "Yes.", None),
        (">> ANN: Yes.", "ANN", "Yes.", None),
        ("Ann - Yes.", "Ann", "Yes.", None),
        ("Ann — Yes.", "Ann", "Yes.", None),
        ("Ann\tYes.", "Ann", "Yes.", None),
        ("Q. Yes?", "Q", "Yes?", None),
        ("@ann: Yes.", "@ann", "Yes.", None),
        ("1. Ann Lee: Yes.", "Ann Lee", "Yes.", None),
        ("**2) Ann:** Yes.", "Ann", "Yes.", None),
        ("50 Cent: Yes.", "50 Cent", "Yes.", None),
        ("00m05s Ann: Yes.", "Ann", "Yes.", 5),
        ("1m 5s Ann: Yes.", "Ann", "Yes.", 65),
        ("From Ann Lee : Yes.", "Ann Lee", "Yes.", None),
        ("From Ann Lee to Everyone: Yes.", "Ann Lee", "Yes.", None),
    ],
)
def test_a_head_has_a_name_a_time_and_the_talk(
    line: str, name: str, said: str, start: float | None
) -> None:
    found = candidate(line)

    assert found is not None
    assert (found.name, found.said, found.start) == (name, said, start)


@pytest.mark.parametrize(
    "line",
    ["We go on.", "[laughs] Yes.", "[Music]", "https://a.org", "12:30", "", "- Yes.", ": so"],
)
def test_other_lines_have_no_head(line: str) -> None:
    assert candidate(line) is None


@pytest.mark.parametrize("mark", ["Ann ", "[(", "*_", "a - ", "0:0", "a\t", "a b " * 9 + "(0:0"])
def test_any_line_is_looked_at_in_the_time_of_its_length(mark: str) -> None:
    assert_work_grows_with_the_length(
        lambda text: [candidate(line) for line in (text, *text.split("\n"))],
        lambda size: mark * (size // len(mark)),
    )
