"""The commands by which an index follows its folder: `index --prune`, `remove` and `watch`."""

import json
import signal
from pathlib import Path

import pytest

from tests.indexer.reading import vtt, write
from tests.samples import command, started


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write(
        tmp_path / "show",
        {
            "1-flask.vtt": vtt("Pour some web."),
            "2-paris.vtt": vtt("Bonjour."),
            "tar.vtt": vtt("Tar."),
        },
    )


@pytest.fixture
def location(show: Path, tmp_path: Path) -> Path:
    assert command("index", show, "-i", tmp_path / "index").exit_code == 0
    return tmp_path / "index"


def listed(location: Path) -> list[str]:
    done = command("inspect", "--episodes", "-i", location)
    return [line.split()[0] for line in done.stdout.splitlines()]


def test_the_summary_tells_of_moved_and_lost_files(show: Path, location: Path) -> None:
    (show / "2-paris.vtt").rename(show / "2-london.vtt")
    (show / "tar.vtt").unlink()

    done = command("index", show, "-i", location)

    assert f"1 episode moved:\n  2-paris is now {show}/2-london.vtt\n" in done.stdout
    assert (
        "1 episode has no file any more; --prune removes those of the paths it is given:\n  tar\n"
        in done.stdout
    )
    assert listed(location) == ["1-flask", "2-paris", "tar"]


def test_prune_removes_and_the_report_has_it(show: Path, location: Path, tmp_path: Path) -> None:
    (show / "tar.vtt").unlink()

    dry = command("index", show, "-i", location, "--prune", "--dry-run")
    done = command("index", show, "-i", location, "--prune", "--report", tmp_path / "report.json")

    assert dry.stdout.startswith("A dry run: nothing is written.")
    assert "1 episode removed:\n  tar\n" in dry.stdout
    assert "1 episode removed:\n  tar\n" in done.stdout
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["removed"], report["without_file"], report["moved"]) == (["tar"], [], [])
    assert listed(location) == ["1-flask", "2-paris"]


def test_episodes_are_removed_by_id_and_by_number(show: Path, location: Path) -> None:
    done = command("remove", "tar", "2", "-i", location)

    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Removed:",
        "  tar  Tar",
        "  2-paris  #2 · Paris",
        "Still there, and added again when `overheard index` is given them:",
        f"  {show}/tar.vtt",
        f"  {show}/2-paris.vtt",
    ]
    assert listed(location) == ["1-flask"]


def test_nothing_is_removed_by_a_dry_run_or_where_a_name_is_unknown(location: Path) -> None:
    assert command("remove", "tar", "--dry-run", "-i", location).stdout.startswith(
        "Would be removed:\n  tar"
    )
    done = command("remove", "tar", "feather", "-i", location)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "overheard: no episode feather; `overheard inspect --episodes` lists them. "
        "Nothing is removed\n"
    )
    assert len(listed(location)) == 3


def test_a_number_of_two_episodes_is_no_name(show: Path, location: Path) -> None:
    write(show, {"other/1-pans.vtt": vtt("Pans.")})
    command("index", show, "-i", location)

    done = command("remove", "1", "-i", location)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "1 is the number of 1-flask, 1-pans; give an id" in done.stderr


def test_removing_makes_no_index(tmp_path: Path) -> None:
    done = command("remove", "tar", "-i", tmp_path / "nowhere")

    assert (done.exit_code, (tmp_path / "nowhere").exists()) == (2, False)


@pytest.mark.parametrize("now", [True, False])
def test_what_is_removed_now_leaves_the_disk(tmp_path: Path, now: bool) -> None:
    said = vtt(*(f"Zanzibar{n} and quokka{n}." for n in range(20)))
    others = {f"{n}.vtt": vtt(*(f"Talk {n} of {m}." for m in range(40))) for n in range(3)}
    show = write(tmp_path / "show", {"secret.vtt": said, **others})
    command("index", show, "-i", tmp_path / "index")

    command("remove", "secret", "-i", tmp_path / "index", *(["--now"] if now else []))

    kept = b"".join(file.read_bytes() for file in (tmp_path / "index").iterdir())
    assert (b"zanzibar7" in kept) is not now
    assert command("search", "zanzibar7", "-i", tmp_path / "index").exit_code == 1


def test_a_watched_folder_is_indexed_when_it_changes(show: Path, tmp_path: Path) -> None:
    location = tmp_path / "watched"
    with started("watch", show, "-i", location, "--prune") as watch:
        assert watch.stdout is not None
        first = [watch.stdout.readline() for _ in range(2)]
        write(show, {"pans.vtt": vtt("Cooks love pans.")})
        (show / "tar.vtt").unlink()
        second = [watch.stdout.readline() for _ in range(4)]
        watch.send_signal(signal.SIGINT)
        assert watch.wait(20) == 130

    assert "3 files: 3 episodes indexed" in first[0]
    assert "3 files: 1 episode indexed, 2 unchanged" in second[0]
    assert "tar" in second[3]
    assert listed(location) == ["1-flask", "2-paris", "pans"]


def test_watching_a_path_that_does_not_exist_fails_at_once(tmp_path: Path) -> None:
    done = command("watch", tmp_path / "gone")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "no such file or folder" in done.stderr
