from pathlib import Path

from index import Episode
from indexer.grouping.identity import assign
from tests.indexer.reading import write


def ids(committed: dict[str, Path], *recordings: list[Path]) -> list[str]:
    """Assign ids beside committed episodes, given as id and file; the stem is the content."""
    episodes = {
        id_: Episode(id_, id_, source=str(path), digest=path.stem)
        for id_, path in committed.items()
    }
    return list(
        assign(recordings, episodes, {}, lambda files: frozenset(file.stem for file in files))
    )


def test_an_id_is_the_file_s_name_without_its_ending(tmp_path: Path) -> None:
    assert ids({}, [tmp_path / "013-flask.txt"], [tmp_path / "07.1.vtt"]) == ["013-flask", "07.1"]


def test_files_of_one_recording_have_one_id(tmp_path: Path) -> None:
    assert ids({}, [tmp_path / "talk.txt", tmp_path / "talk.vtt"]) == ["talk"]
    assert ids({}, [tmp_path / "talk.en.vtt", tmp_path / "talk.txt"]) == ["talk"]
    assert ids({}, [tmp_path / "talk.en.vtt", tmp_path / "chapters.vtt"]) == ["talk.en"]


def test_the_same_name_in_two_folders_takes_the_folder_in_front(tmp_path: Path) -> None:
    one, two = tmp_path / "one" / "talk.vtt", tmp_path / "two" / "talk.vtt"

    assert ids({}, [one], [two], [tmp_path / "other.vtt"]) == ["one/talk", "two/talk", "other"]


def test_as_many_folders_go_in_front_as_it_takes(tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "show" / "talk.vtt", tmp_path / "b" / "show" / "talk.vtt"

    assert ids({}, [one], [two]) == ["show/talk", "b/show/talk"]


def test_an_episode_keeps_its_id(tmp_path: Path) -> None:
    talk = write(tmp_path, {"talk.vtt": "x"}) / "talk.vtt"

    assert ids({"chosen": talk}, [talk]) == ["chosen"]
    assert ids({"chosen": talk}, [tmp_path / "talk.srt", talk]) == ["chosen"]


def test_a_known_file_keeps_its_id_when_its_name_appears_in_another_folder(tmp_path: Path) -> None:
    write(tmp_path, {"one/talk.vtt": "x", "two/talk.vtt": "x"})
    one, two = tmp_path / "one" / "talk.vtt", tmp_path / "two" / "talk.vtt"

    assert ids({"talk": one}, [one], [two]) == ["talk", "two/talk"]
    assert ids({"talk": one}, [two]) == ["two/talk"]


def test_a_file_that_was_moved_takes_its_episode_over(tmp_path: Path) -> None:
    assert ids({"talk": tmp_path / "old" / "talk.vtt"}, [tmp_path / "new" / "talk.vtt"]) == ["talk"]


def test_another_file_of_the_name_leaves_an_episode_whose_file_is_away_alone(
    tmp_path: Path,
) -> None:
    away = tmp_path / "away" / "other.vtt"

    assert ids({"talk": away}, [tmp_path / "here" / "talk.vtt"]) == ["here/talk"]
