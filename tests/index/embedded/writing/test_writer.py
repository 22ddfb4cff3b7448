import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import (
    Engine,
    EngineUnavailable,
    IndexLocked,
    IndexMissing,
    OverheardError,
    SearchRequest,
    open_index,
    open_writer,
)
from index.analysis import VERSION
from tests.builders import episode, found, indexed, segment
from tests.effort import examples
from tests.other_versions import of_versions

# Snapshots and commits.


def test_a_search_while_another_thread_closes_the_snapshot_answers_rightly_or_says_so(
    tmp_path: Path,
) -> None:
    words = [f"word{number}" for number in range(200)]
    indexed(tmp_path, {"a": [f"{word} spoken" for word in words]})

    def hits(engine: Engine) -> set[int | str]:
        try:
            return {engine.search(SearchRequest(f"{word} spoken")).total for word in words}
        except EngineUnavailable as error:
            return {1, str(error)}

    for _ in range(20):
        with ThreadPoolExecutor(3) as threads:
            with open_index(tmp_path) as engine:
                asked = [threads.submit(hits, engine) for _ in range(3)]
                while not any(one.running() or one.done() for one in asked):
                    pass
            for one in asked:
                assert one.result() <= {1, f"the index at {tmp_path} was closed; open it again"}


def test_a_rollback_leaves_no_files_behind(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    before = contents(tmp_path)
    writer = open_writer(tmp_path)
    writer.add(episode("b"), [segment("django")])
    writer.rollback()

    assert contents(tmp_path) == before


def test_a_first_writer_that_rolls_back_leaves_no_index(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "shelf")
    writer.add(episode("a"), [segment("flask")])
    writer.rollback()

    assert list(tmp_path.iterdir()) == []


def test_ending_a_writer_tells_how_many_bytes_the_index_takes(tmp_path: Path) -> None:
    def size() -> int:
        return sum(map(len, contents(tmp_path / "shelf").values()))

    assert open_writer(tmp_path / "shelf").rollback() == 0
    writer = open_writer(tmp_path / "shelf")
    writer.add(episode("a"), [segment("flask")])
    assert writer.commit() == size() > 0
    assert open_writer(tmp_path / "shelf").rollback() == size()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what is mapped")
def test_a_writer_that_has_ended_holds_no_file(tmp_path: Path) -> None:
    gc.disable()  # a leaf is part of a cycle, and the collector would let go of it
    try:
        for talk in ({"a": ["flask"], "b": ["web"]}, {"b": ["wsgi"]}, {"c": ["celery"]}):
            indexed(tmp_path, talk)

            assert str(tmp_path) not in Path("/proc/self/maps").read_text()
    finally:
        gc.enable()


# Locks and locations.


@contextmanager
def another_process(body: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run `body` in another process, with `sys`, `folder`, the public names and the builders."""
    program = (
        "import sys\nfrom index import *\nfrom tests.builders import *\nfolder = sys.argv[1]\n"
    )
    command = [sys.executable, "-c", program + body, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_writer_in_another_process_is_waited_for(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    body = """with open_writer(folder) as writer:
        writer.add(episode("b"), [segment("flask")])
        print("ready", flush=True)
        sys.stdin.read()"""
    with another_process(body, tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(IndexLocked):
            open_writer(tmp_path)
        assert found(tmp_path, "flask") == ["a:0"]
        process.communicate()

    assert process.returncode == 0
    assert found(tmp_path, "flask") == ["a:0", "b:0"]


def test_a_writer_killed_before_its_first_commit_leaves_an_empty_index(tmp_path: Path) -> None:
    body = """writer = open_writer(folder)
writer.add(episode("a"), [segment("flask")])
print("ready", flush=True)
sys.stdin.read()"""
    with another_process(body, tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
        process.wait()

    assert found(tmp_path, "flask") == []


def test_a_writer_killed_at_any_moment_leaves_a_whole_commit(tmp_path: Path) -> None:
    body = """for take in range(1000):
        indexed(Path(folder), {"a": [f"take{take}"] * 9, "b": [f"take{take}"]})
        print(take, flush=True)"""
    for last in (1, 4, 9):
        folder = tmp_path / str(last)
        with another_process(body, folder) as process:
            assert process.stdout is not None
            assert [int(process.stdout.readline()) for _ in range(last)] == list(range(last))
            process.send_signal(signal.SIGKILL)
            process.wait()
            printed = [last - 1, *map(int, process.stdout.read().split())][-1]

        with open_index(folder) as engine:
            takes = {hit.text for hit in engine.search(SearchRequest("take*")).hits}
            assert engine.search(SearchRequest("take*")).total == 10
        assert takes in ({f"take{printed}"}, {f"take{printed + 1}"})
        indexed(folder, {"a": ["django"]})
        assert found(folder, "django") == ["a:0"]


def test_a_writer_that_finds_no_room_frees_the_lock_and_keeps_the_last_commit(
    tmp_path: Path,
) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    body = """from resource import RLIM_INFINITY, RLIMIT_FSIZE, setrlimit
setrlimit(RLIMIT_FSIZE, (4000, RLIM_INFINITY))
try:
    indexed(Path(folder), {"b": [f"word{number}" for number in range(500)]})
except OverheardError as kept:
    setrlimit(RLIMIT_FSIZE, (RLIM_INFINITY, RLIM_INFINITY))
    print(found(Path(folder), "flask OR word*"))
    indexed(Path(folder), {"c": ["flask"]})
    print(found(Path(folder), "flask OR word*"))"""
    with another_process(body, tmp_path) as process:
        printed, _ = process.communicate()

    assert printed.splitlines() == ["['a:0']", "['a:0', 'c:0']"]


# A commit of more talk than a batch holds.


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedded.writing.writer._BATCH", 3)


@pytest.mark.usefixtures("small_batches")
def test_what_does_not_fit_into_memory_is_written_meanwhile_and_seen_at_once(
    tmp_path: Path,
) -> None:
    indexed(tmp_path, {"old": ["flask"], "e1": ["flask"]})
    with open_writer(tmp_path) as writer:
        for number in range(9):
            writer.add(episode(f"e{number}"), [segment("pour some", 0), segment(f"web{number}", 1)])
        assert len(list(tmp_path.glob("*.talk"))) == 10
        writer.remove("e3")
        writer.remove("e4")
        writer.add(episode("e4"), [segment("pour it again")])
        with pytest.raises(ValueError, match="'e5' is already part of this commit"):
            writer.add(episode("e5"), [])
        assert found(tmp_path, "flask OR pour") == ["old:0", "e1:0"]

    assert found(tmp_path, "flask") == ["old:0"]
    assert set(found(tmp_path, "web*")) == {f"e{number}:1" for number in (0, 1, 2, 5, 6, 7, 8)}
    assert found(tmp_path, '"pour it"') == ["e4:0"]
    assert len(list(tmp_path.glob("*.talk"))) < 10


@pytest.mark.usefixtures("small_batches")
def test_a_rollback_takes_away_what_was_written_meanwhile(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    before = contents(tmp_path)
    writer = open_writer(tmp_path)
    for name in "abc":
        writer.add(episode(name), [segment("pour some web")])
    writer.rollback()

    assert contents(tmp_path) == before


@pytest.mark.usefixtures("small_batches")
def test_no_room_for_what_is_written_meanwhile_is_told_as_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    before = contents(tmp_path)
    writer = open_writer(tmp_path)
    writer.add(episode("b"), [segment("pour some web")])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EngineUnavailable, match="No space left on device; make room"):
        writer.add(episode("c"), [segment("pour some web")])
    monkeypatch.undo()

    assert contents(tmp_path) == before
    assert found(indexed(tmp_path, {"d": ["flask"]}), "flask") == ["a:0", "d:0"]


def test_an_index_can_be_opened_and_read_while_another_process_commits(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    body = f"""for take in range({examples(150)}):
        indexed(Path(folder), {{"ab"[take % 2]: ["flask"] * 3}})"""
    seen = set()
    with another_process(body, tmp_path) as process:
        while process.poll() is None:
            with open_index(tmp_path) as engine:
                seen.add(engine.search(SearchRequest("flask")).total)
                assert engine.stats().segments in {1, 3, 6}

    assert process.returncode == 0
    assert seen <= {1, 3, 6}


def contents(place: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["absent", "file", "file/below", "folder", "empty"])
def test_where_there_is_no_index_the_message_says_how_to_make_one(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    before = contents(tmp_path)

    with pytest.raises(IndexMissing, match=r"no index at .*overheard index PATH"):
        open_index(tmp_path / name)

    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["file", "file/below", "folder"])
def test_a_writer_leaves_a_place_of_other_things_untouched(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("mine")
    before = contents(tmp_path)

    with pytest.raises(OverheardError, match="give -i a new or an empty folder"):
        open_writer(tmp_path / name)

    assert contents(tmp_path) == before


NOT_OURS = [
    "notes.txt",
    "main.talk",
    "overheard.commit",
    "overheard_notes.txt",
    "x.talk",
    "a/MAIN_1",
]
"""Names of files that do not belong to an index."""


def put_beside(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Write files with these names into a folder and return their contents."""
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"the owner's {name}")
    return {name: f"the owner's {name}".encode() for name in names}


def test_commits_leave_the_files_that_are_not_of_the_index(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    mine = put_beside(tmp_path, NOT_OURS)

    for talk in ({"b": ["flask"]}, {"a": ["celery"]}, {}):
        indexed(tmp_path, talk)
    open_writer(tmp_path).rollback()

    assert mine.items() <= contents(tmp_path).items()
    assert set(found(tmp_path, "flask OR celery")) == {"a:0", "b:0"}


def test_a_commit_removes_the_files_of_all_commits_but_the_one_before(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    before = contents(tmp_path).keys()
    indexed(tmp_path, {"a": ["celery"]})
    assert before <= contents(tmp_path).keys()
    indexed(tmp_path, {"a": ["redis"]})

    assert before & contents(tmp_path).keys() <= {"MAIN_WRITELOCK"}


def test_a_first_writer_that_rolls_back_leaves_the_files_that_came_meanwhile(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "shelf"
    writer = open_writer(folder)
    writer.add(episode("a"), [segment("flask")])
    mine = put_beside(folder, NOT_OURS)
    writer.rollback()

    assert contents(folder) == mine


@pytest.mark.parametrize("name", ["x.talk", "main_1.talk", "MAIN_1.txt"])
def test_a_file_whose_name_is_half_that_of_an_index_segment_is_no_index(
    tmp_path: Path, name: str
) -> None:
    put_beside(tmp_path, [name])

    with pytest.raises(IndexMissing, match=r"no index at .*overheard index PATH"):
        open_index(tmp_path)


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_what_cannot_be_the_name_of_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    for opening in (open_index, open_writer):
        with pytest.raises(OverheardError):
            opening(tmp_path / name)


@pytest.mark.parametrize("name", ["new", "new/below/it", "empty"])
def test_a_writer_makes_the_index_where_there_is_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    indexed(tmp_path / name, {"a": ["flask"]})

    assert found(tmp_path / name, "flask") == ["a:0"]


def test_a_location_may_be_text_relative_to_where_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(tmp_path / "shelf", {"a": ["flask"]})
    monkeypatch.chdir(tmp_path)

    with open_index("shelf") as engine:
        assert engine.search(SearchRequest("flask")).total == 1


@pytest.mark.parametrize("location", ["opensearch+http://host:9200/name", "http://x.y"])
def test_a_location_no_engine_serves_is_refused(location: str) -> None:
    for opening in (open_index, open_writer):
        with pytest.raises(EngineUnavailable, match=r"no engine serves .*give a folder"):
            opening(location)
    assert not os.path.lexists(location)


# Another analysis.


def test_a_commit_makes_all_words_anew_if_another_analysis_made_them(tmp_path: Path) -> None:
    said = [
        segment(
            "Ann’s flasks in fooBar",
            speaker="Ann",
            start=1.5,
            end=9.0,
            anchors=[(0, 1.5), (6, 4.0)],
            speaker_source="inferred",
            speaker_probability=0.75,
            sponsor=True,
        ),
        segment("", 1),
    ]
    with of_versions(analysis=VERSION - 1):
        indexed(tmp_path, {episode("kept", "Kept", fingerprint="f", reading=4): said})
        indexed(tmp_path, {"changed": ["glasses"], "removed": ["pots"]})
        indexed(tmp_path, {"other": ["mugs"]})
    assert found(tmp_path, "flask") == found(tmp_path, "mug") == []

    with open_writer(tmp_path) as writer:
        writer.add(episode("changed"), [segment("spoons")])
        writer.remove("removed")

    assert found(tmp_path, "flask") == ["kept:0"]
    assert found(tmp_path, "bar") == ["kept:0"]
    assert [found(tmp_path, q) for q in ("mug", "spoon")] == [["other:0"], ["changed:0"]]
    assert found(tmp_path, "glasses") == found(tmp_path, "pots") == []
    with open_index(tmp_path) as engine:
        assert engine.segments("kept") == said
        assert engine.episode("kept") == episode("kept", "Kept", fingerprint="f", reading=4)
        assert engine.versions == (VERSION, 4)


def test_a_rollback_leaves_the_words_of_another_analysis(tmp_path: Path) -> None:
    with of_versions(analysis=VERSION - 1):
        indexed(tmp_path, {"a": ["flasks"]})
    before = contents(tmp_path)
    open_writer(tmp_path).rollback()

    assert contents(tmp_path) == before
