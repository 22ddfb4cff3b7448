import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer import Transcript
from indexer.cues import Cue
from tests.indexer.formats.asr.json_reading import MORE_EXAMPLES
from tests.indexer.reading import read, refused
from tests.indexer.work import assert_work_grows_with_the_length

PLANK = "She steams the plank until the wood gives up"
TAR = "He keeps the tar in the shed beside the chair"


def said(transcript: Transcript) -> list[tuple[str | None, float | None, float | None, str]]:
    return [(cue.speaker, cue.start, cue.end, cue.text) for cue in transcript.cues]


ANN, BOB = ("Ann", 2.5, 6.0, PLANK), ("Bob", 6.5, 10.0, TAR)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("start,end,speaker,text", f"2.5,6.0,Ann,{PLANK}", f"6.5,10.0,Bob,{TAR}"),
        ("start,end,speaker,text", f"2500,6000,Ann,{PLANK}", f"6500,10000,Bob,{TAR}"),
        ("Start;End;Speaker;Text", f"2,5;6;Ann;{PLANK}", f"6,5;10;Bob;{TAR}"),
        ("speaker\tstart\tduration\ttext", f"Ann\t2.5\t3.5\t{PLANK}", f"Bob\t6.5\t3.5\t{TAR}"),
        (
            "Speaker Name,Start Time,End Time,Text",
            f'"Ann","00:00:02:12","00:00:06:00","{PLANK}"',
            f'"Bob","00:00:06:12","00:00:10:00","{TAR}"',
        ),
        ("Speaker|Start|End|Text", f"Ann|00:02.5|0:06|{PLANK}", f"Bob|00:06.5|0:10|{TAR}"),
        ("text,startMs,endMs,who", f"{PLANK},2500,6000,Ann", f"{TAR},6500,10000,Bob"),
        ("id,Timecode,Name,Dialogue", f"1,2.5 - 6.0,Ann,{PLANK}", f"2,6.5 - 10.0,Bob,{TAR}"),
        ("tmin\ttier\ttext\ttmax", f"2.5\tAnn\t{PLANK}\t6.0", f"6.5\tBob\t{TAR}\t10.0"),
        (
            "ID,Timespan (hh:mm:ss),Content,Speaker",
            f"1,0:02.5 - 0:06,{PLANK},Ann",
            f"2,0:06.5 - 0:10,{TAR},Bob",
        ),
        (
            "TC In,TC Out,Character,Dialog",
            f"00:00:02;15,00:00:06;00,Ann,{PLANK}",
            f"00:00:06;15,00:00:10;00,Bob,{TAR}",
        ),
        (",start,end,speaker,text", f"0,2500.0,6000.0,Ann,{PLANK}", f"1,6500.0,10000.0,Bob,{TAR}"),
        ("Speaker of it,Start at (s),Ends (s),Text", f"Ann,2.5,6,{PLANK}", f"Bob,6.5,10,{TAR}"),
        ("begin,end,voice,line", f"PT2.5S,PT6S,Ann,{PLANK}", f"PT6.5S,PT10S,Bob,{TAR}"),
    ],
)
def test_a_header_says_which_column_is_which(header: str, first: str, second: str) -> None:
    above = ("Title,Steam and tar", "Date,2024-02-01", "")
    for lines in (header, first, second), (*above, header, "", first, second, ""):
        assert said(read("talk.csv", *lines)) == [ANN, BOB]


def test_speakers_without_times_are_enough() -> None:
    assert said(read("talk.csv", "speaker,text", "Ann,Hello.", "Bob,Hi.", "Ann,Bye.")) == [
        ("Ann", None, None, "Hello."),
        ("Bob", None, None, "Hi."),
        ("Ann", None, None, "Bye."),
    ]


def test_times_without_speakers_are_enough() -> None:
    (cue,) = read("talk.csv", "start,text", "00:02,Hello.").cues

    assert (cue.start, cue.speaker) == (2.0, None)


def test_a_number_or_a_letter_names_a_speaker() -> None:
    rows = [f"{name},Hello." for name in ("0", "A", "SPEAKER_01", "SPEAKER_01")]

    cues = read("talk.csv", "speaker,text", *rows).cues

    assert [cue.speaker for cue in cues][:3] == ["Speaker 0", "Speaker A", "SPEAKER_01"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"Well, yes."', "Well, yes."),
        ('"She said ""no"" twice."', 'She said "no" twice.'),
        ('"Over two\nlines."', "Over two lines."),
        ("Q&amp;A <i>now</i>", "Q&A now"),
        ("Well, yes, no.", "Well, yes, no."),
    ],
)
def test_a_cell_is_the_words_in_it(cell: str, text: str) -> None:
    transcript = read("talk.csv", "start,speaker,text", f"0:01,Ann,{cell}", "0:09,Bob,Hi.")

    assert [(cue.speaker, cue.text) for cue in transcript.cues] == [("Ann", text), ("Bob", "Hi.")]


