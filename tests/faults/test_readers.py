"""Many commits under many readers: none fails, none mixes two commits, and nothing stays open."""

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import open_index, open_writer
from index.embedded.reading import folder as store
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment
from tests.effort import trials

READERS = 8
COMMITS = trials(500, 40)
SMALL_COMMITS = trials(1_000, 120)

pytestmark = pytest.mark.usefixtures("unsynced")

PROC = os.path.isdir("/proc/self/fd")


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def open_files() -> tuple[int, int]:
    """Return how many descriptors this process has, and how many maps of files of an index."""
    maps = Path("/proc/self/maps").read_text().splitlines()
    return len(os.listdir("/proc/self/fd")), sum(".talk" in line for line in maps)


def commit(folder: Path, number: int) -> None:
    """Write the same number into two episodes, one of them of two segments."""
    with open_writer(folder) as writer:
        writer.add(episode("a"), [segment(f"word number {number}")])
        writer.add(episode("b"), [segment(f"word number {number}", n) for n in (0, 1)])


def read(folder: Path, last: int, failures: list[str]) -> int:
    """Read the newest commit, which must be none before `last`; return its number."""
    with open_index(folder) as engine:
        said = [held.text for id_ in ("a", "b") for held in engine.segments(id_)]
        said += [hit.snippet.text for hit in engine.search("number").hits]
        warning = engine.warning
    numbers = {int(text.split()[-1]) for text in said}
    if len(said) != 6 or len(numbers) != 1 or warning:
        failures.append(f"{said} {warning}")
    number = max(numbers)
    if number < last:
        failures.append(f"commit {number} after {last}")
    return number


@pytest.mark.skipif(not PROC, reason="open files are not listed here")
def test_no_reader_fails_or_mixes_commits(tmp_path: Path, uncollected: None) -> None:
    commit(tmp_path, 0)
    before = open_files()
    failures: list[str] = []
    counts = [0] * READERS
    done = threading.Event()

    def go_on_reading(reader: int) -> None:
        last = 0
        while not done.is_set():
            try:
                last = read(tmp_path, last, failures)
            except Exception as error:
                failures.append(repr(error))
            counts[reader] += 1

    threads = [threading.Thread(target=go_on_reading, args=(n,)) for n in range(READERS)]
    for thread in threads:
        thread.start()
    for number in range(1, COMMITS + 1):
        commit(tmp_path, number)
        while min(counts) < number // 10:
            time.sleep(0.001)
    done.set()
    for thread in threads:
        thread.join()

    assert failures == []
    assert read(tmp_path, COMMITS, failures) == COMMITS
    assert open_files() == before
    print(f"\n{COMMITS} commits under {READERS} readers: {sum(counts)} reads")


def test_small_commits_leave_at_most_twice_the_living_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    worst = 0.0
    most_files = 0
    for number in range(SMALL_COMMITS):
        with open_writer(folder) as writer:
            words = " ".join(f"word{number * 7 % 901 + n}" for n in range(30))
            # Every third commit replaces an episode.
            writer.add(episode(f"e{number // 3 * 2 + number % 3 % 2}"), [segment(words)])
        most_files = max(most_files, len(list(folder.iterdir())))
        if (number + 1) % (SMALL_COMMITS // 4) == 0:
            worst = max(worst, store.size(folder) / living_bytes(folder, tmp_path / f"at{number}"))

    assert worst <= 2
    assert most_files < 40
    print(f"\n{SMALL_COMMITS} small commits: at most {worst:.2f} times the living bytes")


def living_bytes(folder: Path, scratch: Path) -> int:
    """Return the size of an index of the same episodes that was made at once."""
    with open_index(folder) as engine, EmbeddedWriter(scratch) as writer:
        for one in engine.episodes():
            writer.add(one, engine.segments(one.id))
    return store.size(scratch)
