from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import TranscriptError
from indexer import Cue, Transcript
from indexer.formats.captions import ass
from tests.indexer.reading import read, said_by
from tests.indexer.test_properties import MORE_EXAMPLES
from tests.indexer.work import assert_work_grows_with_the_length

COLUMNS = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"


def parse(*events: str) -> Transcript:
    text = "\n".join(["[Script Info]", "Title: A talk", "", "[Events]", COLUMNS, *events])
    return ass.FORMAT.parse(Path("talk.ass"), text)


def said(text: str, start: int = 1, style: str = "Default", name: str = "", layer: int = 0) -> str:
    times = f"0:00:{start:02}.00,0:00:{start + 1:02}.00"
    return f"Dialogue: {layer},{times},{style},{name},0,0,0,,{text}"


def texts(*events: str) -> list[str]:
    return [cue.text for cue in parse(*events).cues]


def speakers(*events: str) -> list[str | None]:
    return [cue.speaker for cue in parse(*events).cues]


def test_an_event_has_a_text_times_and_a_line() -> None:
    assert parse("Dialogue: 0,0:00:00.24,1:02:03.64,Default,,0,0,0,,Well, hello.") == Transcript(
        "ASS", (Cue("Well, hello.", 0.24, 3723.64, line=6),)
    )


def test_the_format_line_decides_the_columns() -> None:
    text = "[Events]\nFormat: Start,End , Actor,Text\nDialogue: 0:00:01.00,0:00:02.00,Ann,Hi, you."

    (cue,) = ass.FORMAT.parse(Path("talk.ass"), text).cues

    assert cue == Cue("Hi, you.", 1.0, 2.0, "Ann", line=3)


def test_columns_are_the_usual_ones_without_a_format_line() -> None:
    text = f"[Events]\n{said('Hello.')}"

    assert ass.FORMAT.parse(Path("talk.ass"), text).cues == (Cue("Hello.", 1.0, 2.0, line=2),)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"One\Ntwo", "One two"),
        (r"One\ntwo", "One two"),
        (r"One\htwo", "One two"),
        (r"{\i1}One{\i0} two", "One two"),
        (r"{\an8\c&HFF&}{a note}One", "One"),
        (r"{\p1}m 0 0 l 9 9{\p0}One", "One"),
        (r"{\pos(1,2)}One", "One"),
        ("a {brace", "a {brace"),
        (r"C:\Users", r"C:\Users"),
        ("a <something>", "a <something>"),
    ],
)
def test_overrides_go_and_what_was_said_stays(written: str, text: str) -> None:
    assert texts(said(written)) == [text]


@pytest.mark.parametrize(
    "line",
    [
        "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Not said.",
        "; Not said.",
        "Picture: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Not said.",
        "[Fonts]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Not said.",
    ],
)
def test_what_is_no_dialogue_is_not_said(line: str) -> None:
    assert texts(said("Said."), line) == ["Said."]


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        (("Speaker00", "Speaker01"), ["Speaker00", "Speaker01"]),
        (("Ann Lee", "Default", "Bob"), ["Ann Lee", None, "Bob"]),
        (("Ed", "*Flo"), ["Ed", "Flo"]),
        (("Ann", "Ann"), [None, None]),
        (("Default", "Italics - Top"), [None, None]),
        (("Main Dialogue", "ED"), [None, None]),
        (("Ann", "Default"), [None, None]),
    ],
)
def test_a_style_names_the_speaker_where_several_do(
    styles: tuple[str, ...], expected: list[str | None]
) -> None:
    assert speakers(*(said("One", at, style) for at, style in enumerate(styles))) == expected


def test_a_name_goes_before_a_style() -> None:
    events = (said("One", 1, "Left", "Ann"), said("two", 2, "Right", "Bob"), said("three", 3))

    assert speakers(*events) == ["Ann", "Bob", None]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("", "Ann"), ("", "Ann")], ["Ann", "Ann"]),
        ([("Default", "Ann"), ("Default", "")], ["Ann", None]),
        ([("Default", "Top"), ("Default", "")], [None, None]),
        ([("Bob", "Ann"), ("Cy", "")], ["Ann", "Cy"]),
        ([("OP-E", ""), ("Default-2", "Ann"), ("ED-R", "")], [None, "Ann", None]),
        ([("Default", "Ann"), ("OP Romaji", ""), ("ED2", "")], ["Ann", None, None]),
    ],
)
def test_a_single_name_wins_where_it_stands(
    events: list[tuple[str, str]], expected: list[str | None]
) -> None:
    lines = (said("One", at, style, name) for at, (style, name) in enumerate(events))

    assert speakers(*lines) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\k20}One {\k30}two{\k50} three", [("One", 1.0), ("two", 1.2), ("three", 1.5)]),
        (r"{\kf20}One {\ko30}two {\K50}three", [("One", 1.0), ("two", 1.2), ("three", 1.5)]),
        (r"{\k20\i1}syl{\k30}la{\k20}ble {\k30}two", [("syllable", 1.0), ("two", 1.7)]),
        (r"{\k20}{\k30}One {\kt80\k20}two", [("One", 1.2), ("two", 1.8)]),
        (r"{\k20}One\N{\k900}two {\k20}three", [("One", 1.0), ("two three", 1.2)]),
    ],
)
def test_karaoke_times_words(written: str, expected: list[tuple[str, float]]) -> None:
    assert [(cue.text, cue.start) for cue in parse(said(written)).cues] == expected


