import pytest

from indexer import Cue, Transcript
from tests.indexer.reading import read, said_by, texts


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
