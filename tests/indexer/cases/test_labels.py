"""The shared cases about labels, by name: who speaks, under which name, and when."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer import recording
from indexer.notes import Note
from indexer.recording import Recording
from tests.conftest import ROOT

WORD = re.compile(r"\w+")
NAMES = {"Nora Quist", "Pavel Imre"}
LATE = 16  # seconds between the stamps of the shapes that stamp only some turns
NEWCOMER = re.compile(r"Somebody new walks in and says that the lantern\d+ burns low tonight")


@pytest.fixture(scope="module")
def cases() -> Path:
    """The folder of shared cases beside the project."""
    folder = ROOT.parent / "shared" / "cases"
    if not folder.is_dir():
        pytest.skip(f"there are no shared cases at {folder}")
    return folder


class Word(NamedTuple):
    text: str
    speaker: str | None
    second: float | None


def read(folder: Path) -> Recording:
    (path,) = (folder / "in").iterdir()
    skipped: list[Note] = []
    found = recording.read(recording.load([path], skipped), skipped, [])
    assert found is not None, skipped
    return found


def words(found: Recording) -> Iterator[Word]:
    for segment in found.segments:
        for word in WORD.finditer(segment.text.casefold()):
            second = None if segment.start is None else segment.time_at(word.start())
            yield Word(word[0], segment.speaker, second)


def turns(found: Recording) -> list[tuple[str | None, str]]:
    return [(segment.speaker, segment.text) for segment in found.segments]


NEIGHBOURS = {
    "004-A-vtt-nora-pavel": "Nora & Pavel",
    "006-A-vtt-50-cent": "50 Cent",
    "007-A-vtt-mar-a-jos-de-la-cruz": "María José de la Cruz",
    "008-A-br-automated-voice": "Automated voice",
    "010-A-otter-news-anchor": "News anchor",
    "011-A-plain-the-doctor": "The Doctor",
    "012-A-paren-nora-q": "nora_q",
    "014-A-md-marks": None,
    "016-A-md-nora-quist-desk": "Nora Quist | Desk",
    "017-A-vtt-chg": "chg",
    "018-A-md-speaker-3": "Speaker 3",
    "021-A-vtt-nora-van-der-berg-smith-iii": "Nora van der Berg-Smith III",
}


@pytest.mark.parametrize("case", NEIGHBOURS)
def test_who_comes_in_is_never_the_neighbour(cases: Path, case: str) -> None:
    found = turns(read(cases / "reading" / case))

    new = [(speaker, said) for speaker, said in found if NEWCOMER.search(said)]
    assert [speaker for speaker, _ in new] == [NEIGHBOURS[case]] * 2
    assert all(NEWCOMER.fullmatch(said.rstrip(".")) for _, said in new)
    assert {speaker for speaker, _ in found} == {*NAMES, NEIGHBOURS[case]}


def test_a_stamp_glued_to_the_talk_opens_a_turn(cases: Path) -> None:
    found = read(cases / "reading" / "001-A-stamp-without-space")

    assert [name for name, _ in turns(found)] == ["Nora", "Pavel"] * 3 + ["Nora"]
    assert ("Pavel", "All the boats.") in turns(found)
    assert [segment.start for segment in found.segments] == [38, 40, 164, 167, 169, 170, 190]


def test_a_head_that_is_not_bold_among_bold_ones_is_a_turn_of_nobody(cases: Path) -> None:
    found = read(cases / "reading" / "002-A-unbold-among-bold")

    assert turns(found)[2] == (None, "I love the smell of tar.")
    assert found.segments[2].start == 20.0


def test_mr_and_mrs_are_two_people(cases: Path) -> None:
    found = turns(read(cases / "reading" / "224-K-mr-and-mrs"))

    assert [name for name, _ in found] == ["Mr. Quist", "Mrs. Quist"] * 2 + ["Mr. Quist"]


def test_names_stay_as_they_are_written(cases: Path) -> None:
    found = turns(read(cases / "reading" / "225-K-names-recased"))

    assert {name for name, _ in found} == {"will.i.am", "danah boyd", "GPT-4", "bell hooks"}


@pytest.mark.parametrize("name", ["Host", "woman"])
def test_a_number_makes_another_person(cases: Path, name: str) -> None:
    folder = cases / "suites" / "001-numbered-speaker-joined" / "in"
    (path,) = folder.glob(f"*{name}.vtt")
    found = recording.read(recording.load([path], []), [], [])

    assert found is not None
    speakers = {segment.speaker for segment in found.segments if segment.speaker}
    assert any(speaker and speaker[-1].isdecimal() for speaker in speakers)
    assert any(speaker and not speaker[-1].isdecimal() for speaker in speakers)


SPOKEN = [
    "073-E-srt_bracket",
    "074-E-srt_paren",
    "076-E-dcmp_paren",
    "077-E-dcmp_bracket",
]


@pytest.mark.parametrize("case", SPOKEN)
def test_each_word_of_the_talk_has_its_speaker_and_its_second(cases: Path, case: str) -> None:
    folder = cases / "reading" / case
    expect = json.loads((folder / "case.json").read_text())["expect"]
    talk = json.loads((cases / "reading" / "TALK.json").read_text())
    found = list(words(read(folder)))

    said = [(word, turn) for turn in talk for word in WORD.findall(turn["text"].casefold())]
    assert [word.text for word in found] == [word for word, _ in said]
    aliases: dict[str | None, str] = {}
    slack = 1.01 if expect["every_stamp"] else LATE
    for word, (_, turn) in zip(found, said, strict=True):
        if expect["speakers"]:
            assert aliases.setdefault(word.speaker, turn["speaker"]) == turn["speaker"]
        if expect["times"]:
            assert word.second is not None
            assert turn["start"] - slack <= word.second <= turn["end"] + 1.01
    if expect["speakers"]:
        assert set(aliases.values()) == NAMES
        assert None not in aliases
    named = [name for name in aliases if name in NAMES]
    assert all(aliases[name] == name for name in named)
