import re
from functools import partial
from pathlib import Path

import pytest

from indexer import Cue, Transcript
from indexer.formats.captions import webvtt
from tests.indexer.reading import read, refused, said_by, starts, texts
from tests.indexer.work import assert_work_grows_with_the_length

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
        ('<font color="#E5E5E5">loud</font>', "loud"),
        ("<C.Red>loud</C>", "loud"),
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
        ("<v Ann>- Hello.", [("Ann", "Hello.")]),
        ("<v Ann>- Hello.</v>", [("Ann", "Hello.")]),
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


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("- Are you well?\n- I am.", [(True, "Are you well?"), (True, "I am.")]),
        ("- Are you well? - I am.", [(True, "Are you well?"), (True, "I am.")]),
        ("<i>- Are you well?</i>\n- I am.", [(True, "Are you well?"), (True, "I am.")]),
        ("Are you well?\n&gt;&gt; I am.", [(False, "Are you well?"), (True, "I am.")]),
        ("it was\n- you know - late", [(False, "it was - you know - late")]),
    ],
)
def test_a_dash_or_chevrons_in_a_cue_open_a_turn(
    caption: str, expected: list[tuple[bool, str]]
) -> None:
    assert [(c.new_turn, c.text) for c in vtt(FIRST, *caption.split("\n")).cues] == expected


def test_a_name_on_a_later_line_of_a_cue_opens_a_turn() -> None:
    labels = ["Ann: One.", "Bob: Two.", "", SECOND, "three", "Ann: Four, so:", "five.", ""]
    cues = vtt(FIRST, *labels, "00:03.000 --> 00:04.000", "Bob: Six.").cues

    assert said_by(cues) == [
        ("Ann", "One."),
        ("Bob", "Two."),
        ("Bob", "three"),
        ("Ann", "Four, so: five."),
        ("Bob", "Six."),
    ]


def test_a_dash_before_a_voice_is_no_text() -> None:
    cues = vtt(FIRST, "- <v Ann>Are you well?", "- <v Bob>I am.").cues

    assert said_by(cues) == [("Ann", "Are you well?"), ("Bob", "I am.")]


def test_a_voice_given_only_where_it_changes_carries_on_over_timed_words() -> None:
    cues = vtt(
        *(FIRST, "<v Ann>One<00:01.500> two", "", SECOND, "three<00:02.500> four", ""),
        *("00:03.000 --> 00:04.000", "<v Bob>five<00:03.500> six"),
    ).cues

    assert said_by(cues) == [
        *(("Ann", "One"), ("Ann", "two"), ("Ann", "three"), ("Ann", "four")),
        *(("Bob", "five"), ("Bob", "six")),
    ]


def test_a_file_without_a_cue_is_refused() -> None:
    assert "no speech in it" in refused("talk.vtt", "WEBVTT", "", "NOTE nothing yet").reason


def timed(written: str, timing: str = "00:01.000 --> 00:02.000") -> list[tuple[object, ...]]:
    return [(cue.text, cue.start, cue.end) for cue in vtt(timing, written).cues]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "one<00:00:01.500><c> two</c><00:01.750><c> three</c>",
            [("one", 1.0, 1.5), ("two", 1.5, 1.75), ("three", 1.75, 2.0)],
        ),
        ("<00:01.250>one <00:01.500>two", [("one", 1.25, 1.5), ("two", 1.5, 2.0)]),
        ("one <00:01.500><00:01.750>two", [("one", 1.0, 1.75), ("two", 1.75, 2.0)]),
        ("un<00:01.500>true", [("untrue", 1.0, 2.0)]),
        ("one <00:09.500>two", [("one two", 1.0, 2.0)]),
        ("one <1:99.5>two", [("one <1:99.5>two", 1.0, 2.0)]),
        ("a &lt;00:01.500&gt; b", [("a <00:01.500> b", 1.0, 2.0)]),
    ],
)
def test_an_inline_time_begins_a_cue_at_a_word(
    written: str, expected: list[tuple[object, ...]]
) -> None:
    assert timed(written) == expected


def test_a_voice_carries_on_over_inline_times() -> None:
    cues = cue("<v Ann>Hello<00:01.200> there.</v> <v Bob>Hi<00:01.800> Ann.")

    assert said_by(cues) == [("Ann", "Hello"), ("Ann", "there."), ("Bob", "Hi"), ("Bob", "Ann.")]
    assert [cue.start for cue in cues] == [1.0, 1.2, 1.65, 1.8]


