"""The whole comparison on four transcripts, with the installed peers."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bench.compare import engines
from bench.compare.queries import GROWING, QUERIES
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    command = [sys.executable, "-m", "bench.compare", "corpus", "--glob", "0[1-4]*"]
    options = ["--rounds", "1", "--scale", "2", "--out", str(folder)]
    subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def measured(out: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((out / "compare.json").read_text())
    return values


@pytest.fixture
def names() -> set[str]:
    return set(engines.ENGINES) - set(engines.missing())


def test_every_engine_is_measured_or_said_to_be_missing(
    measured: dict[str, Any], names: set[str]
) -> None:
    assert set(measured["versions"]) == names
    assert set(measured["absent"]) == set(engines.missing())


@pytest.mark.parametrize("what", ["builds", "opening", "asking", "serving"])
def test_every_engine_is_built_opened_and_serves(
    measured: dict[str, Any], names: set[str], what: str
) -> None:
    assert set(measured[what]) == names


def test_every_query_is_timed_in_every_engine(measured: dict[str, Any], names: set[str]) -> None:
    assert [asked["q"] for asked in measured["questions"]] == [one.overheard for one in QUERIES]
    for asked in measured["questions"]:
        assert set(asked["seconds"]) == names
        assert all(seconds > 0 for seconds in asked["seconds"].values())


def test_every_engine_finds_what_a_plain_reading_of_the_text_finds(
    measured: dict[str, Any],
) -> None:
    for asked in measured["questions"]:
        assert asked["totals"] == asked["expected"], asked["q"]
        assert not any(asked["strays"].values()), asked["q"]
    assert any(asked["totals"][engines.OVERHEARD] for asked in measured["questions"])


def test_what_grows_is_measured_on_the_corpus_once_and_repeated(measured: dict[str, Any]) -> None:
    assert [grown["copies"] for grown in measured["growth"]] == [1, 2]
    assert all(set(grown["seconds"]) == set(GROWING) for grown in measured["growth"])


def test_the_ratios_are_there_for_programs_and_for_people(
    out: Path, measured: dict[str, Any]
) -> None:
    page = (out / "compare.md").read_text()

    assert all(f"| {row['what']} |" in page for row in measured["ratios"])


def test_the_chart_is_xml_that_says_what_it_shows(out: Path) -> None:
    root = ElementTree.parse(out / "compare.svg").getroot()
    svg = "{http://www.w3.org/2000/svg}"

    assert root.tag == f"{svg}svg"
    assert root.findtext(f"{svg}title")
    assert "Overheard" in (root.findtext(f"{svg}desc") or "")
    labels = {text.text for text in root.iter(f"{svg}text")}
    assert labels >= {one.overheard for one in QUERIES}


def test_a_figure_of_a_question_says_what_was_remembered(
    out: Path, measured: dict[str, Any]
) -> None:
    page = (out / "compare.md").read_text()
    remembered = {row["what"]: row["remembered"] for row in measured["ratios"]}

    assert remembered["16-query mix, geometric mean"] == "all"
    assert remembered["16-query mix, each asked once"] == "words"
    assert remembered["open + first query, new process"] == "nothing"
    assert remembered["index on disk"] == ""
    assert "| 16-query mix, each asked once | words |" in page


def test_the_command_is_measured_beside_a_python_that_imports_what_it_needs(
    measured: dict[str, Any],
) -> None:
    rows = {row["what"]: row["figures"] for row in measured["ratios"]}
    over = rows["`overheard search wsgi` over `python -c 'import numpy, click'`, medians"]

    assert set(over) == {engines.OVERHEARD}
    assert {len(seconds) for seconds in measured["commands"].values()} == {1}
