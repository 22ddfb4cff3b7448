"""The index follows the folder: files that are moved, renamed, emptied and deleted."""

import random
from pathlib import Path

import pytest

import index
import indexer
from index import Episode, TranscriptError
from tests.effort import examples
from tests.indexer.reading import vtt, write

FLASK = vtt("<v Ann>Pour some web", "<v Ann>into your flask.")
PARIS = vtt("<v Bob>Bonjour from Paris.", "<v Bob>WSGI, hello.")
KETTLES = vtt("<v Cem>Kettles sing.", "<v Cem>Some of them.")


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write(
        tmp_path / "show", {"flask.vtt": FLASK, "paris.vtt": PARIS, "kettles.vtt": KETTLES}
    )


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "index"


def episodes(location: Path) -> dict[str, Episode]:
    with index.open_index(location) as engine:
        return {episode.id: episode for episode in engine.episodes()}


def said(location: Path, id_: str) -> str:
    with index.open_index(location) as engine:
        return " ".join(segment.text for segment in engine.segments(id_))


def files(location: Path) -> dict[str, str]:
    """Return the name of the file of each episode."""
    return {id_: Path(episode.source).name for id_, episode in episodes(location).items()}


def test_an_episode_stays_when_its_file_is_gone_and_every_run_says_so(
    show: Path, location: Path
) -> None:
    indexer.build([show], location)
    (show / "paris.vtt").unlink()

    for _ in range(2):
        report = indexer.build([show], location)

        assert (report.without_file, report.removed) == (("paris",), ())
    assert "paris" in episodes(location)


def test_pruning_removes_the_episodes_whose_files_are_gone(show: Path, location: Path) -> None:
    indexer.build([show], location)
    (show / "paris.vtt").unlink()
    write(show, {"kettles.vtt": " \n"})

    report = indexer.build([show], location, prune=True)

    assert (report.removed, report.without_file) == (("kettles", "paris"), ())
    assert list(episodes(location)) == ["flask"]
    assert indexer.build([show], location, prune=True).removed == ()


def test_pruning_spares_the_episodes_of_other_folders(
    show: Path, tmp_path: Path, location: Path
) -> None:
    other = write(
        tmp_path / "other", {"tar.vtt": vtt("Tar and feathers."), "pans.vtt": vtt("Pans.")}
    )
    indexer.build([show, other], location)
    (show / "paris.vtt").unlink()
    (other / "tar.vtt").unlink()

    report = indexer.build([show], location, prune=True)

    assert (report.removed, report.without_file) == (("paris",), ("tar",))


def test_a_broken_file_is_no_reason_to_prune_its_episode(show: Path, location: Path) -> None:
    indexer.build([show], location)
    write(show, {"paris.vtt": "WEBVTT\n\n00:00"})

    report = indexer.build([show], location, prune=True)

    assert report.removed == ()
    assert [note.path.name for note in report.skipped] == ["paris.vtt"]
    assert said(location, "paris").startswith("Bonjour")


def test_a_folder_that_lost_all_its_files_is_not_pruned(show: Path, location: Path) -> None:
    indexer.build([show], location)
    for file in show.iterdir():
        file.unlink()

    with pytest.raises(TranscriptError, match="nothing is pruned; mount it"):
        indexer.build([show], location, prune=True)

    assert len(episodes(location)) == 3


@pytest.mark.parametrize("now", ["london.vtt", "2024/paris.vtt", "2024/12 london.en.vtt"])
def test_a_file_that_was_renamed_or_moved_keeps_its_episode(
    show: Path, location: Path, now: str
) -> None:
    indexer.build([show], location)
    (show / now).parent.mkdir(exist_ok=True)
    (show / "paris.vtt").rename(show / now)

    report = indexer.build([show], location)

    assert [(moved.episode, moved.before.name) for moved in report.moved] == [
        ("paris", "paris.vtt")
    ]
    assert report.moved[0].now == (show / now).resolve()
    assert (report.episodes, report.without_file, report.removed) == (1, (), ())
    assert files(location) == {
        "flask": "flask.vtt",
        "kettles": "kettles.vtt",
        "paris": Path(now).name,
    }
    assert indexer.build([show], location).unchanged == 3


def test_another_ending_at_the_place_of_a_file_keeps_its_episode(
    show: Path, location: Path
) -> None:
    indexer.build([show], location)
    (show / "paris.vtt").unlink()
    write(show, {"paris.srt": "1\n00:00:01,000 --> 00:00:02,000\nGood evening from Paris.\n"})

    report = indexer.build([show], location)

    assert (report.without_file, set(episodes(location))) == ((), {"flask", "kettles", "paris"})
    assert said(location, "paris").startswith("Good evening")


