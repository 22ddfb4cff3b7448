from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer import Cue, Transcript
from indexer.formats.tables.whisper_tsv import FORMAT
from tests.indexer.formats.asr.json_reading import MORE_EXAMPLES, timed

HEAD = "start\tend\ttext"


def parsed(*rows: str) -> Transcript:
    text = "\n".join([HEAD, *rows])
    assert FORMAT.recognise(text)
    return FORMAT.parse(Path("talk.tsv"), text)


def test_a_row_has_times_in_milliseconds_and_a_text() -> None:
    assert parsed("0\t2400\tHello.", "2400\t3000\tBye.") == Transcript(
        "Whisper TSV", (Cue("Hello.", 0.0, 2.4, line=2), Cue("Bye.", 2.4, 3.0, line=3))
    )


def test_times_with_a_point_are_seconds() -> None:
    assert timed(parsed("0.0\t2.4\tHello.", "3\t4\tBye.")) == [("Hello.", 0, 2.4), ("Bye.", 3, 4)]


def test_a_line_without_times_continues_the_row_before() -> None:
    assert timed(parsed("0\t2400\tHello", "", "there.")) == [
        ("Hello", 0, 2.4),
        ("there.", None, None),
    ]


def test_entities_are_what_they_stand_for() -> None:
    assert [cue.text for cue in parsed("0\t1\tQ&amp;A", "that&#39;s it").cues] == [
        "Q&A",
        "that's it",
    ]


def test_a_tab_may_be_part_of_the_text_and_the_text_be_absent() -> None:
    assert [cue.text for cue in parsed("0\t1\ta\tb", "1\t2").cues] == ["a\tb", ""]


@pytest.mark.parametrize(
    "row", ["soon\t2400\tHello.", "0\t\tHello.", "0\tnan\tHello.", "0\t" + "9" * 400 + "\tHello."]
)
def test_a_row_without_times_is_refused_by_its_line(row: str) -> None:
    with pytest.raises(TranscriptError, match="no start and end") as caught:
        parsed("0\t1\tYes.", row)

    assert caught.value.line == 3


@pytest.mark.parametrize("text", ["start end text\n0 1 a", "0\t1\tHello.", "", "{}", "WEBVTT"])
def test_without_its_header_it_is_not_recognised(text: str) -> None:
    assert not FORMAT.recognise(text)


@MORE_EXAMPLES
@given(st.lists(st.lists(st.text(max_size=4) | st.integers().map(str)).map("\t".join)))
def test_any_rows_are_read_or_refused(rows: list[str]) -> None:
    try:
        transcript = parsed(*rows)
    except TranscriptError:
        return
    starts = [cue.start for cue in transcript.cues if cue.start is not None]
    assert starts == sorted(starts)
