"""Files that take too much memory: each fails alone."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import indexer
from indexer import memory, recording
from tests.indexer.reading import vtt, write
from tests.samples import environment_of, process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts the bytes")

LISTS = "[" + "[],[],{},\n" * 400_000 + "[]]"
"""JSON of 4 MB that stands for 110 MB."""

MUCH = 1 << 33
"""Bytes that no process has free from before, which would be taken again."""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process have no other threads, as those of pytest-xdist."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_a_block_that_asks_for_too_much_fails_and_the_next_one_does_not() -> None:
    with pytest.raises(MemoryError), memory.limited(20_000_000):
        bytearray(MUCH)

    assert len(bytearray(50_000_000)) == 50_000_000


def test_an_error_on_the_way_out_is_for_want_of_memory_too() -> None:
    def clean_up() -> None:
        try:
            bytearray(MUCH)
        finally:
            raise ValueError("closed")

    with pytest.raises(MemoryError), memory.limited(20_000_000):
        clean_up()
    with pytest.raises(ValueError, match="other"), memory.limited(20_000_000):
        raise ValueError("other")


def test_the_smaller_of_two_limits_holds() -> None:
    with (
        memory.limited(20_000_000),
        memory.limited(1 << 40),
        pytest.raises(MemoryError),
    ):
        bytearray(MUCH)


def test_there_is_no_limit_beside_threads_that_have_not_asked_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)

    with memory.limited(1_000_000):
        assert len(bytearray(50_000_000)) == 50_000_000


def skipped(report: indexer.Report) -> dict[str, str]:
    return {note.path.name: note.reason for note in (*report.skipped, *report.doubts)}


@pytest.mark.parametrize("name", ["talk.json", "other.json"])
def test_a_file_that_takes_too_much_is_told_and_the_others_go_on(tmp_path: Path, name: str) -> None:
    show = write(
        tmp_path / "show",
        {"talk.vtt": vtt("We talk about wsgi."), name: f"[{LISTS},{LISTS},{LISTS},{LISTS}]"},
    )

    done = process("index", show, "-i", tmp_path / "index", "--report", tmp_path / "report.json")

    report = json.loads((tmp_path / "report.json").read_text())
    assert done.returncode == 0
    assert [(Path(note["path"]).name, note["reason"]) for note in report["skipped"]] == [
        (name, memory.TOO_MUCH)
    ]
    assert [Path(taken["path"]).name for taken in report["read"]] == ["talk.vtt"]


def test_the_largest_file_is_left_out_where_the_rest_of_the_way_takes_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segmented = recording._segmented

    def hungry(file: recording._File, *arguments: object) -> object:
        if file.path.suffix == ".srt":
            raise MemoryError
        return segmented(file, *arguments)  # type: ignore[arg-type]  # they are passed on

    monkeypatch.setattr(recording, "_segmented", hungry)
    show = write(
        tmp_path / "show",
        {
            "talk.vtt": vtt("We talk."),
            "talk.srt": "1\n00:00:01,000 --> 00:00:02,000\nWe talk, and this file is taken.\n",
        },
    )

    report = indexer.build([show], tmp_path / "index")

    assert skipped(report) == {"talk.srt": memory.TOO_MUCH}
    assert [taken.path.name for taken in report.read] == ["talk.vtt"]


# In a process of its own, which has no memory yet that is free to be used again.
LITTLE = """
import sys
from indexer import memory
from overheard.main import main
memory.MOST_OF_FACTS = 15_000_000
main(sys.argv[1:])
"""

ITEMS = f"<item><title>Hay</title><description>{'hay ' * 300}</description></item>" * 5_000
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel>{ITEMS}</channel></rss>'


@pytest.mark.parametrize(
    ("name", "text"), [("episodes.json", LISTS), ("talk.info.json", LISTS), ("feed.xml", FEED)]
)
def test_facts_that_take_too_much_are_told_and_the_talk_goes_on(
    tmp_path: Path, name: str, text: str
) -> None:
    show = write(tmp_path / "show", {"talk.vtt": vtt("We talk about wsgi."), name: text})

    done = subprocess.run(
        [sys.executable, "-c", LITTLE, "index", show, "-i", tmp_path / "index"],
        env=environment_of(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"{name}: takes too much memory to read, so not read" in done.stdout
    assert "1 episode indexed" in done.stdout


def test_more_different_words_than_a_language_has_are_no_talk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_MOST_WORDS", 300)
    many = vtt(*(f"word{number} of it" for number in range(310)))
    again = vtt(*(f"word{number % 50} of it" for number in range(310)))
    show = write(tmp_path / "show", {"data.vtt": many, "talk.vtt": again})

    report = indexer.build([show], tmp_path / "index")

    assert skipped(report) == {"data.vtt": "no talk: it has more than 300 different words"}
    assert [taken.path.name for taken in report.read] == ["talk.vtt"]
