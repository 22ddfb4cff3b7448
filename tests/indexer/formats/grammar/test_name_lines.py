import pytest

from indexer.formats.grammar.name_lines import name_lines
from indexer.formats.text.markdown import lines
from tests.indexer.reading import read, said_by

SAID = ("The rope is new.", "Is it so long?", "We tie it", "Good.", "And we pull it.")


@pytest.mark.parametrize(
    "names", [("Speaker 1", "Speaker 2"), ("Ann Lee", "Bob"), ("佐藤花", "田中健")]
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_names_on_plain_lines_are_labels_where_they_come_again(
    names: tuple[str, str], between: str
) -> None:
    turns = [(names[at % 2], said) for at, said in enumerate(SAID)]

    found = read("talk.txt", "\n\n".join(f"{name}{between}{said}" for name, said in turns))

    assert said_by(found.cues) == turns


def test_a_turn_below_a_plain_name_has_several_paragraphs() -> None:
    text = "Ann\nOne rope.\n\nTwo ropes.\n\nBob\nYes.\n\nAnn\nThree.\n\nBob\nFour ropes are there."

    assert [who for who, _ in said_by(read("talk.txt", text).cues)] == [
        *("Ann", "Ann", "Bob", "Ann", "Bob"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Monday\nSoup\n\nTuesday\nFish\n\nMonday\nBread\n\nTuesday\nMilk",
        "Row the boat\nRow the boat\nDown the stream\nLife\nRow the boat\nLife\nDown the stream",
        "Wow\n\nIt is so long.\n\nGreat\n\nYes.\n\nWow\n\nWow\n\nGreat\n\nGreat",
        "The rope is new.\n\nAnn\n\nIs it?\n\nBob\n\nIt is so.\n\nAnn\n\nIt is not.\n\nBob",
        "Ann\nThe rope is new.\n\nIs it so long?\n\nAnn\nWe tie it.",
    ],
)
def test_short_lines_that_no_talk_shows_to_be_names_are_words(text: str) -> None:
    assert name_lines(list(lines(text))) == {}
