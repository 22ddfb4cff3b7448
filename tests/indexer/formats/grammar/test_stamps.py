import pytest

from indexer.formats.grammar import stamps


@pytest.mark.parametrize(
    ("stamp", "start", "end"),
    [
        ("0:05", 5, None),
        ("00:00:05.210", 5.21, None),
        ("00:05,2", 5.2, None),
        ("100:02", 6002, None),
        ("01:00:05:12", 3605, None),
        ("00;00;05;12", 5, None),
        ("00h00m05s", 5, None),
        ("1h 2m 5s", 3725, None),
        ("01h:02m:05s", 3725, None),
        ("5.2s", 5.2, None),
        ("1 minute, 11 seconds", 71, None),
        ("0 minutes 5 seconds", 5, None),
        ("1 hour, 2 minutes, 5 seconds", 3725, None),
        ("00：05", 5, None),
        ("[5.2]", 5.2, None),
        ("[00:05]", 5, None),
        ("\\[00:05\\]", 5, None),
        ("【00:05】", 5, None),
        ("（00:05）", 5, None),
        ("`00:05`", 5, None),
        ("[00:05](https://a.org?t=7)", 5, None),
        ("(00:05 - 00:09)", 5, 9),
        ("00:00:05:12 - 00:00:09:20", 5, 9),
        ("[0.00 --> 1.76]", 0, 1.76),
        ("(0.5s - 5.2s)", 0.5, 5.2),
        ("(0.5, 5.2)", 0.5, 5.2),
        ("0:05 to 0:09", 5, 9),
    ],
)
def test_a_stamp_is_read_in_each_way_it_is_written(
    stamp: str, start: float, end: float | None
) -> None:
    assert stamps.read(stamp) == (start, end)


@pytest.mark.parametrize(
    ("line", "start", "said"),
    [
        ("[0:05] Yes.", 5, "Yes."),
        ("[0:05]Yes.", 5, "Yes."),
        ("**[0:05]** Yes.", 5, "Yes."),
        ("(0:05): Yes.", 5, "Yes."),
        ("[5.20] Yes.", 5.2, "Yes."),
        ("【0:05】是", 5, "是"),
        ("[Time 0:00:05]", 5, ""),
    ],
)
def test_a_stamp_in_brackets_opens_a_line(line: str, start: float, said: str) -> None:
    found = stamps.leading(line)

    assert found is not None
    assert (found.start, found.said) == (start, said)


@pytest.mark.parametrize(
    "line", ["0:05 Yes.", "[12] a note", "[laughs] Yes.", "(so) we go", "", "["]
)
def test_other_words_and_numbers_open_no_line_with_a_stamp(line: str) -> None:
    assert stamps.leading(line) is None


def test_a_dash_after_square_brackets_is_told() -> None:
    assert [stamps.leading(line) is not None for line in ("[0:05] - Yes.", "(0:05) - Yes.")]
    assert stamps.leading("[0:05] - Yes.") == (5.0, None, True, "Yes.")
    assert stamps.leading("(0:05) - Yes.") == (5.0, None, False, "Yes.")
