"""The whole evaluation on the sample show, with the installed peers."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.compare import engines
from bench.compare.engines import OVERHEARD
from bench.quality import (
    code_words,
    judged,
    known_item,
    listed,
    other_words,
    pairs,
    places,
    questions,
    quotes,
)
from bench.quality.parts import is_held_out
from tests.conftest import ROOT

PLACES = {of(task) for of in (places.at_large, places.within) for task in ("moments", "places")}
JUDGED = {judged.SUMMARIES, judged.QUESTIONS}
TASKS = (
    {task.TASK for task in (code_words, known_item, listed, other_words, pairs, questions, quotes)}
    | PLACES
    | JUDGED
)

MEETINGS = {
    "owls": "Ann: Shall we count the owls ?\n\nBob: I saw nine owls in the barn .",
    "bats": "Ann: Then the bats .\n\nBob: Bats like the attic , and nobody else does .",
}
QUERIES = [
    ("owls", "How many owls were seen?", [["1", "1"]]),
    ("owls", "Summarize the meeting", None),
    ("bats", "Where do bats live?", [["0", "1"]]),
]


@pytest.fixture(scope="module")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a judged set of two meetings."""
    folder = tmp_path_factory.mktemp("judged")
    (folder / "meetings").mkdir()
    for name, text in MEETINGS.items():
        (folder / "meetings" / f"{name}.txt").write_text(text)
    rows = [
        {"meeting": name, "question": question, "summary": "They met.", "turns": turns}
        for name, question, turns in QUERIES
    ]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    return folder


def run(folder: Path, *options: str) -> list[dict[str, Any]]:
    """Return the scores of a run on the sample show; its page is written to `folder`."""
    scores = folder / "scores.jsonl"
    places = ["--scores", str(scores), "--out", str(folder / "results.md")]
    command = [sys.executable, "-m", "bench.quality", "corpus"]
    subprocess.run([*command, *places, *options], cwd=ROOT, check=True, capture_output=True)
    return [json.loads(line) for line in scores.read_text().splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quality")


@pytest.fixture(scope="module")
def scores(folder: Path, meetings: Path) -> list[dict[str, Any]]:
    return run(folder, "--meetings", str(meetings))


def test_every_engine_is_asked_everything_that_the_others_are(
    scores: list[dict[str, Any]],
) -> None:
    asked = {
        name: {(score["task"], score["q"]) for score in scores if score["engine"] == name}
        for name in engines.ENGINES
        if name not in engines.missing()
    }

    assert {task for task, _ in asked[OVERHEARD]} == TASKS  # the sample has no descriptions
    assert all(questions == asked[OVERHEARD] for questions in asked.values())


def test_every_metric_but_an_error_in_seconds_lies_between_none_and_all(
    scores: list[dict[str, Any]],
) -> None:
    shares = {"MRR@10", "nDCG@10", "first", "recall", "recall@10", "precision"}
    shares |= {"distinct MRR@10", "in ten", "empty"}
    for score in scores:
        assert all(0 <= score["values"][name] <= 1 for name in shares & set(score["values"]))


def test_overheard_finds_every_quote_wherever_it_stands(scores: list[dict[str, Any]]) -> None:
    found = [s for s in scores if s["task"] == quotes.TASK and s["engine"] == OVERHEARD]

    assert found
    assert [score["q"] for score in found if not score["values"]["first"]] == []


def test_the_page_shows_each_task_and_who_was_not_asked(
    folder: Path, scores: list[dict[str, Any]]
) -> None:
    page = (folder / "results.md").read_text()

    assert all(f"## {task.capitalize()}" in page for task in TASKS)
    assert all(f"Not asked: {name}" in page for name in engines.missing())
    assert "Not asked: descriptions" in page
    assert "tuning half" in page


def test_beside_every_difference_to_a_peer_stands_its_interval(
    folder: Path, scores: list[dict[str, Any]]
) -> None:
    page = (folder / "results.md").read_text()
    cells = [
        cell
        for line in page.splitlines()
        if line.startswith("| less ")
        for cell in line.split(" | ")[1:]
    ]

    assert cells
    assert all(
        re.fullmatch(r"([+-]\d\.\d{3} \[[+-]\d\.\d{3}, [+-]\d\.\d{3}\])?( \|)?", c) for c in cells
    )


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["nowhere"], "nowhere does not exist"),
        (["corpus", "--meetings", "corpus"], "corpus holds no queries.jsonl"),
    ],
)
def test_a_source_that_is_missing_is_named(options: list[str], reason: str) -> None:
    command = [sys.executable, "-m", "bench.quality", *options]
    refused = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert refused.returncode == 2
    assert reason in refused.stderr


def test_the_same_questions_have_the_same_scores_and_those_kept_aside_are_not_asked(
    tmp_path: Path, meetings: Path, scores: list[dict[str, Any]]
) -> None:
    options = ["--engine", OVERHEARD, "--held-out", "50", "--meetings", str(meetings)]
    again = run(tmp_path, *options)

    assert again == [
        score
        for score in scores
        if score["engine"] == OVERHEARD
        and (score["task"] == code_words.TASK or not is_held_out(score["key"]))
    ]
    assert "tuning half" not in (tmp_path / "results.md").read_text()