def test_files_that_change_places_are_edited_and_not_moved(show: Path, location: Path) -> None:
    indexer.build([show], location)
    write(show, {"flask.vtt": PARIS, "paris.vtt": FLASK})

    report = indexer.build([show], location)

    assert (report.moved, report.episodes) == ((), 2)
    assert said(location, "flask").startswith("Bonjour")


def test_a_copy_is_another_episode(show: Path, location: Path) -> None:
    indexer.build([show], location)
    write(show, {"paris-again.vtt": PARIS})

    report = indexer.build([show], location)

    assert (report.moved, len(episodes(location))) == ((), 4)


def test_of_two_files_with_one_content_each_is_followed_once(
    tmp_path: Path, location: Path
) -> None:
    show = write(tmp_path / "show", {"a.vtt": PARIS, "b.vtt": PARIS, "c.vtt": FLASK})
    indexer.build([show], location)
    (show / "new").mkdir()
    for name in ("a.vtt", "b.vtt"):
        (show / name).rename(show / "new" / name)

    indexer.build([show], location)

    assert files(location) == {"a": "a.vtt", "b": "b.vtt", "c": "c.vtt"}


def test_a_dry_run_tells_all_and_changes_nothing(show: Path, location: Path) -> None:
    indexer.build([show], location)
    (show / "paris.vtt").rename(show / "london.vtt")
    (show / "flask.vtt").unlink()
    write(show, {"pans.vtt": vtt("Pans.")})

    with index.open_index(location) as engine:
        told = indexer.build([show], location, prune=True, dry_run=True)
        assert engine.is_current()
    done = indexer.build([show], location, prune=True)

    assert told.dry_run
    assert (told.moved, told.removed, told.episodes, told.words) == (
        *(done.moved, done.removed, done.episodes, done.words),
    )


def test_a_dry_run_without_an_index_makes_none(show: Path, location: Path) -> None:
    assert indexer.build([show], location, dry_run=True).episodes == 3
    assert not location.exists()


def test_a_rebuild_is_what_a_new_index_would_be(show: Path, tmp_path: Path, location: Path) -> None:
    other = write(tmp_path / "other", {"tar.vtt": vtt("Tar.")})
    indexer.build([show, other], location)
    (show / "paris.vtt").rename(show / "london.vtt")
    indexer.build([show], location)

    report = indexer.build([show], location, rebuild=True)
    indexer.build([show], tmp_path / "new")

    assert (report.episodes, report.unchanged, report.removed) == (3, 0, ("paris", "tar"))
    assert episodes(location) == episodes(tmp_path / "new")


@pytest.mark.parametrize("seed", range(2))
def test_after_pruning_the_index_is_a_rebuild_but_for_the_ids_of_renamed_episodes(
    tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    show = write(tmp_path / "show", {f"{n}.vtt": vtt(f"Talk {n}.") for n in range(6)})
    indexer.build([show], tmp_path / "index")
    names = [f"{n}.vtt" for n in range(6)]
    for number in range(6, 6 + examples(100)):
        for _ in range(draw.randint(1, 3)):
            at = draw.randrange(len(names))
            match draw.choice(["rename", "edit", "delete", "add"]):
                case "rename":
                    new = f"{draw.choice('xyz')}/{number}-{at}.vtt"
                    (show / new).parent.mkdir(exist_ok=True)
                    (show / names[at]).rename(show / new)
                    names[at] = new
                case "edit":
                    write(show, {names[at]: vtt(f"Talk {number}, edited {draw.random()}.")})
                case "delete" if len(names) > 3:
                    (show / names.pop(at)).unlink()
                case _:
                    names.append(f"{number}-{len(names)}-{draw.random()}.vtt")
                    write(show, {names[-1]: vtt(f"Talk {number}: {draw.random()}.")})
        indexer.build([show], tmp_path / "index", prune=True)

    indexer.build([show], tmp_path / "new")

    def told(location: Path) -> dict[str, tuple[str, str]]:
        return {
            Path(episode.source).relative_to(show.resolve()).as_posix(): (
                episode.title,
                said(location, id_),
            )
            for id_, episode in episodes(location).items()
        }

    assert told(tmp_path / "index") == told(tmp_path / "new")
    assert set(told(tmp_path / "new")) == set(names)
