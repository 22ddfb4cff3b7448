"""Captions whose timing lines, numbers or blank lines are not as the standards have them."""

import pytest

from indexer.formats.captions.timing_lines import TimingLine, of_arrow, of_comma
from tests.indexer.reading import read
from tests.indexer.work import assert_work_grows_with_the_length


@pytest.mark.parametrize(
    "line",
    [
        "00:00:01,000 -> 00:00:04,500",
        "00:00:01,000 –> 00:00:04,500",
        "00:00:01,000 —> 00:00:04,500",
        "00:00:01,000 → 00:00:04,500",
        "00:00:01,000 --&gt; 00:00:04,500",
        "00:00:01,000 –&gt; 00:00:04,500",
        "00:00:01,000 - -> 00:00:04,500",
        "00:00:01,000 -- > 00:00:04,500",
        "00:00:01,000 => 00:00:04,500",
        "00:00:01,000 --->00:00:04,500",
        "00 : 00 : 01 , 000 --> 00 : 00 : 04 , 500",
        "0:0:1, 000 --> 0:0:4, 500",
        "00:00:01, --> 00:00:04,5",
        "00:00:01:000 --> 00:00:04:500",
        "00.00.01,000 --> 00.00.04,500",
        "00;00;01,000 --> 00;00;04,500",
        "\u200f00:00:01,000 --> 00:00:04,500\u200e",
        "\ufeff00:00:01,000\u00a0-->\u00a000:00:04,500",
        "００：００：０１，０００ --> 00:00:04,500",
        "00:00:01.000 --> 00:00:04.500line:90%",
        "00:00:01.000 --> 00:00:04.500  X1:10 X2:20 Y1:1 Y2:2",
    ],
)
def test_a_timing_line_is_read_as_people_leave_it(line: str) -> None:
    assert of_arrow(line) == TimingLine(1.0, 4.5)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("00:00:3O.000 --> 00:00:34.000", 30.0, 34.0),
        ("00:00:0l.000 --> 00:00:04.000", 1.0, 4.0),
        ("00:00:13,980 --> 00:00:19werwer,580", 13.98, None),
        ("00:00:13,980 -->", 13.98, None),
        ("--> 00:00:19,580", None, 19.58),
        ("00:0x:13 --> 00:00:19,580", None, 19.58),
        ("-->", None, None),
        ("??:??:?? --> 1?:??:??", None, None),
        ("00:00:01,000 00:00:04,500", 1.0, 4.5),
        ("00:00:01,000 - 00:00:04,500", 1.0, 4.5),
        ("00:00:01,000 to 00:00:04,500", 1.0, 4.5),
        ("[00:00:01,000 -- 00:00:04,500]", 1.0, 4.5),
        ("00:00:01.000 -> 00:00:xx.000", 1.0, None),
    ],
)
def test_a_damaged_timing_line_gives_the_half_that_can_be_read(
    line: str, start: float | None, end: float | None
) -> None:
    assert of_arrow(line) == TimingLine(start, end, is_guess=True)


@pytest.mark.parametrize("frames", [("00:00:05:12", 5.48), ("00:00:05;29", 5.967)])
def test_the_fourth_field_of_two_digits_counts_frames(frames: tuple[str, float]) -> None:
    stamp, second = frames

    found = of_arrow(f"{stamp} --> 00:01:00:00")

    assert found is not None
    assert (found.start, found.end) == (second, 60.0)


@pytest.mark.parametrize(
    "line",
    [
        "a --> b",
        "We go from 3 -> 4 here.",
        "10:30 -> lunch",
        "10:30 -> 11:30 is free",
        "10:30 -> 11:45ish",
        "x --> y is 7",
        "00:00:05 is when it starts",
        "At 00:00:05, and at 00:00:06.",
        "",
    ],
)
def test_talk_is_no_timing_line(line: str) -> None:
    assert of_arrow(line) is None
    assert of_comma(line) is None


def test_sbv_has_a_comma_between_its_stamps() -> None:
    assert of_comma("0:00:01.000,0:00:04.500") == TimingLine(1.0, 4.5)
    assert of_comma("0:00:3O.000,0:00:34.000") == TimingLine(30.0, 34.0, is_guess=True)


def told(name: str, *lines: str) -> tuple[list[tuple[float | None, str]], list[int]]:
    """Return the start and text of each cue, and the lines that are doubted."""
    found = read(name, *lines)
    return [(cue.start, cue.text) for cue in found.cues], [doubt.line for doubt in found.doubts]


FIRST, SECOND = "00:00:01,000 --> 00:00:04,000", "00:00:05,000 --> 00:00:08,000"
BOTH = [(1.0, "Rope."), (5.0, "Tar.")]


