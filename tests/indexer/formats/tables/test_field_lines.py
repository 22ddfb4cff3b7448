"""Fields on lines of their own, a block of them for each turn."""

import pytest

from tests.indexer.reading import read, refused, said_by, starts

TALK = [
    ("Ann Lee", "0:00", "Is it new?"),
    ("Bob Ray", "0:03", "It is: new."),
    ("Ann Lee", "0:06", "Good."),
    ("Cy Day", "0:09", "Time: it flies."),
]


def lines(block: str) -> list[str]:
    blocks = (block.format(name=name, time=time, said=said) for name, time, said in TALK)
    return "\n\n".join(blocks).split("\n")


@pytest.mark.parametrize(
    "block",
    [
        "Timestamp: {time}\nSpeaker: {name}\nText: {said}",
        "Speaker: {name}\nTime: {time}\n{said}",
        "**Speaker:** {name}\n**Time:** {time}\n\n{said}",
        "ID: 7\nStart: {time}\nName: {name}\nConfidence: 0.9\nTranscript: {said}",
        "Text: {said}\nSpeaker: {name}\nStart Time: {time}",
    ],
)
def test_a_block_is_a_turn_by_the_names_of_its_fields(block: str) -> None:
    transcript = read("a.txt", *lines(block))

    assert transcript.format == "fields on lines"
    assert said_by(transcript.cues) == [(name, said) for name, _, said in TALK]
    assert starts(transcript.cues) == [0.0, 3.0, 6.0, 9.0]


@pytest.mark.parametrize("key", ["SPEAKER", "Sprecher", "**Name**"])
def test_a_field_of_the_speaker_alone_stands_above_the_talk(key: str) -> None:
    cues = read("a.txt", *lines(f"{key}: {{name}}\n{{said}}")).cues

    assert said_by(cues) == [(name, said) for name, _, said in TALK]
    assert starts(cues) == [None] * 4


def test_a_speaker_has_a_number_in_three_short_turns() -> None:
    turns = ["SPEAKER: S1", "It is new.", "SPEAKER: S2", "So it is.", "SPEAKER: S1", "Yes."]

    found = said_by(read("a.txt", *turns).cues)

    assert found == [("S1", "It is new."), ("S2", "So it is."), ("S1", "Yes.")]


def test_words_above_the_first_field_are_kept() -> None:
    cues = read("a.txt", "Ropes", "", *lines("Speaker: {name}\nTime: {time}\n{said}")).cues

    assert said_by(cues)[:2] == [(None, "Ropes"), ("Ann Lee", "Is it new?")]


def test_talk_above_its_fields_is_refused_where_it_has_no_key() -> None:
    error = refused("a.txt", *lines("{said}\nSpeaker: {name}\nTime: {time}"))

    assert error.reason.startswith("fields with no talk below the last of them")


@pytest.mark.parametrize(
    "text",
    [
        ["Speaker: I came by rope.", "Speaker: I left by rope, too.", "Speaker: So it goes, then."],
        ["Ann: Is it new?", "Bob: It is.", "Ann: Good.", "Bob: Name: Bob.", "Ann: Time: five."],
    ],
)
def test_labels_before_talk_are_no_fields(text: list[str]) -> None:
    assert read("a.txt", *text).format == "labelled text"
