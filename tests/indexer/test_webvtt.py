import pytest

from indexer import Cue, Transcript
from tests.indexer.reading import read, refused, said_by, starts, texts

FIRST = "00:01.000 --> 00:02.000"
SECOND = "00:02.000 --> 00:03.000"


def vtt(*lines: str) -> Transcript:
    return read("talk.vtt", "WEBVTT", "", *lines)


def cue(text: str) -> tuple[Cue, ...]:
    return vtt(FIRST, text).cues


def test_a_cue_has_a_text_times_and_the_line_of_its_timing() -> None:
    transcript = vtt("00:00:02.500 --> 00:00:06.000", "Welcome to the show.")

    assert transcript == Transcript("WebVTT", (Cue("Welcome to the show.", 2.5, 6.0, line=3),))


@pytest.mark.parametrize(
    ("timing", "start", "end"),
    [
        ("00:00:01.000 --> 00:00:02.000", 1.0, 2.0),
        ("00:01.000 --> 00:02.500", 1.0, 2.5),
        ("0.860 --> 7.380", 0.86, 7.38),
        ("3:40.700 --> 3:42.000", 220.7, 222.0),
        ("1:00:00.000 --> 1:00:01.250", 3600.0, 3601.25),
        ("100:02.000 --> 100:03.000", 6002.0, 6003.0),
        ("00:00:01,000 --> 00:00:02,000", 1.0, 2.0),
        ("00:01.000-->00:02.000", 1.0, 2.0),
        ("  00:01.000  -->  00:02.000  ", 1.0, 2.0),
        ("00:01.000 --> 00:02.000 align:start position:0%", 1.0, 2.0),
    ],
)
def test_a_timing_line_is_read_with_patience(timing: str, start: float, end: float) -> None:
    assert vtt(timing, "Hello.").cues == (Cue("Hello.", start, end, line=3),)


def test_hours_may_appear_half_way_through_a_file() -> None:
    cues = vtt(
        "59:58.000 --> 59:59.500",
        "Almost an hour.",
        "",
        "01:00:02.000 --> 01:00:03.000",
        "More than one.",
    ).cues

    assert starts(cues) == [3598.0, 3602.0]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Welcome to Q&amp;A", "Welcome to Q&A"),
        ("I &lt;3 it &#39;really&#39;", "I <3 it 'really'"),
        ("two  spaces\tand a tab", "two spaces and a tab"),
        ("<i>never</i> <b>ever</b> <u>again</u>", "never ever again"),
        ("<c>plain</c> and <c.yellow.bg_blue>loud</c>", "plain and loud"),
        ("one<00:00:01.500><c> two</c><00:01.750><c> three</c>", "one two three"),
        ("<lang de>Guten Tag</lang>", "Guten Tag"),
        ("a template has {{ <something> }}", "a template has {{ <something> }}"),
        ("if a < b and b > c", "if a < b and b > c"),
        ("the tag &lt;i&gt; is old", "the tag <i> is old"),
        ("the tag &lt;v Ann&gt; too", "the tag <v Ann> too"),
    ],
)
def test_tags_go_and_what_was_said_stays(written: str, text: str) -> None:
    assert texts(cue(written)) == [text]


def test_the_lines_of_a_cue_are_one_text() -> None:
    assert texts(vtt(FIRST, "Talk", "Python", "To Me.").cues) == ["Talk Python To Me."]


def test_the_header_is_no_talk() -> None:
    cues = read(
        "talk.vtt",
        "WEBVTT - Talk Python #13",
        "Kind: captions",
        "Language: en",
        "",
        FIRST,
        "Hello.",
    ).cues

    assert texts(cues) == ["Hello."]


@pytest.mark.parametrize(
    "aside",
    [
        ("NOTE made by a machine",),
        ("NOTE", "over two", "lines"),
        ("STYLE", "::cue { color: papayawhip }"),
        ("REGION", "id:fred", "width:40%"),
    ],
)
def test_a_block_that_is_no_cue_is_no_talk(aside: tuple[str, ...]) -> None:
    first = (FIRST, "Before.", "")
    second = ("", SECOND, "After.")

    assert texts(vtt(*aside, "", *first, *aside, *second).cues) == ["Before.", "After."]


