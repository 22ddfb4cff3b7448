"""The decision records: each number that is named exists, each record is listed and whole."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
NUMBERS = [path.name[:4] for path in RECORDS]
HEADINGS = ["Decision", "Context", "Measured", "Rejected"]
SOURCES = sorted(
    path
    for pattern in ("**/*.py", "**/*.md", "**/*.html", "Makefile", "pyproject.toml")
    for path in ROOT.glob(pattern)
    if not any(part.startswith(".") or part == "build" for part in path.relative_to(ROOT).parts)
)


def test_records_are_numbered_from_one_without_gaps() -> None:
    assert [f"{number:04}" for number in range(1, len(RECORDS) + 1)] == NUMBERS


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_decision_that_is_named_exists(path: Path) -> None:
    named = re.findall(r"[Dd]ecisions? (\d+)\b", path.read_text(encoding="utf-8"))

    assert {number.zfill(4) for number in named} <= set(NUMBERS)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name[:4])
def test_a_record_has_its_four_parts_on_one_screen(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith(f"# {path.name[:4]}. ")
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    assert 15 <= len(lines) <= 40


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name[:4])
def test_a_record_is_listed_once(path: Path) -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert listed.count(f"]({path.name})") == 1


@pytest.mark.parametrize(
    "path", [*RECORDS, FOLDER / "README.md"], ids=lambda path: path.name.partition("-")[0]
)
def test_what_a_record_governs_is_there(path: Path) -> None:
    rooms = "index|indexer|overheard|search_web|tests|bench|training|docs|requirements|corpus"
    named = re.findall(rf"`((?:{rooms})/[\w./-]*)`", path.read_text(encoding="utf-8"))

    assert [name for name in named if not (ROOT / name).exists()] == []
