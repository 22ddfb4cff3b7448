"""Commits beside readers that keep files open, which Windows neither removes nor replaces.

These tests run on Windows too. Elsewhere the system is made as strict.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Episode, SearchRequest, open_index, open_writer
from tests.builders import segment


@pytest.fixture(autouse=True)
def open_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The files that nobody may remove or replace, by their real paths."""
    held: set[str] = set()

    def refusing(function: Callable[..., None], path_of: int) -> Callable[..., None]:
        def refused(*arguments: str | bytes | Path, **options: int) -> None:
            name = os.fsdecode(arguments[path_of])
            if "dir_fd" not in options and os.path.realpath(name) in held:
                raise PermissionError(13, "The process cannot access the file", name)
            function(*arguments, **options)

        return refused

    for name, path_of in (("unlink", 0), ("remove", 0), ("rename", 1), ("replace", 1)):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), path_of))
    yield held
    held.clear()


def commit(location: Path, word: str) -> None:
    with open_writer(location) as writer:
        writer.add(Episode("talk", "A talk"), [segment(f"They say {word}.")])
        writer.commit()


def found(location: Path, q: str) -> int:
    with open_index(location) as engine:
        return engine.search(SearchRequest(q=q, relax=False)).total


def files(location: Path) -> set[str]:
    return {os.path.realpath(path) for path in location.iterdir()}


def test_commits_succeed_while_a_reader_has_every_file_open(
    tmp_path: Path, open_files: set[str]
) -> None:
    location = tmp_path / "index"
    commit(location, "flask")
    with open_index(location) as reader:
        open_files |= {path for path in files(location) if not path.endswith("LOCK")}
        for word in ("django", "wsgi"):
            commit(location, word)

            assert found(location, word) == 1
            assert reader.search(SearchRequest(q="flask", relax=False)).total == 1
    assert open_files <= files(location)


def test_what_was_open_is_removed_by_a_later_commit(tmp_path: Path, open_files: set[str]) -> None:
    location = tmp_path / "index"
    commit(location, "flask")
    with open_index(location):
        old = {path for path in files(location) if not path.endswith("LOCK")}
        open_files |= old
        commit(location, "django")
    open_files.clear()
    commit(location, "wsgi")
    commit(location, "tornado")

    assert not old & files(location)
    assert found(location, "tornado") == 1


def test_no_name_of_a_file_is_used_by_two_commits(tmp_path: Path) -> None:
    location = tmp_path / "index"
    seen: set[str] = set()
    for word in ("flask", "django", "wsgi"):
        before = files(location) if location.exists() else set()
        commit(location, word)
        new = {path for path in files(location) - before if not path.endswith("LOCK")}

        assert new
        assert not new & seen
        seen |= new
