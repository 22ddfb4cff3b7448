import datetime
from pathlib import Path

import pytest

import index
import indexer
from index import Episode
from indexer.grouping.pages import join_pages
from tests.indexer.reading import vtt, write

PAGE = "---\nepisode: {}\ntitle: Steam and tar\ndate: 2021-03-04\n---\n\n{}\n"
NOTES = "In this episode Ann and Bob talk about steam, and when you should not use it."
TALK = vtt("Ann steams a plank.", "Bob has the tar.")


def episodes(folder: Path) -> list[Episode]:
    indexer.build([folder], folder.parent / "index")
    with index.open_index(folder.parent / "index") as engine:
        return engine.episodes()


@pytest.mark.parametrize(
    ("talk", "page"),
    [("talk/12.vtt", "pages/12-steam.md"), ("12.vtt", "12.md"), ("12-x.vtt", "steam.md")],
)
def test_a_page_gives_facts_to_the_transcript_of_its_number(
    tmp_path: Path, talk: str, page: str
) -> None:
    folder = write(tmp_path / "show", {talk: TALK, page: PAGE.format(12, NOTES)})

    (episode,) = episodes(folder)

    assert (episode.number, episode.title) == ("12", "Steam and tar")
    assert episode.date == datetime.date(2021, 3, 4)
    assert Path(episode.source).name == Path(talk).name


def test_a_page_without_a_number_belongs_to_the_talk_of_its_name(tmp_path: Path) -> None:
    page = "---\ntitle: Steam and tar\ndate: 2021-03-04\n---\n\n" + NOTES
    folder = write(tmp_path / "show", {"a/steam.vtt": TALK, "b/steam.md": page, "a/oak.vtt": TALK})

    assert [one.title for one in episodes(folder) if one.date] == ["Steam and tar"]


def test_a_page_is_reported_and_not_indexed(tmp_path: Path) -> None:
    folder = write(tmp_path / "show", {"a/12.vtt": TALK, "b/12-x.md": PAGE.format(12, NOTES)})

    report = indexer.build([folder], tmp_path / "index")

    assert report.episodes == 1
    assert [note.reason for note in report.skipped] == ["a page about 12.vtt, which has its talk"]
    with index.open_index(tmp_path / "index") as engine:
        said = [segment.text for segment in engine.segments("12")]
    assert said == ["Ann steams a plank. Bob has the tar."]


@pytest.mark.parametrize(
    "files",
    [
        {"a/12.vtt": TALK, "b/x.md": PAGE.format(13, NOTES)},
        {"a/12.vtt": TALK, "c/12.vtt": TALK, "b/x.md": PAGE.format(12, NOTES)},
        {"a/12.vtt": TALK, "b/x.md": PAGE.format(12, NOTES), "c/y.md": PAGE.format(12, NOTES)},
        {"a/12.vtt": TALK, "b/x.md": PAGE.format(12, "[00:01] Hello.\n\n[00:03] Hi.\n")},
        {"a/12.vtt": TALK, "b/x.md": PAGE.format(12, "Ann: Hello.\n\nBob: Hi.\n\n" * 4)},
        {"a/12.vtt": TALK, "b/x.md": NOTES},
    ],
    ids=["another number", "two talks", "two pages", "stamps", "labels", "no front matter"],
)
def test_what_is_not_surely_a_page_about_one_talk_stays_alone(
    tmp_path: Path, files: dict[str, str]
) -> None:
    folder = write(tmp_path / "show", files)
    recordings = [(folder / name,) for name in files]

    assert list(join_pages(recordings)) == recordings
