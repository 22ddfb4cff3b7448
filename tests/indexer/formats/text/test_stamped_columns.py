import pytest

from indexer.formats.text.stamped_columns import FORMAT
from tests.indexer.reading import read, said_by, starts
from tests.indexer.work import assert_work_grows_with_the_length


@pytest.mark.parametrize(
    "row",
    [
        "0:0{at}\t{name}\t{said}",
        "00:00:0{at}:12\t{name}\t{said}",
        "0:0{at} | {name} | {said}",
        "{name}\t0:0{at}\t{said}",
        "0:0{at}\t0:0{at}\t{name}\t{said}",
        "ep 1 {name} {at}.00 {at}.90 <o,f0,male> {said}",
        "ep 1 {name} {at}.00 {at}.90 {said}",
        "{at}.00 {at}.90 SPEAKER_{name} {said}",
    ],
)
def test_a_row_has_a_time_a_name_and_the_talk(row: str) -> None:
    talk = [("Ann", "The rope | is new."), ("Bob", "It holds."), ("Ann", "Good.")]
    rows = [row.format(at=at, name=n, said=said) for at, (n, said) in enumerate(talk, 1)]
    found = read("talk.txt", *rows)

    assert found.format == "stamped columns"
    assert [
        ((name or "").removeprefix("SPEAKER_"), said) for name, said in said_by(found.cues)
    ] == talk
    assert starts(found.cues) == [1.0, 2.0, 3.0]


def test_a_row_without_a_name_is_nobodys_and_a_line_without_columns_goes_on() -> None:
    rows = ["0:01\tAnn\tOne.", "0:02\t\tTwo.", "and more."] + [
        f"0:0{n}\tBob\tSo." for n in range(3, 10)
    ]
    found = read("talk.txt", *rows)

    assert said_by(found.cues)[:2] == [("Ann", "One."), (None, "Two.")]
    assert "and more." in [cue.text for cue in found.cues]


def test_stretches_that_are_not_scored_and_comments_are_no_talk() -> None:
    found = read(
        "talk.txt",
        ";; a comment",
        "ep 1 a 0.00 1.00 One.",
        "ep 1 inter_segment_gap 1.00 2.00 <o,,>",
        "ep 1 b 2.00 3.00 Two.",
    )

    assert said_by(found.cues) == [("a", "One."), ("b", "Two.")]


@pytest.mark.parametrize(
    "text",
    [
        "start\tspeaker\ttext\n0:01\tAnn\tOne.\n0:02\tBob\tTwo.",
        "0:01\tOne.\n0:02\tTwo.",
        "Ann\tOne.\tTwo.\nBob\tThree.\tFour.",
        "0:01 | Ann | One.",
    ],
    ids=["a header", "no name", "no time", "one row"],
)
def test_other_columns_are_another_format(text: str) -> None:
    assert not FORMAT.recognise(text)


@pytest.mark.parametrize("line", ["0:01\tAnn\tOne.\n", "a | b | c\n", "1.0 2.0 a1 b\n", "ep 1 "])
def test_rows_are_read_in_the_time_of_their_length(line: str) -> None:
    assert_work_grows_with_the_length(FORMAT.recognise, lambda size: line * (size // len(line)))
