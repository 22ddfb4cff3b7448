import pytest

from indexer import Cue, Transcript
from tests.indexer.reading import read, starts, texts


def paragraphs(*paragraphs: str) -> Transcript:
    return read("talk.txt", "\n\n".join(paragraphs))


def test_a_paragraph_is_a_turn_at_its_stamp() -> None:
    assert paragraphs("2:57 Thank you.", "3:09 Yes, gladly.") == Transcript(
        "paragraph text",
        (
            Cue("Thank you.", 177.0, new_turn=True, line=1),
            Cue("Yes, gladly.", 189.0, new_turn=True, line=3),
        ),
    )


@pytest.mark.parametrize(
    ("stamp", "start"),
    [
        ("0:38", 38.0),
        ("100:02", 6002.0),
        ("1:02:03", 3723.0),
        ("1:02.5", 62.5),
        ("01:02,250", 62.25),
    ],
)
def test_a_stamp_has_minutes_and_perhaps_hours_and_a_fraction(stamp: str, start: float) -> None:
    assert starts(paragraphs("0:01 Hello.", f"{stamp} Hi.").cues) == [1.0, start]


def test_an_unstamped_paragraph_continues_the_speaker_before_it() -> None:
    cues = paragraphs("0:38 Hello.", "Ann is here.", "0:56 Today.").cues

    assert [(cue.start, cue.new_turn) for cue in cues] == [
        (38.0, True),
        (None, False),
        (56.0, True),
    ]


def test_what_stands_before_the_first_stamp_is_said_from_the_beginning() -> None:
    cues = paragraphs("It's episode 13.", "0:38 Hello.", "0:56 Today.").cues

    assert cues[0] == Cue("It's episode 13.", 0.0, line=1)


def test_no_break_spaces_divide_as_spaces_do() -> None:
    cues = read(
        "talk.txt", "2:54\u00a0Welcome.", "\u00a0", "2:56\u00a0Hello.\u00a0", " \u00a0 ", "2:57 Hi."
    ).cues

    assert texts(cues) == ["Welcome.", "Hello.", "Hi."]


def test_the_lines_of_a_paragraph_are_one_text() -> None:
    assert texts(paragraphs("0:38 Hello,\nand welcome.", "0:56 Hi.").cues) == [
        "Hello, and welcome.",
        "Hi.",
    ]


def test_a_time_inside_a_paragraph_between_two_stamps_is_an_anchor_and_no_text() -> None:
    cues = paragraphs("9:40 A story with 9:47 in it.", "9:50 Ha.").cues

    assert [(cue.text, cue.start, cue.new_turn) for cue in cues] == [
        ("A story with", 580.0, True),
        ("in it.", 587.0, False),
        ("Ha.", 590.0, True),
    ]


def test_a_time_inside_an_unstamped_paragraph_is_an_anchor_too() -> None:
    cues = paragraphs("9:40 A joke.", "Told at 9:47 again.", "9:50 Ha.").cues

    assert starts(cues) == [580.0, None, 587.0, 590.0]


@pytest.mark.parametrize(
    "sentence", ["We met at 12:30 for lunch.", "It opens at 1:15 at night.", "Ratio 9:45."]
)
def test_any_other_time_was_said(sentence: str) -> None:
    assert texts(paragraphs(f"9:40 {sentence}", "9:50 Ha.").cues) == [sentence, "Ha."]


@pytest.mark.parametrize("alone", ["1:00", "1:00 [laughing]", "1:00 [music]"])
def test_a_stamp_before_nothing_said_times_the_next_paragraph(alone: str) -> None:
    cues = paragraphs("0:10 Hello.", alone, "So there.", "2:00 Bye.").cues

    assert [(cue.text, cue.start) for cue in cues] == [
        ("Hello.", 10.0),
        ("So there.", 60.0),
        ("Bye.", 120.0),
    ]


def test_a_stamp_may_have_brackets_among_stamps_without() -> None:
    lines = ["0:03 Yes.", "[0:05] No.", "0:07 So.", "(0:09) Good."]
    found = read("talk.txt", "\n\n".join(lines))

    assert (found.format, starts(found.cues)) == ("paragraph text", [3, 5, 7, 9])
