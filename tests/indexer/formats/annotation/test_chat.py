import contextlib

import pytest

from index import TranscriptError
from indexer import Cue
from tests.indexer.reading import read
from tests.indexer.work import assert_work_grows_with_the_length

HEAD = (
    "@UTF8",
    "@Begin",
    "@Languages:\teng",
    "@Participants:\tANN Ann_Lee Host, BOB Guest",
    "@Comment:\tnot said",
)


def said(*lines: str) -> list[tuple[str | None, str]]:
    transcript = read("talk.cha", *HEAD, *lines, "@End")
    assert transcript.format == "CHAT"
    return [(cue.speaker, cue.text) for cue in transcript.cues]


def test_a_main_line_has_a_speaker_and_times() -> None:
    lines = ("*ANN:\thello there .\x1515_2500\x15", "%com:\tsmiles", "\tand waves", "*BOB:\tyes .")
    cues = read("talk.cha", *HEAD, *lines, "@End").cues

    assert cues == (
        Cue("hello there.", 0.015, 2.5, "Ann Lee", line=6),
        Cue("yes.", None, None, "Guest", line=9),
    )


def test_a_line_goes_on_and_holds_several_times() -> None:
    cues = read(
        "talk.cha", *HEAD, "*ANN:\tone \x150_1000\x15 two", "\tthree . \x151000_2000\x15"
    ).cues

    assert [(cue.text, cue.start) for cue in cues] == [("one", 0.0), ("two three.", 1.0)]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<I want> [//] I need it .", "I want I need it."),
        ("&-um well (.) (1.5) yes +...", "um well yes"),
        ("goin(g) (be)cause xxx home .", "going because home."),
        ("gumma@c &=laughs hi !", "gumma hi!"),
        ("wanna [: want to] go ?", "wanna go?"),
        ("ice+cream and New_York &~ga .", "ice+cream and New York."),
        ("oak & tar .", "oak & tar."),
        ('+" he said www .', "he said."),
    ],
)
def test_codes_are_no_words(written: str, text: str) -> None:
    assert said(f"*ANN:\t{written}") == [("Ann Lee", text)]


@pytest.mark.parametrize(
    "unit", ["*ANN:\ta\n", "\t", "[", "(", "\x151_2\x15", "&=", "<", "+", "%a:"]
)
def test_the_work_grows_with_the_length(unit: str) -> None:
    def take(text: str) -> None:
        with contextlib.suppress(TranscriptError):
            read("talk.cha", text)

    head = "\n".join([*HEAD, "*ANN:\thello "])
    assert_work_grows_with_the_length(take, lambda size: head + unit * (size // len(unit)))
