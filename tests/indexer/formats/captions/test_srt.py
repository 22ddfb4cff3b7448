from functools import partial
from pathlib import Path

import pytest

from indexer import Cue, Transcript
from indexer.formats.captions import srt as module
from tests.indexer.reading import read, said_by, texts
from tests.indexer.work import assert_work_grows_with_the_length


def parse(*captions: str) -> Transcript:
    """Parse a file with a caption a second."""
    stamped = (
        f"{at}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{text}\n"
        for at, text in enumerate(captions, 1)
    )
    return module.FORMAT.parse(Path("talk.srt"), "\n".join(stamped))


def turns(*captions: str) -> list[tuple[bool, str]]:
    return [(cue.new_turn, cue.text) for cue in parse(*captions).cues]


def srt(*captions: str) -> Transcript:
    """Read a file with a caption a second."""
    return read(
        "talk.srt",
        *(
            f"{at}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{text}\n"
            for at, text in enumerate(captions, 1)
        ),
    )


def test_a_caption_has_a_text_times_and_the_line_of_its_timing() -> None:
    transcript = read("talk.srt", "1", "00:00:00,179 --> 00:00:02,399", "Hello.")

    assert transcript == Transcript("SRT", (Cue("Hello.", 0.179, 2.399, line=2),))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"{\an8}Up there", "Up there"),
        (r"{\pos(192,210)}Over there", "Over there"),
        ("<i>never</i>", "never"),
        ('<font color="#ffff00">loud</font>', "loud"),
        ("<FONT face='Arial'><B>loud</B></FONT>", "loud"),
        ("Q&amp;A", "Q&A"),
        ("a dict {1: 2} and <something>", "a dict {1: 2} and <something>"),
    ],
)
def test_tags_go_and_what_was_said_stays(written: str, text: str) -> None:
    assert texts(srt(written).cues) == [text]


def test_the_number_of_a_caption_is_no_talk_but_a_number_said_is() -> None:
    assert texts(srt("It was", "1984", "I think.").cues) == ["It was", "1984", "I think."]


def test_captions_need_no_number() -> None:
    cues = read(
        "talk.srt",
        "00:00:01,000 --> 00:00:02,000",
        "One.",
        "",
        "00:00:02,000 --> 00:00:03,000",
        "Two.",
    ).cues

    assert texts(cues) == ["One.", "Two."]


def test_a_name_before_a_colon_speaks_until_the_next_name() -> None:
    cues = srt("Travis: When you", "first get", "Kevin: Yes.", "Travis: started", "Kevin: Right.")

    assert said_by(cues.cues) == [
        ("Travis", "When you"),
        ("Travis", "first get"),
        ("Kevin", "Yes."),
        ("Travis", "started"),
        ("Kevin", "Right."),
    ]


def test_a_sentence_with_a_colon_is_no_label() -> None:
    cues = srt("Remember: tests are specifications.", "They really are.").cues

    assert said_by(cues) == [
        (None, "Remember: tests are specifications."),
        (None, "They really are."),
    ]


def test_a_name_may_stand_before_the_second_line_of_a_caption() -> None:
    cues = srt("Ann: How are", "you?\nBob: Well.", "Thank you.\nAnn: Good.", "Bob: Yes.").cues

    assert said_by(cues) == [
        ("Ann", "How are"),
        ("Ann", "you?"),
        ("Bob", "Well."),
        ("Bob", "Thank you."),
        ("Ann", "Good."),
        ("Bob", "Yes."),
    ]


def test_a_word_before_a_colon_in_one_second_line_cuts_no_caption() -> None:
    assert texts(parse("I said\nRemember: never.", "Yes.").cues) == [
        "I said Remember: never.",
        "Yes.",
    ]


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("- Are you well?\n- I am.", [(True, "Are you well?"), (True, "I am.")]),
        ("-Are you well?\n-I am.", [(True, "Are you well?"), (True, "I am.")]),
        ("– Ça va ?\n– Oui.", [(True, "Ça va ?"), (True, "Oui.")]),
        ("Are you well?\n- I am.", [(False, "Are you well?"), (True, "I am.")]),
        ("- Well, I am\nso glad.", [(True, "Well, I am so glad.")]),
        ("- Are you well? - I am.", [(True, "Are you well?"), (True, "I am.")]),
        ("- I was 5. - 7 at most", [(True, "I was 5. - 7 at most")]),
        ("- I was - am", [(True, "I was - am")]),
        ("<i>- Well.</i>", [(True, "Well.")]),
        ("it was\n- you know - late", [(False, "it was - you know - late")]),
        ("-5 degrees", [(False, "-5 degrees")]),
        ("-and so on", [(False, "-and so on")]),
        ("well-\nknown", [(False, "well- known")]),
        ("Hello.\n>> Hi.", [(False, "Hello."), (False, ">> Hi.")]),
    ],
)
def test_a_dash_opens_a_turn(caption: str, expected: list[tuple[bool, str]]) -> None:
    assert turns(caption) == expected


