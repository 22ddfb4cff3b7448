"""The cases about facts, speakers and languages that lie beside the project."""

import datetime
from pathlib import Path

import pytest

import index
import indexer
from index import Episode
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
