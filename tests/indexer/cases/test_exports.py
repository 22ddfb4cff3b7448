"""The shared cases of containers, tables and markup, each by its name."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import index
import indexer
from index import TranscriptError
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases" / "reading"

READ = (
    "039-C-chat",
    "040-C-html_br_st",
    "042-C-hansard",
    "043-C-srv3_asr",
    "091-E-html_br",
    "092-E-html_bi",
    "094-E-html_h3",
    "095-E-html_hyper",
    "181-I-lrc",
    "182-I-lrc_names",
    "184-I-csv_speaker",
    "185-I-csv_semicolon",
    "187-I-premiere_csv",
    "188-I-tsv_speaker",
    "197-J-srv1",
    "198-J-srv3",
    "200-J-html_table",
    "201-J-html_dl",
    "203-J-textgrid",
    "204-J-trs",
)
REFUSED = {
    "045-C-chapters": "a list of chapters, no talk",
    "046-C-chapters": "a list of chapters, no talk",
    "047-C-thumbnails": "thumbnails of a video, no talk",
    "206-J-sami": "SAMI captions .* are not read",
    "207-J-microdvd": "MicroDVD subtitles .* are not read",
}


class Word(NamedTuple):
    word: str
    speaker: str | None
    start: float
    end: float


def file_of(name: str) -> Path:
    folder = CASES / name / "in"
    if not folder.is_dir():
        pytest.skip(f"there are no shared cases at {folder}")
    (found,) = folder.iterdir()
    return found


def talk() -> Iterator[Word]:
    for said in json.loads((CASES / "TALK.json").read_text(encoding="utf-8")):
        for word in said["text"].replace(" & ", " ").split():
            yield Word(word, said["speaker"], said["start"], said["end"])


@pytest.mark.parametrize("name", READ)
def test_a_case_has_the_words_the_names_and_the_times_of_the_talk(name: str) -> None:
    path = file_of(name)
    expect = json.loads((path.parents[1] / "case.json").read_text(encoding="utf-8"))["expect"]

    cues = indexer.read(path, path.read_bytes()).cues

    words = [(word, cue) for cue in cues for word in cue.text.split() if word != "&"]
    started = 0.0
    for (word, cue), right in zip(words, talk(), strict=True):
        assert word == right.word
        assert cue.speaker == (right.speaker if expect["speakers"] else None)
        if expect["times"]:
            started = started if cue.start is None else cue.start
            assert right.start - 1.01 <= started <= right.end + 1.01


def test_a_page_about_an_episode_gives_its_facts(tmp_path: Path) -> None:
    folder = CASES / "050-C-show-notes-md" / "in"
    if not folder.is_dir():
        pytest.skip(f"there are no shared cases at {folder}")

    indexer.build([folder], tmp_path / "index")

    with index.open_index(tmp_path / "index") as engine:
        (episode,) = engine.episodes()
        (segment,) = engine.segments(episode.id)
    assert (episode.number, episode.title) == ("12", "Steam and tar")
    assert episode.date == datetime.date(2021, 3, 4)
    assert segment.text.startswith("Welcome back")


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_a_case_may_be_refused_with_what_it_is(name: str, reason: str) -> None:
    path = file_of(name)

    with pytest.raises(TranscriptError, match=reason):
        indexer.read(path, path.read_bytes())
