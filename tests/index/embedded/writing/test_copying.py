import errno
import os
import shutil
from pathlib import Path

import pytest

import index
from index import CorruptIndex, EngineUnavailable, IndexMissing, check, open_index, open_writer
from index.embedded.format.sections import SectionFile
from index.embedded.reading import folder as store
from index.embedded.storage import files
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, found, index_segments, indexed, segment


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """An index of two index segments, with a commit before the newest."""
    folder = indexed(tmp_path / "index", {"a": ["flask"], "b": ["celery"]})
    with EmbeddedWriter(folder) as writer:
        writer.add(episode("c"), [segment("flask")])
        writer.commit(mergetype=NO_MERGE)
    return folder


def test_a_copy_is_the_newest_commit_and_nothing_else(location: Path, tmp_path: Path) -> None:
    copied = index.copy(location, tmp_path / "far" / "copy")

    assert copied.generation == 2
    assert copied.warning is None
    assert copied.bytes == store.size(tmp_path / "far" / "copy")
    assert sorted(found(tmp_path / "far" / "copy", "flask")) == ["a:0", "c:0"]
    assert check(tmp_path / "far" / "copy", full=True).problems == ()
    names = {path.name for path in (tmp_path / "far" / "copy").iterdir()}
    talk = {f"{name}.talk" for name in index_segments(location)}
    assert names == {"_MAIN_2.toc", "overheard_2.commit", *talk}


def test_a_copy_can_be_written_to(location: Path, tmp_path: Path) -> None:
    index.copy(location, tmp_path / "copy")
    indexed(tmp_path / "copy", {"d": ["flask"]})

    assert sorted(found(tmp_path / "copy", "flask")) == ["a:0", "c:0", "d:0"]
    assert sorted(found(location, "flask")) == ["a:0", "c:0"]


def test_an_empty_folder_is_a_place_for_a_copy(location: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    index.copy(location, tmp_path / "copy")

    assert found(tmp_path / "copy", "celery") == ["b:0"]


def test_a_folder_that_holds_something_is_none(location: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "theirs").write_bytes(b"")
    with pytest.raises(IndexMissing, match="holds something"):
        index.copy(location, tmp_path / "copy")
    with pytest.raises(IndexMissing, match="give another"):
        index.copy(location, tmp_path / "copy" / "theirs")
    with pytest.raises(IndexMissing, match="holds something"):
        index.copy(location, location)

    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["theirs"]


def test_without_an_index_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="no index at"):
        index.copy(tmp_path / "nowhere", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_writers_commit_while_an_index_is_copied(location: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def commit_twice(done: int, total: int) -> None:
        if not seen:
            for _ in range(3):
                with open_writer(location) as writer:
                    writer.remove("a")
                    writer.add(episode("d"), [segment("redis")])
        seen.append((done, total))

    index.copy(location, tmp_path / "copy", commit_twice)

    assert seen[-1][0] == seen[-1][1]
    assert sorted(found(tmp_path / "copy", "flask")) == ["a:0", "c:0"]
    assert check(tmp_path / "copy").is_whole


def test_a_damaged_index_is_not_copied(location: Path, tmp_path: Path) -> None:
    path = location / f"{index_segments(location)[0]}.talk"
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)

    with pytest.raises(CorruptIndex):
        index.copy(location, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_the_commit_before_a_damaged_one_is_copied_with_a_warning(
    location: Path, tmp_path: Path
) -> None:
    (location / "_MAIN_2.toc").write_bytes(b"")

    copied = index.copy(location, tmp_path / "copy")

    assert copied.generation == 1
    assert copied.warning is not None
    with open_index(tmp_path / "copy") as engine:
        assert engine.warning is None
        assert [one.id for one in engine.episodes()] == ["a", "b"]


@pytest.mark.parametrize("call", ["create", "sync", "sync_folder", "rename"])
def test_a_copy_that_cannot_be_written_leaves_nothing(
    location: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "copy").mkdir()
    monkeypatch.setattr(files, call, full)
    with pytest.raises(EngineUnavailable, match="No space left"):
        index.copy(location, tmp_path / "copy")

    assert list((tmp_path / "copy").iterdir()) == []


def test_what_the_disk_has_changed_in_a_copy_is_found(
    location: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = SectionFile.pieces

    def worn(file: SectionFile):  # type: ignore[no-untyped-def]  # noqa: ANN202  # as `pieces`
        for piece in pieces(file):
            piece[40] ^= 1
            yield piece

    monkeypatch.setattr(SectionFile, "pieces", worn)
    with pytest.raises(CorruptIndex, match="has changed"):
        index.copy(location, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def copied_file_by_file(location: Path, to: Path, commit_at: int) -> None:
    """Copy as `cp -r` does: list the folder, then copy one file after the other.

    Before the file of number `commit_at` a writer commits.
    """
    to.mkdir()
    for number, path in enumerate(sorted(location.iterdir())):
        if number == commit_at:
            with open_writer(location) as writer:
                writer.add(episode("c"), [segment("flask again")])
                writer.add(episode("d"), [segment("flask")])
        if path.exists():
            shutil.copy(path, to / path.name)


@pytest.mark.parametrize("commit_at", range(8))
def test_a_hot_copy_by_cp_is_readable(location: Path, tmp_path: Path, commit_at: int) -> None:
    copied_file_by_file(location, tmp_path / "copy", commit_at)

    with open_index(tmp_path / "copy") as engine:
        ids = [one.id for one in engine.episodes()]
        assert ids in (["a", "b", "c"], ["a", "b", "c", "d"])
        assert engine.search("flask").count == (2 if len(ids) == 3 else 3)