def test_an_inline_time_past_the_next_cue_is_no_anchor() -> None:
    transcript = vtt(
        "00:01.000 --> 00:05.000", "one <00:04.000>two", "", "00:03.000 --> 00:06.000", "three"
    )

    assert starts(transcript.cues) == [1.0, 3.0]
    assert not transcript.doubts


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (("Language: fr",), "fr"),
        (("Kind: captions", "Language: pt-BR"), "pt-BR"),
        (("", "NOTE language:en-us"), "en-us"),
        (("language: zh_TW",), "zh-TW"),
        (("Language: the one we speak",), None),
        ((), None),
    ],
)
def test_the_header_gives_the_language(header: tuple[str, ...], language: str | None) -> None:
    text = "\n".join(["WEBVTT", *header, "", FIRST, "Language: de"])

    assert webvtt.FORMAT.parse(Path("talk.vtt"), text).language == language


@pytest.mark.parametrize(
    "head", ["WEBVTT", "WEBVTT - title", "WEBVTT\t", "\n\nWEBVTT", "\ufeffWEBVTT"]
)
def test_a_head_is_recognised(head: str) -> None:
    assert webvtt.FORMAT.recognise(f"{head}\n\n{FIRST}\nHello.")


@pytest.mark.parametrize("text", ["WEBVTTX\n", "A WEBVTT\n", "webvtt", FIRST])
def test_what_only_looks_like_a_head_is_not(text: str) -> None:
    assert not webvtt.FORMAT.recognise(text)


@pytest.mark.parametrize(
    ("timing", "start", "end"),
    [
        ("1003.440 --> 1005.2", 1003.44, 1005.2),
        ("0.8612345 --> 7.38", 0.861, 7.38),
        ("00:00:01 --> 00:00:02", 1.0, 2.0),
    ],
)
def test_seconds_may_be_many_and_fractions_long_or_short(
    timing: str, start: float, end: float
) -> None:
    assert vtt(timing, "Hello.").cues == (Cue("Hello.", start, end, line=3),)


ROLLING = (
    "00:00.240 --> 00:02.790 align:start position:0%",
    " ",
    "Welcome<00:00.800><c> to</c><00:01.120><c> the</c>",
    "",
    "00:02.790 --> 00:02.800 align:start position:0%",
    "Welcome to the",
    " ",
    "",
    "00:02.800 --> 00:05.590 align:start position:0%",
    "Welcome to the",
    "no<00:03.280><c> no</c>",
    "",
    "00:05.590 --> 00:05.600 align:start position:0%",
    "no no",
    " ",
    "",
    "00:05.600 --> 00:07.000 align:start position:0%",
    "no no",
    "show.",
)


def test_rolling_captions_give_each_word_once_at_its_time() -> None:
    assert [(cue.text, cue.start) for cue in vtt(*ROLLING).cues] == [
        ("Welcome", 0.24),
        ("to", 0.8),
        ("the", 1.12),
        ("no", 2.8),
        ("no", 3.28),
        ("show.", 5.6),
    ]


def test_rolling_captions_without_inline_times_give_each_line_once() -> None:
    plain = [re.sub(r"<[^>]*>", "", line) for line in ROLLING]

    assert [(cue.text, cue.start, cue.end) for cue in vtt(*plain).cues] == [
        ("Welcome to the", 0.24, 2.79),
        ("no no", 2.8, 5.59),
        ("show.", 5.6, 7.0),
    ]


def test_a_file_of_single_words_says_so() -> None:
    captions = [f"00:{at:02}.000 --> 00:{at + 1:02}.000\nword\n" for at in range(20)]
    text = "\n".join(["WEBVTT", "", *captions])

    assert webvtt.FORMAT.parse(Path("talk.vtt"), text).words
    assert not webvtt.FORMAT.parse(Path("talk.vtt"), text.replace("word", "two words")).words


@pytest.mark.parametrize(
    "unit", ["<", "<c", "<v A", "<v A>", "<00:01.500> a", "a\n", "&", "-->", " \n"]
)
def test_a_million_characters_that_nothing_closes_are_read(unit: str) -> None:
    def text(size: int) -> str:
        return f"WEBVTT\n\n{FIRST}\n{unit * (size // len(unit))}"

    assert_work_grows_with_the_length(partial(webvtt.FORMAT.parse, Path("talk.vtt")), text)
    webvtt.FORMAT.parse(Path("talk.vtt"), text(1_000_000))


@pytest.mark.parametrize(
    "written",
    [
        "<ruby>船<rt>ふね</rt></ruby>です",
        "<ruby>船<rp>(</rp><rt>ふね</rt><rp>)</rp></ruby>です",
        "<ruby>船<rt>ふね</ruby>です",
        "<ruby>船<rt.small>ふ<b>ね</b></rt></ruby>です",
    ],
)
@pytest.mark.parametrize(("name", "head"), [("talk.vtt", "WEBVTT\n"), ("talk.srt", "1")])
def test_the_reading_of_a_word_is_not_said(name: str, head: str, written: str) -> None:
    found = read(name, head, "00:00:01,000 --> 00:00:04,000", written)

    assert [cue.text for cue in found.cues] == ["船です"]
