import errno
import os
from pathlib import Path

import pytest

from index.embedded.storage import files
from index.embedded.storage.damage import Damaged, parse_json


def test_what_was_created_and_synced_is_read_back(tmp_path: Path) -> None:
    with files.create(tmp_path / "a") as file:
        file.write(b"content")
        files.sync(file)
    files.sync_folder(tmp_path)

    assert files.read(tmp_path / "a", 7) == b"content"


def test_a_file_of_that_name_is_left_alone_by_those_who_have_it_open(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"of a dead writer")
    with (tmp_path / "a").open("rb") as before, files.create(tmp_path / "a") as file:
        file.write(b"new")
        assert before.read() == b"of a dead writer"

    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_file_is_never_created_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"theirs")
    (tmp_path / "a").symlink_to(tmp_path / "outside")
    with files.create(tmp_path / "a") as file:
        file.write(b"ours")

    assert (tmp_path / "outside").read_bytes() == b"theirs"
    assert not (tmp_path / "a").is_symlink()


def link(path: Path) -> None:
    path.with_name("target").write_bytes(b"x")
    path.symlink_to("target")


def dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFOs, and links need a privilege")
@pytest.mark.parametrize("make", [link, dangling_link, fifo, folder])
def test_only_regular_files_are_opened_and_nothing_is_waited_for(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  # one of these
    make(tmp_path / "a")

    with pytest.raises(Damaged, match="a is no regular file"):
        files.open_regular(tmp_path / "a")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345678")

    with pytest.raises(Damaged, match="larger"):
        files.read(tmp_path / "a", 7)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.read(tmp_path / "a", 7)


def test_each_folder_that_is_made_is_synced_in_the_one_it_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)

    assert files.make_folders(tmp_path / "a" / "b" / "c")
    assert not files.make_folders(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]


def test_what_is_no_folder_is_no_place_for_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")

    with pytest.raises(OSError, match=r"exists|directory"):
        files.make_folders(tmp_path / "a")
    with pytest.raises(OSError, match=r"exists|directory"):
        files.make_folders(tmp_path / "a" / "b")


def failing_with(code: int):  # type: ignore[no-untyped-def]  # noqa: ANN201  # in the place of fsync
    def fsync(_: int) -> None:
        raise OSError(code, os.strerror(code))

    return fsync


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folder")
def test_an_error_of_a_sync_is_raised_unless_there_is_no_such_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_sync", failing_with(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        files.sync_folder(tmp_path)

    monkeypatch.setattr(files, "_sync", failing_with(errno.EINVAL))
    files.sync_folder(tmp_path)


def test_json_that_is_nested_deep_is_damage() -> None:
    assert parse_json('{"a": [1]}', "a file") == {"a": [1]}
    with pytest.raises(Damaged, match="a file is nested too deep"):
        parse_json("[" * 100_000, "a file")