def test_a_comma_that_is_not_quoted_moves_no_column() -> None:
    transcript = read("talk.csv", "text,speaker", "Well, yes,Ann", "Hi,Bob", "No,Ann")

    assert [cue.speaker for cue in transcript.cues] == ["Ann", "Bob", "Ann"]


def test_quotes_in_tsv_are_those_of_the_talk() -> None:
    transcript = read("talk.tsv", "start\tspeaker\ttext", '0:01\tAnn\t"No', "0:02\tBob\tYes.")

    assert [cue.text for cue in transcript.cues] == ['"No', "Yes."]


def test_a_row_that_is_cut_is_reported() -> None:
    transcript = read(
        "talk.csv", "start,speaker,text", "0:01,Ann,Hello.", "0:02,Bob", "0:03,Ann,Hi."
    )

    assert [cue.text for cue in transcript.cues] == ["Hello.", "Hi."]
    assert [(doubt.line, doubt.reason) for doubt in transcript.doubts] == [
        (3, "this row has 2 of 3 cells")
    ]


def test_a_time_that_is_none_costs_the_time_of_its_row() -> None:
    rows = ["0:01,Ann,Hello.", "soon,Bob,Hi.", "0:03,Ann,Bye."]
    transcript = read("talk.csv", "start,speaker,text", *rows)

    assert [cue.start for cue in transcript.cues] == [1.0, None, 3.0]
    assert [doubt.line for doubt in transcript.doubts] == [3]


def test_the_time_of_a_day_is_counted_from_the_first() -> None:
    transcript = read("talk.csv", "time,name,text", "14:00:00,Ann,Hello.", "14:00:05,Bob,Hi.")

    assert [cue.start for cue in transcript.cues] == [0.0, 5.0]
    assert "times are those of a day" in transcript.doubts[0].reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b,c\n1,2,3\n4,5,6\n", "a table without a header that names its talk"),
        ("id,created_at,user,text\n1,2024-02-01,ann,Hello.\n", "a table without a header"),
        ("name,text\na,One\nb,Two\nc,Three\nd,Four\n", "a table without times, whose names"),
        ("name,price\nOak,12\nTar,3\n", "a table without a header that names its talk"),
        ("0.0,5.2,Hello.\n5.2,9.9,Hi.\n", "a table without a header that names its talk"),
        (
            "timestamp,user,text\n2024-02-01 14:00:00,ann,Hello.\n2024-02-01 14:00:09,bob,Hi.\n",
            "the column of times holds none: '2024-02-01 14:00:00'",
        ),
        (
            "start,end,text\n" + "".join(f"{at},{at + 1},{'a ' * 40}\n" for at in range(9)),
            "its times are in no unit in which people talk; name the column start_s or start_ms",
        ),
        ("start,text\n,Hello.\n,Hi.\n", "the column of times holds none"),
        ('speaker,text\nAnn,"Hello.\n' + "Bob,Hi.\n" * 60, "a quote is opened here and not closed"),
        ('speaker,text\nAnn,"' + "a" * 140_000 + '"\n', "not a table (field larger"),
    ],
)
def test_what_no_header_and_no_time_tells_is_refused(text: str, reason: str) -> None:
    assert refused("talk.csv", text).reason.startswith(reason)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("0,60,Hello.\n60,120,Hi.\n", "the unit of the times is unclear (0.017 words a second)"),
        ("5200,,Hello.\n", "nothing tells the unit of the times"),
    ],
)
def test_times_of_a_unit_that_is_not_clear_are_read_with_a_doubt(rows: str, told: str) -> None:
    (doubt,) = read("talk.csv", f"start,end,text\n{rows}").doubts

    assert doubt.reason == f"{told}; read as seconds; name the column start_s or start_ms"


def test_a_row_has_the_number_of_its_line() -> None:
    cues = read("talk.csv", "speaker,text", 'Ann,"Hello\nthere."', "Bob,Hi.").cues

    assert cues == (
        Cue("Hello there.", None, None, "Ann", line=2),
        Cue("Hi.", None, None, "Bob", line=4),
    )


@MORE_EXAMPLES
@given(st.lists(st.lists(st.text(max_size=5) | st.floats().map(str), max_size=5).map(",".join)))
def test_any_rows_are_read_or_refused(rows: list[str]) -> None:
    try:
        transcript = read("talk.csv", "start,end,speaker,text", *rows)
    except TranscriptError:
        return
    starts = [cue.start for cue in transcript.cues if cue.start is not None]
    assert starts == sorted(starts)


@pytest.mark.parametrize("unit", [",", '"', "0:01,0:02,Ann,a\n", "\n", "<b ", "&", "1" * 20 + "\n"])
def test_the_work_grows_with_the_length(unit: str) -> None:
    def take(text: str) -> None:
        with contextlib.suppress(TranscriptError):
            read("talk.csv", text)

    assert_work_grows_with_the_length(
        take, lambda size: "start,end,speaker,text\n" + unit * (size // len(unit))
    )