def test_karaoke_times_words_of_the_longest_talk() -> None:
    sung = r"{\k20}One {\k20}two"
    cues = parse(f"Dialogue: 0,999:99:99.00,999:99:99.90,Default,,0,0,0,,{sung}").cues

    assert [cue.text for cue in cues] == ["One", "two"]


def test_a_karaoke_line_and_its_shadow_are_said_once() -> None:
    events = (said(r"{\k20}One {\k30}two"), said("One two", layer=1))

    assert texts(*events) == ["One", "two"]


@pytest.mark.parametrize("style", ["Title", "Signs - Top", "Credits"])
def test_what_is_shown_and_not_said_is_left_out_and_counted(style: str) -> None:
    transcript = parse(said("A Talk", 0, style), said("Hello.", 1))

    assert [cue.text for cue in transcript.cues] == ["Hello."]
    assert f"left out 1 lines in the style {style}" in transcript.doubts[0].reason


def test_titles_are_read_where_there_is_nothing_else() -> None:
    assert texts(said("Hello.", 1, "Title")) == ["Hello."]


def test_events_are_read_in_the_order_of_time() -> None:
    transcript = parse(said("Two", 5), said("One", 1))

    assert [cue.text for cue in transcript.cues] == ["One", "Two"]
    assert not transcript.doubts


def test_a_text_on_two_layers_is_said_once() -> None:
    assert texts(said("One"), said("Two", 1), said(r"{\blur3}One", 1, layer=1)) == ["One", "Two"]


def test_a_dash_opens_a_turn() -> None:
    cues = parse(said(r"- One.\N- Two.")).cues

    assert [(cue.text, cue.new_turn) for cue in cues] == [("One.", True), ("Two.", True)]


@pytest.mark.parametrize(
    "line", ["Dialogue: 0,one,two,Default,,0,0,0,,Hello.", "Dialogue: 0,0:00:01.00", "Dialogue:"]
)
def test_an_event_without_times_or_text_is_reported_with_its_line(line: str) -> None:
    transcript = parse(said("One"), line)

    assert [doubt.line for doubt in transcript.doubts] == [7]
    assert [cue.text for cue in transcript.cues] == ["One"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Script Info]\nTitle: x", True),
        ("\ufeff; made by hand\n[V4 Styles]\n", True),
        ("[Events]\n", True),
        ("[Speaker 1] [00:08] Hello.", False),
        ("Talk of [Events]", False),
        ("[music]\n", False),
    ],
)
def test_a_section_is_the_head(text: str, expected: bool) -> None:
    assert ass.FORMAT.recognise(text) is expected


@MORE_EXAMPLES
@given(st.text() | st.text(r"{}\Np01,:- ").map(lambda text: f"[Events]\n{said(text)}"))
def test_any_text_is_read_or_refused(text: str) -> None:
    ass.FORMAT.recognise(text)
    try:
        cues = ass.FORMAT.parse(Path("talk.ass"), text).cues
    except TranscriptError:
        return
    assert all(0 <= (cue.start or 0) <= (cue.end or cue.start or 0) for cue in cues)


@pytest.mark.parametrize(
    "unit", ["{", r"{\p1}", "}", r"\N", ",", ":", "\n", f"{said('a')}\n", "Format:,,,\n", "- "]
)
def test_a_million_characters_of_anything_are_read(unit: str) -> None:
    def text(size: int) -> str:
        return f"[Events]\n{COLUMNS}\n{said('a')}{unit * (size // len(unit))}"

    assert_work_grows_with_the_length(partial(ass.FORMAT.parse, Path("talk.ass")), text)
    ass.FORMAT.parse(Path("talk.ass"), text(1_000_000))


def test_of_a_hundred_thousand_broken_events_a_thousand_are_told() -> None:
    doubts = parse(said("So."), *["Dialogue: 0"] * 100_000).doubts

    assert len(doubts) == 1001
    assert doubts[-1].reason == "and 99,000 more like these"


def test_a_song_after_a_named_line_is_not_sung_by_that_speaker() -> None:
    lines = (
        "[Script Info]",
        "[Events]",
        said("Bring it.", 1, "Main", "Ann"),
        said("La.", 2, "ED-R"),
    )

    assert said_by(read("talk.ass", *lines).cues) == [("Ann", "Bring it."), (None, "La.")]
