"""A label of one word that stands once is a name, a guess that the report tells, or nobody's."""

import pytest

from tests.indexer.reading import read, said_by

BEFORE = ["Ann: Who saw it?", "Bob: The man who reads the minutes did."]
AFTER = ["Ann: Good.", "Bob: So it is.", "Ann: I mean Rose of Hull."]
TAKEN = "`{}` stands once, in the place of a label; took it for one"
UNSURE = "`{}` may be a label or a sentence; its turn is nobody's"


def read_between(*odd: str, after: list[str] = AFTER) -> tuple[list[str | None], list[str]]:
    """Return the speakers of the odd lines, and the doubts."""
    found = read("talk.txt", "\n\n".join([*BEFORE, *odd, *after]))
    speakers = [speaker for speaker, _ in said_by(found.cues)]
    return speakers[2 : 2 + len(odd)], [doubt.reason for doubt in found.doubts]


@pytest.mark.parametrize(
    "odd",
    [
        "HELP: that is all it says.",
        "Winter: a white room.",
        "Size: ten.",
        "Page 2: the same.",
        "Minutes: Nobody came.",
    ],
)
def test_a_sentence_that_goes_on_or_a_word_of_the_talk_names_nobody(odd: str) -> None:
    assert read_between(odd) == ([None], [UNSURE.format(odd.partition(":")[0])])


def test_two_in_a_row_are_a_list() -> None:
    speakers, doubts = read_between("Leeds: 3, Hull: 1.", "York: 2, Ripon: 2.")

    assert speakers == [None, None]
    assert doubts == [UNSURE.format("Leeds"), UNSURE.format("York")]


def test_a_sentence_is_a_turn_by_a_guess() -> None:
    assert read_between("Cy: I did.") == (["Cy"], [TAKEN.format("Cy")])


@pytest.mark.parametrize("name", ["Crowd", "Caller 3", "Cy Dow", "@cy"])
def test_parts_and_full_names_are_no_guess(name: str) -> None:
    assert read_between(f"{name}: I did.") == ([name], [])


def test_another_voice_stands_between_turns_of_one() -> None:
    after = ["Bob: Did you?", "Ann: So he says.", "Bob: And who else?"]

    assert read_between("Cy: I did.", after=after) == (["Cy"], [])


def test_a_name_of_another_label_is_no_guess() -> None:
    after = [*AFTER, "Cy Dow: I saw it.", "Ann: You did?"]

    assert read_between("Cy: I did.", after=after) == (["Cy"], [])


def test_a_file_without_two_voices_that_come_again_shows_no_habit() -> None:
    found = read("talk.txt", "\n\n".join(["Ann: Who?", "Bob: I did.", "Ann: Good.", "Ann: So."]))

    assert [cue.speaker for cue in found.cues] == ["Ann", "Bob", "Ann", "Ann"]
    assert not found.doubts
