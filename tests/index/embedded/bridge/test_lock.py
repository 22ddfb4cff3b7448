import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from index import CorruptIndex, IndexLocked, open_index, open_writer
from index.embedded.bridge.lock import acquire_lock
from index.embedded.reading import folder as store
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, found, indexed, segment

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    lock = acquire_lock(tmp_path)
    with pytest.raises(IndexLocked, match="another process is writing"):
        acquire_lock(tmp_path)

    lock.release()
    acquire_lock(tmp_path).release()


@UNIX
def test_a_second_writer_is_refused_when_the_lock_file_is_gone(tmp_path: Path) -> None:
    with open_writer(tmp_path) as first:
        (tmp_path / store.LOCK).unlink()
        with pytest.raises(IndexLocked):
            open_writer(tmp_path)
        (tmp_path / store.LOCK).touch()
        with pytest.raises(IndexLocked):
            open_writer(tmp_path)
        (tmp_path / store.LOCK).unlink()
        first.rollback()

    assert indexed(tmp_path, {"a": ["flask"]})


@UNIX
def test_a_writer_whose_lock_was_removed_commits_nothing(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    writer = open_writer(tmp_path)
    writer.add(episode("b"), [segment("flask")])
    (tmp_path / store.LOCK).unlink()

    with pytest.raises(IndexLocked, match="run it again, nothing has changed"):
        writer.commit()
    assert found(tmp_path, "flask") == ["a:0"]


@UNIX
def test_a_writer_overwrites_no_commit_that_came_meanwhile(tmp_path: Path) -> None:
    # As on a network folder that has no locks of folders, whose lock file was removed.
    indexed(tmp_path, {"a": ["flask"]})
    first = EmbeddedWriter(tmp_path)
    first.add(episode("b"), [segment("flask")])
    assert first._lock._descriptor is not None
    os.close(first._lock._descriptor)
    first._lock._descriptor = None
    (tmp_path / store.LOCK).unlink()
    indexed(tmp_path, {"c": ["flask"]})

    with pytest.raises(IndexLocked):
        first.commit()
    assert sorted(found(tmp_path, "flask")) == ["a:0", "c:0"]
    with open_index(tmp_path) as engine:
        assert engine.warning is None


def test_a_writer_waits_as_long_as_it_is_told(tmp_path: Path) -> None:
    first = open_writer(tmp_path)
    began = time.monotonic()
    with pytest.raises(IndexLocked):
        open_writer(tmp_path, wait=0.2)
    assert time.monotonic() - began >= 0.2

    ending = threading.Timer(0.2, first.commit)
    ending.start()
    with open_writer(tmp_path, wait=60) as second:
        second.add(episode("a"), [segment("flask")])
    ending.join()

    assert found(tmp_path, "flask") == ["a:0"]


@UNIX
def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = indexed(tmp_path / "index", {"a": ["flask"]})
    (folder / store.LOCK).unlink()
    (folder / store.LOCK).symlink_to(tmp_path / "outside")

    with pytest.raises(CorruptIndex, match="remove that"):
        open_writer(folder)
    assert not (tmp_path / "outside").exists()


@UNIX
def test_a_writer_whose_folder_was_replaced_writes_nothing_there(tmp_path: Path) -> None:
    folder = indexed(tmp_path / "index", {"a": ["flask"]})
    writer = open_writer(folder)
    writer.add(episode("b"), [segment("flask")])
    shutil.copytree(folder, tmp_path / "other")
    folder.rename(tmp_path / "aside")
    (tmp_path / "other").rename(folder)
    before = sorted(folder.iterdir())

    with pytest.raises((IndexLocked, FileNotFoundError)):
        writer.commit()
    assert found(folder, "flask") == ["a:0"]
    assert set(before) <= set(folder.iterdir())