def test_a_cue_that_begins_with_note_is_talk() -> None:
    assert texts(cue("NOTE that this was said")) == ["NOTE that this was said"]


@pytest.mark.parametrize("identifier", ["1", "intro", "4f1c-9a", "a name of some words"])
def test_an_identifier_is_no_talk(identifier: str) -> None:
    cues = vtt(identifier, FIRST, "One.", "", identifier, SECOND, "Two.").cues

    assert texts(cues) == ["One.", "Two."]


def test_a_line_of_talk_right_above_a_timing_line_is_no_identifier() -> None:
    cues = vtt(FIRST, "It was in", "1984", SECOND, "I think.").cues

    assert texts(cues) == ["It was in 1984", "I think."]


def test_text_after_a_blank_line_belongs_to_the_cue_above() -> None:
    cues = vtt(FIRST, "", "One.", "", "And more.", "", SECOND, "Two.").cues

    assert texts(cues) == ["One. And more.", "Two."]


@pytest.mark.parametrize(
    ("timing", "start", "end"),
    [("00:05.000 --> 00:05.000", 5.0, 5.0), ("00:05.000 --> 00:02.000", 5.0, 5.0)],
)
def test_a_cue_of_no_length_or_less_is_kept_at_its_start(
    timing: str, start: float, end: float
) -> None:
    assert vtt(timing, "Hello.").cues == (Cue("Hello.", start, end, line=3),)


def test_overlapping_cues_keep_their_times() -> None:
    cues = vtt("00:01.000 --> 00:04.000", "One.", "", SECOND, "Two.").cues

    assert [(cue.start, cue.end) for cue in cues] == [(1.0, 4.0), (2.0, 3.0)]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("<v Ann>Hello.", [("Ann", "Hello.")]),
        ("<v Ann>Hello.</v>", [("Ann", "Hello.")]),
        ("<v.loud.first Ann Lee>Hello.", [("Ann Lee", "Hello.")]),
        ("<v Ann &amp; Bob>Hello.", [("Ann & Bob", "Hello.")]),
        ("<v Ann  Lee >Hello.", [("Ann Lee", "Hello.")]),
        ("<v Ann>Hello <v Ann>there.", [("Ann", "Hello there.")]),
        ("<v Ann>Hello</v> <v Ann>there.</v>", [("Ann", "Hello there.")]),
        ("<v Ann>Hello.</v> <v Bob>Hi.</v>", [("Ann", "Hello."), ("Bob", "Hi.")]),
        ("<v Ann></v><v Bob>Hi.", [("Bob", "Hi.")]),
        ("<v Ann><i>Oh</i> <c.red>no</c>", [("Ann", "Oh no")]),
        ("Well. <v Ann>Hello.", [(None, "Well."), ("Ann", "Hello.")]),
    ],
)
def test_a_voice_names_who_says_what(written: str, parts: list[tuple[str | None, str]]) -> None:
    assert said_by(cue(written)) == parts


@pytest.mark.parametrize("written", ["<v>Hello.</v>", "Hello.</v>", "<v.loud>Hello."])
def test_a_voice_tag_without_a_name_is_no_talk(written: str) -> None:
    assert said_by(cue(written)) == [(None, "Hello.")]


def test_a_name_of_blanks_is_no_name() -> None:
    assert said_by(cue("<v &nbsp;>Hello.")) == [(None, "Hello.")]


def test_a_voice_holds_for_all_lines_of_its_cue() -> None:
    cues = vtt(FIRST, "<v Ann>Hello", "there.</v>").cues

    assert said_by(cues) == [("Ann", "Hello there.")]


def test_two_voices_in_one_cue_share_its_time_by_what_they_say() -> None:
    cues = vtt("00:10.000 --> 00:20.000", "<v Ann>abcd<v Bob>abcdefghijkl").cues

    assert [(cue.speaker, cue.start, cue.end) for cue in cues] == [
        ("Ann", 10.0, 12.5),
        ("Bob", 12.5, 20.0),
    ]


def test_a_file_without_a_cue_is_refused() -> None:
    assert "no speech in it" in refused("talk.vtt", "WEBVTT", "", "NOTE nothing yet").reason
