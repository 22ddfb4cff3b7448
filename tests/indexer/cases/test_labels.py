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

WORD = re.compile(r"\w+")
NAMES = {"Nora Quist", "Pavel Imre"}
LATE = 16  # seconds between the stamps of the shapes that stamp only some turns
NEWCOMER = re.compile(r"Somebody new walks in and says that the lantern\d+ burns low tonight")


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
    "051-D-otter_head",
    "052-D-teams_docx",
    "054-D-feishu",
    "055-D-clova",
    "057-D-wcpp_stdout",
    "058-D-yt_panel",
    "060-D-initials",
    "073-E-srt_bracket",
    "074-E-srt_paren",
    "076-E-dcmp_paren",
    "077-E-dcmp_bracket",
    "079-E-happyscribe",
    "080-E-temi",
    "082-E-llm_tick",
    "083-E-md_boldline",
    "085-E-capsline",
    "086-E-gtgt",
    "088-E-at_stamp",
    "089-E-trailing",
    "169-I-turbo_spk",
    "170-I-teams_a11y",
    "172-I-range_paren",
    "173-I-pyannote",
    "175-I-sec_br",
    "176-I-hms_letters",
    "178-I-tc_label",
    "179-I-avid",
    "190-I-md_h2",
    "191-I-md_h3time2",
    "193-I-fullwidth",
    "196-I-stm",
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


THE_OAK = [
    ("Nora Quist", "The oak is cut in winter when the sap is low."),
    ("Pavel Imre", "And then the kettle goes on, and we wait for steam."),
    ("Nora Quist", "How long do we wait?"),
    ("Pavel Imre", "Until the wood gives up."),
]


@pytest.mark.parametrize("case", ["065-D-header", "067-D-hugo-toml", "069-D-obsidian"])
def test_what_stands_above_the_talk_is_facts_and_no_talk(cases: Path, case: str) -> None:
    found = read(cases / "reading" / case)

    assert turns(found) == THE_OAK
    assert found.facts["number"] == "12"
    assert str(found.facts["date"]) == "2021-03-04"
    assert found.facts["guests"] == ("Pavel Imre",)


def test_a_page_of_obsidian_names_its_show(cases: Path) -> None:
    assert read(cases / "reading" / "069-D-obsidian").facts["show"] == "Harbour Desk"


def test_head_and_tail_of_a_transcript_of_meet_are_no_talk(cases: Path) -> None:
    found = read(cases / "reading" / "061-D-meet2")

    assert [name for name, _ in turns(found)] == ["Nora Quist", "Pavel Imre"] * 3
    assert turns(found)[-1] == ("Pavel Imre", "Well, the wood at least stays bent.")
    assert found.segments[3].start == 300.0
    assert found.facts["people"] == ("Nora Quist", "Pavel Imre")
    assert found.facts["title"] == "Harbour desk"


def test_head_and_tail_of_a_page_of_meet_are_no_talk(cases: Path) -> None:
    found = read(cases / "reading" / "063-D-gdocs")

    assert [name for name, _ in turns(found)] == ["Nora Quist", "Pavel Imre"] * 2
    assert turns(found)[-1] == ("Pavel Imre", "Warm, and it smells of rain.")
    assert (found.segments[0].start, found.segments[-1].start) == (0.0, 300.0)


def test_the_credit_below_the_talk_is_no_talk(cases: Path) -> None:
    assert turns(read(cases / "reading" / "071-D-otter-tail")) == [
        ("Nora", "The oak is cut in winter."),
        ("Pavel", "And the kettle goes on."),
    ]


def test_tokens_of_whisper_are_no_talk(cases: Path) -> None:
    assert turns(read(cases / "reading" / "070-D-whisper-tokens")) == [
        (None, "The rope is new. The knot is old.")
    ]


@pytest.mark.parametrize("case", ["166-I-meet_plain", "167-I-meet_blank"])
def test_a_stamp_of_meet_every_few_minutes_is_a_time_and_no_talk(cases: Path, case: str) -> None:
    found = read(cases / "reading" / case)
    talk = json.loads((cases / "reading" / "TALK.json").read_text())

    said = [word for turn in talk for word in WORD.findall(turn["text"].casefold())]
    assert [word.text for word in words(found)] == said
    assert {word.speaker for word in words(found)} == NAMES
    assert (found.segments[0].start, found.segments[-1].start) == (0.0, 3661.0)
