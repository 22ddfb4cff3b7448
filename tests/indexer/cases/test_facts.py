"""The cases about facts, speakers and languages that lie beside the project."""

import datetime
from pathlib import Path

import pytest

import index
import indexer
from index import Episode
from indexer.metadata.episode import known_beside
from indexer.metadata.feed import Feed, parse_feed
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"there are no cases at {CASES}")


def episodes(case: str, location: Path) -> list[Episode]:
    """Index the files of a case and return the episodes."""
    indexer.build([CASES / case / "in"], location)
    with index.open_index(location) as engine:
        return engine.episodes()


@pytest.mark.parametrize(
    ("case", "known"),
    [
        ("reading/209-K-season-episode", [("S2E1", None, "Oak"), ("S2E2", None, "Tar")]),
        ("reading/210-K-ep-number", [("12", None, "Steam"), ("13", None, "Tar")]),
        (
            "reading/213-K-compact-date",
            [
                (None, datetime.date(2021, 3, 4), "Steam"),
                (None, datetime.date(2021, 3, 11), "Tar"),
            ],
        ),
        (
            "reading/215-K-dmy-date",
            [(None, None, "04 03 2021 Steam"), (None, None, "11 03 2021 Tar")],
        ),
        ("reading/216-K-number-in-middle", [("12", None, "Steam"), ("13", None, "Tar")]),
        ("reading/217-K-language-suffix", [("12", None, "Steam")]),
        ("reading/219-K-folder-is-episode", [("12", None, "Steam"), ("13", None, "Tar")]),
    ],
)
def test_the_names_of_files_give_number_date_and_title(
    tmp_path: Path, case: str, known: list[tuple[str | None, datetime.date | None, str]]
) -> None:
    found = episodes(case, tmp_path / "index")

    assert [(one.number, one.date, one.title) for one in found] == known
    assert {one.language for one in found} == {"en"}


def feed(case: str, name: str = "feed.xml") -> Feed:
    path = CASES / case / "in" / name
    return parse_feed(path, path.read_bytes())


def test_a_description_in_html_is_its_text() -> None:
    about = feed("reading/220-K-feed-html-description").items[0].facts["description"]

    assert about == "Pavel planes oak. Really & truly."


def test_a_file_of_the_second_season_finds_its_item() -> None:
    known = known_beside([CASES / "reading/221-K-feed-season/in/s02e01.srt"]).facts

    assert (known["number"], known["title"], known["date"]) == (
        "S2E1",
        "S2E1",
        datetime.date(2023, 9, 7),
    )


def test_a_prefix_that_is_not_declared_is_a_doubt() -> None:
    read = feed("reading/223-K-feed-undeclared-prefix")

    assert (read.title, read.items[0].facts["number"]) == ("Tar & Steam", "4")
    assert len(read.items[0].transcripts) == 1
    assert len(read.doubts) == 2


def test_a_title_of_atom_may_have_markup_inside() -> None:
    read = feed("suites/019-atom-xhtml-title-lost", "feed.atom")

    assert read.items[0].facts["title"] == "The blue rope"


def test_one_word_does_not_make_a_talk_another_language(tmp_path: Path) -> None:
    (episode,) = episodes("suites/007-language-told-from-one-word", tmp_path / "index")

    assert episode.language == "ca"


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ("reading/224-K-mr-and-mrs", {"Mr. Quist", "Mrs. Quist"}),
        (
            "reading/225-K-names-recased",
            {"will.i.am", "danah boyd", "GPT-4", "bell hooks"},
        ),
    ],
)
def test_people_are_told_apart_and_written_as_the_file_writes_them(
    tmp_path: Path, case: str, names: set[str]
) -> None:
    assert speakers(CASES / case / "in", tmp_path / "index") == names


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("n-Host.vtt", {"Dana Field", "Host", "Host 2"}),
        ("woman.vtt", {"Woman", "Woman 2", "Man", "Man 2"}),
    ],
)
def test_a_number_makes_another_person(tmp_path: Path, name: str, names: set[str]) -> None:
    path = CASES / "suites/001-numbered-speaker-joined/in" / name

    assert speakers(path, tmp_path / "index") == names


def speakers(path: Path, location: Path) -> set[str]:
    indexer.build([path], location)
    with index.open_index(location) as engine:
        return {
            segment.speaker or ""
            for episode in engine.episodes()
            for segment in engine.segments(episode.id)
        }