@pytest.mark.parametrize(
    "lines",
    [
        ["1", FIRST, "Rope.", "2", SECOND, "Tar."],
        ["1", FIRST, "Rope.", "2", SECOND, "Tar.", "3"],
        ["1", FIRST, "Rope.", "", "2", SECOND, "Tar.", "", "3"],
        ["1", FIRST, "Rope.", "", "2", "", SECOND, "", "Tar.", ""],
        ["1", "", FIRST, "", "Rope.", "", "2", "", SECOND, "", "Tar.", ""],
        ["\ufeff1", FIRST, "Rope.", "\ufeff2", SECOND, "Tar."],
        ["1", FIRST, "2", FIRST, "Rope.", "3", SECOND, "Tar."],
        ["1\r\r", FIRST + "\r\r", "Rope.\r\r", "\r\r", "2\r\r", SECOND + "\r\r", "Tar."],
        ["1", FIRST.replace("--", "–"), "Rope.", "", "2", SECOND, "Tar."],
    ],
)
def test_numbers_and_blank_lines_may_stand_anywhere(lines: list[str]) -> None:
    assert told("talk.srt", *lines) == (BOTH, [])


@pytest.mark.parametrize("between", [" ", " - ", " – ", " to "])
def test_a_file_without_arrows_is_subrip_too(between: str) -> None:
    lines = ["1", FIRST.replace(" --> ", between), "Rope.", "", "2"]

    cues, doubted = told("talk.srt", *lines, SECOND.replace(" --> ", between), "Tar.")

    assert (cues, doubted) == (BOTH, [2, 6])


def test_a_number_that_was_said_stays() -> None:
    said = ["7", FIRST, "How many?", "", "8", SECOND, "All of", "42"]

    assert told("talk.srt", *said) == ([(1.0, "How many?"), (5.0, "All of 42")], [])


def test_a_caption_of_a_number_stays() -> None:
    said = ["1", FIRST, "20", "", "2", SECOND, "Tar."]

    assert told("talk.srt", *said) == ([(1.0, "20"), (5.0, "Tar.")], [])


@pytest.mark.parametrize(
    ("broken", "start"),
    [
        ("00:00:0l,000 --> 00:00:04,000", 1.0),
        ("00:00:xx,000 --> 00:00:04,000", 3.63),
        ("00:00:xx,000 --> 00:00:yy,000", 5.0),
        ("00:00:01,000 00:00:04,000", 1.0),
    ],
)
@pytest.mark.parametrize(("name", "head"), [("talk.srt", "1"), ("talk.vtt", "WEBVTT\n")])
def test_text_below_a_broken_first_timing_line_is_kept_with_a_doubt(
    name: str, head: str, broken: str, start: float
) -> None:
    cues, doubted = told(name, head, broken, "Rope.", "", "2", SECOND, "Tar.")

    assert cues == [(start, "Rope."), (5.0, "Tar.")]
    assert doubted == [1 + head.count("\n") + 1]


@pytest.mark.parametrize(
    "broken", ["00:00:xx,000 --> 00:00:yy,000", "-->", "00:00:3,O0 --> ", "--> 00:00:04,000"]
)
def test_a_broken_timing_line_between_others_is_never_talk(broken: str) -> None:
    cues, doubted = told(
        "talk.srt", "1", "00:00:00,000 --> 00:00:02,000", "Oak.", "", "2", broken, "Rope.", "", "3",
        SECOND, "Tar.",
    )  # fmt: skip

    assert [text for _, text in cues] == ["Oak.", "Rope.", "Tar."]
    assert [0.0, 2.0, 5.0] <= [start or 0.0 for start, _ in cues] <= [0.0, 5.0, 5.0]
    assert doubted == [6]


def test_text_above_the_first_timing_line_is_kept_with_a_doubt() -> None:
    cues, doubted = told("talk.srt", "opens at dawn.", "", "2", SECOND, "Tar.")

    assert cues == [(5.0, "opens at dawn."), (5.0, "Tar.")]
    assert doubted == [1]


def test_the_head_and_the_notes_of_webvtt_are_no_talk() -> None:
    head = [
        "WEBVTT - a title",
        "Kind: captions",
        "",
        "NOTE",
        "by hand",
        "",
        "STYLE",
        "::cue {}",
        "",
    ]

    assert told("talk.vtt", *head, "intro", "00:01.000 --> 00:04.000", "Rope.") == (BOTH[:1], [])


def test_a_note_is_talk_in_other_formats() -> None:
    said = ["1", FIRST, "Rope.", "", "NOTE the knot.", "", "2", SECOND, "Tar."]

    assert told("talk.srt", *said)[0] == [(1.0, "Rope. NOTE the knot."), (5.0, "Tar.")]


def test_talk_behind_a_timing_line_is_kept() -> None:
    said = ["1", f"{FIRST} Rope.", "", "2", f"{SECOND}   Tar."]

    assert told("talk.srt", *said) == (BOTH, [])


def test_of_two_timing_lines_the_one_above_the_text_counts() -> None:
    wrong = "00:22:21.320 --> 00:22:26.520"
    said = ["WEBVTT", "", wrong, "00:01.000 --> 00:04.000 line:90%", "Rope."]

    assert told("talk.vtt", *said) == (BOTH[:1], [])


@pytest.mark.parametrize(
    "piece", ["1 : ", "00:00:", "-", "--> ", "1 --> 2\n", "\n1\n", "0:0 - ", "O", "a\n\n"]
)
def test_reading_damage_is_linear(piece: str) -> None:
    head = f"1\n{FIRST}\nRope.\n2\n{SECOND}\nTar.\n"

    assert_work_grows_with_the_length(
        lambda text: read("talk.srt", text), lambda size: head + piece * (size // len(piece))
    )
