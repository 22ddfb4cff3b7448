from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer import Cue, Transcript
from indexer.formats.captions import sbv
from tests.indexer.test_properties import MORE_EXAMPLES
from tests.indexer.work import assert_work_grows_with_the_length

FIRST = "0:00:01.000,0:00:02.000"
SECOND = "0:00:02.000,0:00:03.500"


def parse(*lines: str) -> Transcript:
    return sbv.FORMAT.parse(Path("talk.sbv"), "\n".join(lines))


def texts(*lines: str) -> list[str]:
    return [cue.text for cue in parse(*lines).cues]


def test_a_caption_has_a_text_times_and_the_line_of_its_timing() -> None:
    assert parse(FIRST, "Hello.", "", SECOND, "Hi.") == Transcript(
        "SBV", (Cue("Hello.", 1.0, 2.0, line=1), Cue("Hi.", 2.0, 3.5, line=4))
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("One<br/>two", "One two"),
        ("One<br>two", "One two"),
        ("One[br]two", "One two"),
        ("One\ntwo", "One two"),
        ("Q&amp;A", "Q&A"),
        ("<b>One</b> <i>two</i>", "One two"),
        ("a <something> and [sic]", "a <something> and [sic]"),
    ],
)
def test_breaks_go_and_what_was_said_stays(written: str, text: str) -> None:
    assert texts(FIRST, written) == [text]


@pytest.mark.parametrize(
    ("timing", "start", "end"),
    [
        ("0:00:05.279,0:00:17.240", 5.279, 17.24),
        ("1:02:03.5,1:02:04.25", 3723.5, 3724.25),
        ("02:03.500,02:04.000", 123.5, 124.0),
        ("100:00:00.000,100:00:01.000", 360000.0, 360001.0),
    ],
)
def test_a_timing_line_is_read(timing: str, start: float, end: float) -> None:
    assert sbv.FORMAT.recognise(f"\ufeff{timing}\nHello.")
    assert parse(timing, "Hello.").cues == (Cue("Hello.", start, end, line=1),)


def test_a_name_may_stand_before_a_line_after_a_break() -> None:
    lines = (FIRST, "Ann: One.<br/>Bob: Two.", "", SECOND, "Bob: Three.<br/>Ann: Four.")

    assert texts(*lines) == ["Ann: One.", "Bob: Two.", "Bob: Three.", "Ann: Four."]


def test_a_dash_opens_a_turn() -> None:
    cues = parse(FIRST, "- One.<br/>- Two.").cues

    assert [(cue.text, cue.new_turn) for cue in cues] == [("One.", True), ("Two.", True)]


@pytest.mark.parametrize(
    "text", ["1,2", "0:01,0:02", "0:00:01,000 --> 0:00:02,000", "0:00:01.000,0:00:02.000 a", "a"]
)
def test_what_only_looks_like_a_head_is_not(text: str) -> None:
    assert not sbv.FORMAT.recognise(f"{text}\n")


@MORE_EXAMPLES
@given(st.text() | st.text("0:.,\n <br/>-").map(f"{FIRST}\n".__add__))
def test_any_text_is_read_or_refused(text: str) -> None:
    sbv.FORMAT.recognise(text)
    try:
        cues = sbv.FORMAT.parse(Path("talk.sbv"), text).cues
    except TranscriptError:
        return
    assert all(0 <= (cue.start or 0) <= (cue.end or cue.start or 0) for cue in cues)


@pytest.mark.parametrize("unit", ["<br", "0:", "0:00:05.279,", f"{FIRST}\n", "\n", " \n", "[br]"])
def test_a_million_characters_of_anything_are_read(unit: str) -> None:
    def text(size: int) -> str:
        return f"{FIRST}\n{unit * (size // len(unit))}"

    assert_work_grows_with_the_length(partial(sbv.FORMAT.parse, Path("talk.sbv")), text)
    sbv.FORMAT.parse(Path("talk.sbv"), text(1_000_000))
