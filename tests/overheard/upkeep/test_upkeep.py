import json
from pathlib import Path

import pytest

from index import check, open_writer
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from search_web import create_app
from tests.builders import episode, index_segments, indexed, segment
from tests.samples import command


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """An index of two index segments, with a commit before the newest."""
    folder = indexed(tmp_path / "index", {"a": ["flask"], "b": ["celery"]})
    with EmbeddedWriter(folder) as writer:
        writer.add(episode("c"), [segment("flask")])
        writer.commit(mergetype=NO_MERGE)
    return folder


def damage(location: Path, number: int) -> str:
    """Change a page of an index segment; return its name."""
    path = location / f"{index_segments(location)[number]}.talk"
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)
    return path.name


# overheard check


@pytest.mark.parametrize("options", [(), ("--full",)])
def test_a_healthy_index_is_whole(location: Path, options: tuple[str, ...]) -> None:
    done = command("check", "-i", location, *options)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{location}: nothing is wrong (")
    assert "commit 2, 3 episodes, 3 segments, 3 words" in done.stdout


def test_damage_is_told_with_its_remedy_and_exit_code_1(location: Path) -> None:
    name = damage(location, 1)
    done = command("check", "-i", location)

    assert (done.exit_code, done.stderr) == (1, "")
    first, problem, mend = done.stdout.splitlines()
    assert first.startswith(f"{location}: 1 problem (checksums and structure; ")
    assert problem == f"  {name}: {name} has changed since it was written"
    assert mend.startswith("To mend it: the commit before it is whole: delete _MAIN_2.toc")


def test_what_cannot_be_checked_ends_with_exit_code_2(tmp_path: Path) -> None:
    done = command("check", "-i", tmp_path / "nowhere")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("overheard: no index at ")


def test_a_report_as_json_is_that_of_the_library(location: Path) -> None:
    damage(location, 0)
    done = command("check", "-i", location, "--json")

    told, report = json.loads(done.stdout), check(location).to_dict()
    assert done.exit_code == 1
    assert {**told, "seconds": 0} == {**report, "seconds": 0}


def test_names_of_files_do_nothing_to_a_terminal(location: Path) -> None:
    (location / "MAIN_\x1b[2J.talk").write_bytes(b"")
    done = command("check", "-i", location)

    assert "Note: MAIN_" in done.stdout
    assert "\x1b" not in done.stdout


# overheard copy


def test_a_copy_is_made_and_searched(location: Path, tmp_path: Path) -> None:
    done = command("copy", tmp_path / "copy", "-i", location)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{tmp_path / 'copy'} is commit 2 of {location}, 0.0 MB\n"
    assert command("search", "celery", "-i", tmp_path / "copy").exit_code == 0


def test_a_copy_is_refused_where_something_is(location: Path) -> None:
    done = command("copy", location, "-i", location)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"overheard: {location} holds something; give a new or an empty folder\n"


# overheard inspect


def test_inspect_shows_what_lies_on_disk(location: Path) -> None:
    indexed(location, {"d": ["flask"], "e": ["redis", "redis"]})
    with open_writer(location) as writer:
        writer.remove("a")
    shown = command("inspect", "-i", location).stdout
    (name,) = index_segments(location)

    _, _, layout = shown.partition("\nOn disk, in format 1:\n")
    lines = layout.splitlines()
    assert lines[0] == "commit 4"
    assert lines[1].endswith(f"{name}.talk: 4 episodes, 1 removed, 5 segments")
    parts = [int(line.split()[0].replace(",", "")) for line in lines[2:11]]
    assert sum(parts) == (location / f"{name}.talk").stat().st_size
    assert f"Removed or replaced, and still in {name}.talk: a" in lines


def test_nothing_is_told_of_what_has_left_the_disk(location: Path) -> None:
    assert command("remove", "a", "--now", "-i", location).exit_code == 0
    shown = command("inspect", "-i", location).stdout

    assert "emoved" not in shown
    assert "only of the commit before" not in shown


# A damaged newest commit


def test_commands_warn_while_the_newest_commit_is_damaged(location: Path) -> None:
    (location / "_MAIN_2.toc").write_bytes(b"")
    for arguments in (("search", "flask"), ("inspect",), ("suggest", "fla")):
        done = command(*arguments, "-i", location)
        assert done.exit_code == 0
        assert done.stderr.startswith("overheard: warning: the newest commit of ")
        assert done.stderr.count("\n") == 1


def test_indexing_goes_on_from_the_commit_before_and_says_so(
    location: Path, tmp_path: Path
) -> None:
    (location / "_MAIN_2.toc").write_bytes(b"")
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / "d.txt").write_text("Ann: flask is a fine thing to have on a walk.\n" * 9)
    done = command("index", tmp_path / "show", "-i", location)

    assert done.exit_code == 0
    assert done.stderr.startswith("overheard: warning: the newest commit of ")
    assert check(location).is_whole
    assert command("search", "walk", "-i", location).stderr == ""


def test_a_server_tells_of_a_damaged_newest_commit(location: Path) -> None:
    client = create_app(location).test_client()
    assert client.get("/health").json == {"ok": True}
    (location / "_MAIN_2.toc").write_bytes(b"")
    answer = create_app(location).test_client().get("/health")
    told = json.loads(answer.text)

    assert answer.status_code == 200
    assert told["ok"]
    assert "damaged" in told["warning"]
    assert str(location) not in answer.text


def test_a_run_waits_for_another_writer_as_long_as_it_is_told(
    location: Path, tmp_path: Path
) -> None:
    writer = open_writer(location)
    for options, code in (((), 2), (("--wait", "0.1"), 2)):
        done = command("index", tmp_path, "-i", location, *options)
        assert done.exit_code == code
        assert "another process is writing" in done.stderr
    writer.rollback()