def test_two_voices_share_the_time_of_a_caption() -> None:
    cues = parse("- abcd\n- abcdefghijkl").cues

    assert [(cue.start, cue.end) for cue in cues] == [(1.0, 1.25), (1.25, 2.0)]


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        (
            (r"{\c&HFFF000&}One", r"{\c&HCC55FF&}two", r"{\c&HCC55FF&}three"),
            [(False, "One"), (True, "two"), (False, "three")],
        ),
        (
            (r"{\an8\1c&HFF&}One", r"{\c&HEE&}two {\c&HFF&}three"),
            [(False, "One"), (True, "two"), (True, "three")],
        ),
        (
            (r"{\c&HFF&}One{\c}" "\ntwo", "three", r"{\c&HFF&}four{\r}" "\nfive"),
            [(False, "One"), (True, "two"), (False, "three"), (True, "four"), (True, "five")],
        ),
        (
            ('<font color="#ffff00">One</font>', "two", "<font color=red>three</font>"),
            [(False, "One"), (True, "two"), (True, "three")],
        ),
        (
            ('<font color="red">One</font>\n<font color="blue">two</font>', "three"),
            [(False, "One"), (True, "two"), (True, "three")],
        ),
    ],
)
def test_a_change_of_colour_is_a_turn(
    captions: tuple[str, ...], expected: list[tuple[bool, str]]
) -> None:
    assert turns(*captions) == expected


@pytest.mark.parametrize(
    "captions",
    [
        ("<font color=red>One</font>", "<font color=red>two</font>"),
        ("One <font color=red>two</font> three", "four <font color=red>five</font>"),
        (r"{\c&HFF&}Ann: One", r"{\c&HEE&}Bob: two", r"{\c&HFF&}Ann: three"),
        ("<font color=red>One</font>", *["two"] * 10),
    ],
    ids=["one colour", "stress", "names", "once"],
)
def test_colours_that_tell_no_voices_apart_are_no_turns(captions: tuple[str, ...]) -> None:
    assert not any(cue.new_turn for cue in parse(*captions).cues)


def test_a_file_of_single_words_says_so() -> None:
    assert parse(*["word"] * 20).words
    assert not parse(*["word"] * 19).words
    assert not parse(*["two words"] * 20).words


def test_highlighted_words_are_said_once_each_at_its_time() -> None:
    captions = ("<u>Hello</u> my friend", "Hello <u>my</u> friend", "Hello my <u>friend</u>")

    cues = parse(*captions, "<u>So</u> it", "So <u>it</u>").cues

    assert [(cue.text, cue.start) for cue in cues] == [
        ("Hello", 1.0),
        ("my", 2.0),
        ("friend", 3.0),
        ("So", 4.0),
        ("it", 5.0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,000\nHello.",
        "1\n00:00:01.000 --> 00:00:02.000\nHello.",
        "0\n1:01,000 --> 1:02,000\nHello.",
        "\n\n00:00:01,000 --> 00:00:02,000\nHello.",
    ],
)
def test_a_head_is_recognised(text: str) -> None:
    assert module.FORMAT.recognise(text)
    assert texts(module.FORMAT.parse(Path("talk.srt"), text).cues) == ["Hello."]


@pytest.mark.parametrize("text", ["00:01.000 --> 00:02.000\nHello.", "1\n00:01 Hello.", "1984"])
def test_what_only_looks_like_a_head_is_not(text: str) -> None:
    assert not module.FORMAT.recognise(text)


@pytest.mark.parametrize(
    "unit", ["<", "{\\", r"{\c&HFF&}a", "<font color=", "- a\n", "A: b\n", ">> ", "a b c d: "]
)
def test_a_million_characters_that_nothing_closes_are_read(unit: str) -> None:
    def text(size: int) -> str:
        return f"1\n00:00:01,000 --> 00:00:02,000\n{unit * (size // len(unit))}"

    assert_work_grows_with_the_length(partial(module.FORMAT.parse, Path("talk.srt")), text)
    module.FORMAT.parse(Path("talk.srt"), text(1_000_000))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"The\hharbour\hopens.\NBring it.", "The harbour opens. Bring it."),
        (r"The harbour opens.\nBring it.", "The harbour opens. Bring it."),
        (r"In C:\new it is.", r"In C:\new it is."),
        ("{y:i}Bring it.", "Bring it."),
        (r"{\an8}Bring it.", "Bring it."),
    ],
)
def test_what_other_formats_leave_in_a_caption_is_not_said(written: str, text: str) -> None:
    found = read("talk.srt", "1", "00:00:01,000 --> 00:00:04,000", written)

    assert [cue.text for cue in found.cues] == [text]


def test_the_voices_of_webvtt_name_the_speakers() -> None:
    said = ["1", "00:00:01,000 --> 00:00:04,000", "<v Ann Lee>Rope.</v>", "<v Bob><i>Tar.</i></v>"]

    assert said_by(read("talk.srt", *said).cues) == [("Ann Lee", "Rope."), ("Bob", "Tar.")]
