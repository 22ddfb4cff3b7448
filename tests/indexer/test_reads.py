"""A run reads and hashes each file once, whether it is new, unchanged, changed or moved."""

import importlib
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import indexer
from indexer import file_access, recording, workers
from indexer.tasks import Outcome, Task
from tests.indexer.reading import vtt, write

SHOW = {"1-flask.vtt": vtt("Pour."), "2-paris.vtt": vtt("Bonjour."), "3-end.vtt": vtt("Bye.")}
SIZE = len(SHOW["1-flask.vtt"])


def unchanged(show: Path) -> Path:
    return show


def one_changed(show: Path) -> Path:
    return write(show, {"1-flask.vtt": vtt("Django.")})


def all_changed(show: Path) -> Path:
    return write(show, {name: vtt("Django.") for name in SHOW})


def one_new(show: Path) -> Path:
    return write(show, {"0-new.vtt": vtt("Hello."), "1-flask.vtt": vtt("Django.")})


def with_a_broken_sidecar(show: Path) -> Path:
    return write(show, {"1-flask.vtt": vtt("Django."), "episodes.json": '{"episodes": '})


def moved(show: Path) -> Path:
    return show.rename(show.with_name("moved"))


def moved_and_changed(show: Path) -> Path:
    return all_changed(moved(show))


class Counted:
    """The number of reads of each file in a run, and the files that were hashed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: Counter[str] = Counter()
        self.hashed: Counter[str] = Counter()
        self.held: list[int] = []
        read, load = file_access.read, recording.load

        def reading(path: Path, largest: int = file_access.LARGEST) -> bytes:
            self.read.update([path.name] * (path.suffix == ".vtt"))
            return read(path, largest)

        def loading(
            files: Sequence[Path], skipped: list[indexer.Note], spoken: str | None = None
        ) -> recording.RawRecording:
            self.hashed.update(file.name for file in files)
            return load(files, skipped, spoken)

        def each(
            function: Callable[[Task], Outcome],
            tasks: Sequence[Task],
            sizes: Sequence[int],
            processes: int,
        ) -> Iterator[tuple[Task, Outcome]]:
            self.held.append(sum(task.size for task in tasks if task.loaded))
            # Here, where reads can be counted, with what the way to a worker and back leaves.
            for task in tasks:
                yield task, pickle.loads(pickle.dumps(function(pickle.loads(pickle.dumps(task)))))

        monkeypatch.setattr(file_access, "read", reading)
        monkeypatch.setattr(recording, "load", loading)
        monkeypatch.setattr(workers, "each", each)


@pytest.mark.parametrize("worth", [0, 2 * SIZE, 1_000_000])
@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("change", "episodes"),
    [
        (unchanged, 0),
        (one_changed, 1),
        (all_changed, 3),
        (one_new, 2),
        (with_a_broken_sidecar, 1),
        (moved, 3),
        (moved_and_changed, 3),
    ],
)
def test_each_file_is_read_and_hashed_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], Path],
    episodes: int,
    processes: int,
    worth: int,
) -> None:
    show = write(tmp_path / "show", SHOW)
    indexer.build([show], tmp_path / "index")
    show = change(show)
    monkeypatch.setattr(workers, "WORTH", worth)
    counted = Counted(monkeypatch)

    report = indexer.build([show], tmp_path / "index", processes=processes)

    assert report.episodes == episodes
    assert report.unchanged == len(list(show.glob("*.vtt"))) - episodes
    assert counted.read == counted.hashed == dict.fromkeys(sorted(counted.read), 1)
    assert set(counted.read) == {path.name for path in show.glob("*.vtt")}
    # From there on workers load what may have changed.
    assert change in (moved, moved_and_changed) or sum(counted.held) < worth + 2 * SIZE


@pytest.mark.parametrize("change", [all_changed, moved_and_changed])
@pytest.mark.parametrize("most", [0, SIZE, 2 * SIZE])
def test_no_more_of_the_changed_files_is_held_in_memory_than_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], Path], most: int
) -> None:
    show = write(tmp_path / "show", SHOW)
    indexer.build([show], tmp_path / "index")
    show = change(show)
    size = max(path.stat().st_size for path in show.iterdir())
    monkeypatch.setattr(importlib.import_module("indexer.build"), "_MOST_HELD", most)
    counted = Counted(monkeypatch)

    assert indexer.build([show], tmp_path / "index", processes=2).episodes == 3
    assert max(counted.held) <= most + size
    assert set(counted.read.values()) == {1}
