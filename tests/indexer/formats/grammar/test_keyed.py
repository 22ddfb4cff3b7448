"""Turns as keys and values: the value of the key is the speaker, and no key is talk."""

import pytest

from indexer.formats.grammar.keyed import unkeyed
from tests.indexer.reading import read, said_by, starts

TURNS = [("S1", "The rope is new."), ("S2", "So it is."), ("S1", "We tie it.")]


@pytest.mark.parametrize(
    "shape",
    [
        "SPEAKER: {name}\n{said}\n",
        "**Speaker:** {name}\n**Text:** {said}\n",
        "Speaker: {name}\nTime: 0:0{at}\n{said}\n",
        "Timestamp: 0:0{at}\nSpeaker: {name}\nText: {said}\n",
        "Sprecher: {name}\n{said}\n",
    ],
)
def test_the_value_of_a_key_is_the_speaker(shape: str) -> None:
    written = [shape.format(name=name, said=said, at=at) for at, (name, said) in enumerate(TURNS)]
    found = read("talk.txt", *written).cues

    assert said_by(found) == TURNS
    assert starts(found) == ([0, 1, 2] if "0:0" in shape else [None] * 3)


@pytest.mark.parametrize(
    "lines",
    [
        ["Speaker: Yes.", "Guest: No.", "Speaker: We tie it."],
        ["Speaker: Ann", "The rope is new."],
        ["Ann: The name: Bob", "Bob: Yes."],
    ],
    ids=["a speaker who has no name", "a single key", "no keys"],
)
def test_other_lines_stay_as_they_are(lines: list[str]) -> None:
    given = [(at, line, False) for at, line in enumerate(lines, 1)]

    assert unkeyed(given) == given
