import pytest

from indexer import Cue, Transcript
from tests.indexer.reading import read, refused, said_by, starts, texts


def captions(*lines: str) -> Transcript:
    return read("talk.txt", *lines)


def test_a_line_has_a_stamp_and_a_text() -> None:
    assert captions("00:00:09 Hello and welcome.", "00:00:12 To the show.") == Transcript(
        "caption text", (Cue("Hello and welcome.", 9.0, line=1), Cue("To the show.", 12.0, line=2))
    )


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("00:00:09 Hello.", 9.0),
        ("0:00:09 Hello.", 9.0),
        ("01:02:03 Hello.", 3723.0),
        ("100:00:00 Hello.", 360000.0),
        ("\t00:00:09\u00a0Hello.", 9.0),
    ],
)
def test_a_stamp_has_hours_minutes_and_seconds(line: str, start: float) -> None:
    assert captions(line).cues == (Cue("Hello.", start, line=1),)


def test_a_stamp_may_name_the_half_of_the_day() -> None:
    transcript = captions(
        "11:59:58 AM Ann: Hello.",
        "12:00:02 PM Bob: Hi.",
        "01:00:00 PM Ann: Still here.",
        "01:00:04 PM Bob: Bye.",
    )

    assert said_by(transcript.cues)[0] == ("Ann", "Hello.")
    assert starts(transcript.cues) == [0.0, 4.0, 3602.0, 3606.0]
    assert "11:59:58" in transcript.doubts[0].reason


def test_a_line_without_a_stamp_continues_the_one_above() -> None:
    transcript = captions("00:00:09 Hello", "and welcome.", "", "00:00:12 To the show.")

    assert texts(transcript.cues) == ["Hello", "and welcome.", "To the show."]
    assert starts(transcript.cues) == [9.0, None, 12.0]


def test_a_line_above_the_first_stamp_is_said_from_the_beginning() -> None:
    cues = captions("Talk Python", "00:00:09 Hello.", "00:00:12 Hi.").cues

    assert cues[0] == Cue("Talk Python", 0.0, line=1)


def test_a_stamp_on_a_line_of_its_own_times_the_next_line() -> None:
    cues = captions("00:00:09", "Hello.", "00:00:12", "Hi.", "00:00:15").cues

    assert [(cue.text, cue.start) for cue in cues] == [("Hello.", 9.0), ("Hi.", 12.0)]


@pytest.mark.parametrize(
    "text",
    [
        "0:09 Hello.\n0:12 Hi.\n1:00:15 At 3:30 in the morning.",
        "0:09\nHello.\n0:12\nHi.\n1:00:15\nAt 3:30 in the morning.",
        "0:09 - 0:12\nHello.\n\n0:12 - 0:14\nHi.\n\n1:00:15 - 1:00:16\nAt 3:30 in the morning.",
        "0:09 – 0:12 Hello.\n0:12 – 0:14 Hi.\n1:00:15 – 1:00:16 At 3:30 in the morning.",
        "00:00:09.000 Hello.\n00:00:12.000 Hi.\n01:00:15.000 At 3:30 in the morning.",
    ],
    ids=["lines", "pasted from a video", "with ends", "with ends on the line", "to milliseconds"],
)
def test_stamps_may_be_short_or_long(text: str) -> None:
    transcript = captions(text)

    assert transcript.format == "caption text"
    assert starts(transcript.cues) == [9.0, 12.0, 3615.0]
    assert texts(transcript.cues) == ["Hello.", "Hi.", "At 3:30 in the morning."]


def test_among_stamps_with_hours_a_short_one_is_talk() -> None:
    transcript = captions("00:00:09 We rose at", "3:30 in the morning.", "00:00:12 Early.")

    assert texts(transcript.cues) == ["We rose at", "3:30 in the morning.", "Early."]


def test_a_stamp_before_a_bare_marker_times_the_next_line() -> None:
    cues = captions("00:00:09 [music]", "Hello.", "00:00:12 Hi.").cues

    assert [(cue.text, cue.start) for cue in cues] == [("Hello.", 9.0), ("Hi.", 12.0)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("00:00:45 <v Ann Lee>Hello.", [("Ann Lee", "Hello.")]),
        ("00:00:45 <v Ann>Hello.</v>", [("Ann", "Hello.")]),
        ("00:00:45 <v Ann>Hello <v Ann>there.", [("Ann", "Hello there.")]),
        ("00:00:45 <v Ann>Hello. <v Bob>Hi.", [("Ann", "Hello."), ("Bob", "Hi.")]),
    ],
)
def test_a_voice_names_who_says_what(line: str, parts: list[tuple[str | None, str]]) -> None:
    assert said_by(captions(line).cues) == parts


def test_only_the_first_voice_of_a_line_stands_at_its_stamp() -> None:
    assert starts(captions("00:00:45 <v Ann>Hello. <v Bob>Hi.").cues) == [45.0, None]


@pytest.mark.parametrize(
    "last", ["0:00:15 Bye.", "00:00:15  Bye.", "00:00:15 <v Ann>Bye.", "00:00:15 - Bye.", "Bye."]
)
def test_one_odd_line_changes_nothing_about_the_others(last: str) -> None:
    regular = ["00:00:09 Hello.", "", "00:00:12 To the 00:00:13 show. ", "", ""]

    assert captions(*regular, last).cues[:2] == captions(*regular).cues


def test_a_dash_opens_a_turn() -> None:
    cues = captions("00:00:45 Hello.", "00:00:46 - Hi. - Hey.", "00:00:47 you -").cues

    assert [(cue.start, cue.text, cue.new_turn) for cue in cues] == [
        (45.0, "Hello.", False),
        (46.0, "Hi.", True),
        (None, "Hey.", True),
        (47.0, "you -", False),
    ]


def test_a_time_that_is_said_below_a_stamp_stays_a_word() -> None:
    lines = ["0:01", "set the alarm to", "0:05", "12:30", "0:07", "and then to go to bed"]

    assert [(cue.text, cue.start) for cue in read("talk.txt", *lines).cues] == [
        ("set the alarm to", 1),
        ("12:30", 5),
        ("and then to go to bed", 7),
    ]


def test_sentences_that_open_with_a_time_of_day_are_no_captions() -> None:
    lines = [
        "Notes on a walk in the hills.",
        "05:40 is when the cock crows, and nobody can make him stop.",
        "06:00 brings the baker and his cart.",
        "07:15 and the first bus goes down to the town.",
    ]

    assert "no transcript format" in str(refused("talk.txt", *lines))
