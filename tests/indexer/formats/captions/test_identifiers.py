"""Identifiers of WebVTT captions that name who speaks."""

import pytest

from tests.indexer.reading import read, said_by

SAID = ["Is it new?", "It is.", "Good.", "I think so."]


def captions(*identifiers: str) -> list[str]:
    lines = ["WEBVTT", ""]
    for at, (identifier, said) in enumerate(zip(identifiers, SAID, strict=True)):
        lines += [identifier, f"00:0{at}.000 --> 00:0{at + 1}.000", said, ""]
    return lines


@pytest.mark.parametrize("shape", ["{}", '1 "{}" (3000001)'])
def test_names_that_come_again_above_timing_lines_are_the_voices(shape: str) -> None:
    names = ["Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray"]

    cues = read("a.vtt", *captions(*map(shape.format, names))).cues

    assert said_by(cues) == list(zip(names, SAID, strict=True))


@pytest.mark.parametrize(
    "identifiers",
    [
        ["1", "2", "3", "4"],
        ["Intro", "Welcome", "Ropes", "Tar"],  # each names its caption
        ["8f3a-0", "8f3a-1", "8f3a-2", "8f3a-3"],
        ["Ann", "2", "3", "Ann"],
    ],
)
def test_other_identifiers_name_nobody(identifiers: list[str]) -> None:
    cues = read("a.vtt", *captions(*identifiers)).cues

    assert said_by(cues) == [(None, said) for said in SAID]
