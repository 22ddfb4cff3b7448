from pathlib import Path

import pytest

from index import TranscriptError
from indexer.grouping.walk import walk
from tests.indexer.reading import write


def walked(*paths: Path) -> list[list[str]]:
    """Return the names of the files of each recording."""
    return [[file.name for file in files] for files in walk(paths).recordings]


def files(folder: Path, *names: str) -> Path:
    return write(folder, dict.fromkeys(names, "x"))


def test_a_folder_gives_its_transcripts_in_the_order_of_their_names(tmp_path: Path) -> None:
    files(tmp_path, "b.vtt", "a.srt", "10.txt", "9.JSON", "sub/0.vtt")

    assert walked(tmp_path) == [["10.txt"], ["9.JSON"], ["a.srt"], ["b.vtt"], ["0.vtt"]]


def test_files_of_one_name_in_one_folder_are_one_recording(tmp_path: Path) -> None:
    files(tmp_path, "talk.txt", "talk.vtt", "talk.1.vtt", "talk-2.vtt", "sub/talk.srt")

    assert walked(tmp_path) == [
        ["talk-2.vtt"],
        ["talk.1.vtt"],
        ["talk.txt", "talk.vtt"],
        ["talk.srt"],
    ]


def test_hidden_files_and_folders_do_not_count(tmp_path: Path) -> None:
    files(tmp_path, ".talk.vtt", ".git/talk.vtt", "sub/.cache/talk.vtt", "talk.vtt")

    assert walked(tmp_path) == [["talk.vtt"]]
    assert walk([tmp_path]).ignored == ()


def test_a_hidden_folder_given_by_name_counts(tmp_path: Path) -> None:
    assert walked(files(tmp_path / ".show", "talk.vtt")) == [["talk.vtt"]]


@pytest.mark.parametrize("name", ["talk.transcript", "talk", "README.md", "talk.vtt.bak"])
def test_a_file_given_by_name_is_taken_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    files(tmp_path, name)

    assert walked(tmp_path / name) == [[name]]


def test_files_that_cannot_be_transcripts_are_reported(tmp_path: Path) -> None:
    files(tmp_path, "talk.vtt", "talk.mp3", "LICENSE", "sub/cover.png")

    found = walk([tmp_path])

    assert [str(note) for note in found.ignored] == [
        f"{tmp_path / 'LICENSE'}: no transcript goes by LICENSE",
        f"{tmp_path / 'talk.mp3'}: no transcript goes by .mp3",
        f"{tmp_path / 'sub' / 'cover.png'}: no transcript goes by .png",
    ]


def test_the_sidecar_is_no_transcript(tmp_path: Path) -> None:
    files(tmp_path, "episodes.json", "talk.vtt")

    assert walked(tmp_path) == [["talk.vtt"]]
    assert walk([tmp_path]).ignored == ()


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    files(tmp_path, "talk.vtt")

    with pytest.raises(TranscriptError, match="no such file or folder"):
        walk([tmp_path, tmp_path / "gone"])


def test_a_file_reached_by_two_paths_is_one_file(tmp_path: Path) -> None:
    files(tmp_path / "show", "talk.vtt")
    show = tmp_path / "show"

    assert walked(show, show / "talk.vtt", show) == [["talk.vtt"]]
    assert walked(show, tmp_path / "show" / ".." / "show" / "talk.vtt") == [["talk.vtt"]]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert walk([tmp_path]).recordings == ()
