"""Labels in another shape than those of their file, and beside voices that the format gives."""

import pytest

from indexer import Cue
from indexer.cues import TranscriptDoubt
from indexer.speakers.labels import label
from tests.indexer.reading import read as read_file
from tests.indexer.reading import said_by

_MAY_BE = "`{}` may be a label or a sentence; its turn at 0:02 is nobody's; "


def read(*cues: tuple[str | None, str]) -> tuple[list[tuple[str | None, str]], list[str]]:
    doubts: list[TranscriptDoubt] = []
    timed = [
        Cue(text, float(at), float(at + 1), name, line=at + 1)
        for at, (name, text) in enumerate(cues)
    ]
    return said_by(label(timed, doubts)), [doubt.reason for doubt in doubts]


def among_labels(text: str) -> tuple[list[tuple[str | None, str]], list[str]]:
    said, doubts = read(
        (None, "Nora: Is it new?"),
        (None, "Pavel: It is."),
        (None, text),
        (None, "Nora: Good."),
        (None, "Pavel: Yes."),
    )
    return said[2:3], doubts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Speaker 3] It is old.", "Speaker 3"),
        ("(Crowd) It is old.", "Crowd"),
        ("Olek - It is old.", "Olek"),
        ("Olek:It is old.", "Olek"),
    ],
)
def test_a_name_in_another_shape_than_the_labels_ends_the_voice_before_it(
    text: str, name: str
) -> None:
    said, doubts = among_labels(text)

    assert said == [(None, text)]
    assert [doubt.startswith(_MAY_BE.format(name)) for doubt in doubts] == [True]


def test_a_name_of_the_file_is_a_label_without_a_space_behind_its_colon() -> None:
    assert among_labels("Nora:It is old.") == ([("Nora", "It is old.")], [])


@pytest.mark.parametrize(
    "text", ["Well - It is old.", "see https://example.org.", "At 10:30 it is old.", "Re:invent."]
)
def test_a_colon_or_a_dash_of_a_sentence_is_talk(text: str) -> None:
    assert among_labels(text) == ([("Pavel", text)], [])


@pytest.mark.parametrize(
    ("text", "said", "doubted"),
    [
        ("Pavel: It is old.", ("Pavel", "It is old."), False),
        ("Olek: It is old.", (None, "Olek: It is old."), True),
        ("The point is this: it is old.", ("Nora", "The point is this: it is old."), False),
        ("It is old.", ("Nora", "It is old."), False),
    ],
)
def test_a_label_beside_voices_of_the_format_is_taken_if_the_file_names_it(
    text: str, said: tuple[str | None, str], doubted: bool
) -> None:
    found, doubts = read(
        ("Pavel", "Is it new?"), ("Nora", "No."), (None, text), ("Pavel", "Good."), ("Nora", "Yes.")
    )

    assert found[2] == said
    assert [doubt.startswith(_MAY_BE.format("Olek")) for doubt in doubts] == [True] * doubted


def test_two_captions_that_may_have_a_label_each_are_nobodys_with_a_doubt() -> None:
    said, doubts = read((None, "Bo: Two is all we have."), (None, "Al: So we make them count."))

    assert said == [(None, "Bo: Two is all we have."), (None, "Al: So we make them count.")]
    assert len(doubts) == 2


def test_two_captions_of_sentences_with_a_colon_are_no_doubt() -> None:
    assert read((None, "Remember: keep it dry."), (None, "So: that is it."))[1] == []


_HEADER = "[Events]\nFormat: Start, End, Name, Text\n"
_CELLS = "<tr><td>{}<td>{}<td>{}"


@pytest.mark.parametrize(
    ("name", "head", "row", "between"),
    [
        ("talk.csv", "start,speaker,text\n", "{},{},{}\n", ""),
        ("talk.md", "| Start | Speaker | Text |\n|--|--|--|\n", "| {} | {} | {} |\n", ""),
        ("talk.html", "<table>" + _CELLS.format("Time", "Speaker", "Text"), _CELLS, ""),
        ("talk.ass", _HEADER, "Dialogue: {0},{0}.9,{1},{2}\n", ""),
        ("talk.json", "[", '{{"start": "{}", "speaker": "{}", "text": "{}"}}', ","),
    ],
)
@pytest.mark.parametrize(
    ("speakers", "read"),
    [
        (["Ann", "", "Bob", "Ann"], ["Ann", None, "Bob", "Ann"]),
        (["Ann", "", "Bob", "", ""], ["Ann", "Ann", "Bob", "Bob", "Bob"]),
    ],
)
def test_a_row_without_a_speaker_is_nobodys_where_most_rows_have_one(
    name: str, head: str, row: str, between: str, speakers: list[str], read: list[str | None]
) -> None:
    rows = [row.format(f"0:00:0{4 + at}", who, f"It is {at}.") for at, who in enumerate(speakers)]
    text = head + between.join(rows) + "]" * (between == ",")
    if name == "talk.json":
        text = text.replace('"speaker": "", ', "")

    assert [cue.speaker for cue in read_file(name, text).cues] == read


@pytest.mark.parametrize(
    ("names", "unnamed"),
    [
        (["Ann", "Ann", "Bob", "Bob", "Ann", "Bob", "Bob"], None),
        (["Ann", "Bob", "Ann", "Bob", "Ann", "Bob", "Ann"], "Ann"),
    ],
    ids=["each caption is named", "changes only"],
)
def test_a_caption_without_a_voice_goes_on_where_the_file_names_changes_only(
    names: list[str], unnamed: str | None
) -> None:
    cues = [(name, f"It is {at}.") for at, name in enumerate(names)]

    assert read(*cues, (None, "It is old."))[0][-1] == (unnamed, "It is old.")
