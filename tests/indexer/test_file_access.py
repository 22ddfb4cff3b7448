"""Which files a run opens: regular ones, within the folders that were given."""

import os
import socket
import sys
from pathlib import Path

import pytest

import indexer
from index import SearchRequest, TranscriptError, open_index
from indexer import file_access
from indexer.grouping.walk import walk
from tests.indexer.reading import vtt, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="made of what POSIX has")

SECRET = vtt("The word is xyzzy.")


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A folder of one talk, beside one that was not given."""
    write(tmp_path / "outside", {"secret.vtt": SECRET})
    return write(tmp_path / "show", {"talk.vtt": vtt("We talk about wsgi.")})


def skipped(report: indexer.Report) -> dict[str, str]:
    return {note.path.name: note.reason for note in report.skipped}


def found(location: Path, q: str) -> list[str]:
    with open_index(location) as engine:
        return [hit.episode.id for hit in engine.search(SearchRequest(q=q, relax=False)).hits]


# Files of other kinds


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def silent(path: Path) -> None:
    path.symlink_to("/dev/tty")


def in_a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def nowhere(path: Path) -> None:
    path.symlink_to("not-there.vtt")


KINDS = [pipe, listening, endless, silent, in_a_circle, nowhere]


@pytest.mark.parametrize(
    "name", ["a.vtt", "talk.chapters.vtt", "talk.srt", "episodes.json", "speakers.yaml", "feed.xml"]
)
@pytest.mark.parametrize("make", KINDS)
def test_a_file_of_another_kind_is_reported_and_never_waited_for(
    show: Path, tmp_path: Path, make: object, name: str
) -> None:
    assert callable(make)
    make(show / name)

    report = indexer.build([show], tmp_path / "index", follow_links=True)

    assert list(skipped(report)) == [name]
    assert found(tmp_path / "index", "wsgi") == ["talk"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (pipe, "a pipe and no regular file, so not opened"),
        (listening, "a socket and no regular file, so not opened"),
        (endless, "a device and no regular file, so not opened"),
        (Path.mkdir, "a folder and no regular file, so not opened"),
        (in_a_circle, "cannot be read: Too many levels of symbolic links"),
        (nowhere, "cannot be read: No such file or directory"),
    ],
)
def test_the_reason_names_the_kind(tmp_path: Path, make: object, reason: str) -> None:
    assert callable(make)
    make(tmp_path / "talk.vtt")

    with file_access.bounded([tmp_path], follow_links=True):
        assert file_access.why_not(tmp_path / "talk.vtt") == reason
        with pytest.raises(TranscriptError) as raised:
            file_access.read(tmp_path / "talk.vtt")
    assert raised.value.reason == reason


@pytest.mark.parametrize("put", [pipe, nowhere], ids=["a pipe", "a link"])
def test_what_takes_the_place_of_a_file_meanwhile_is_not_opened(
    show: Path, monkeypatch: pytest.MonkeyPatch, put: object
) -> None:
    assert callable(put)
    (show / "talk.vtt").unlink()
    put(show / "talk.vtt")
    monkeypatch.setattr(file_access, "why_not", lambda path: None)
    monkeypatch.setattr(Path, "is_symlink", lambda path: False)

    with pytest.raises(TranscriptError, match=r"no regular file|cannot be read"):
        file_access.read(show / "talk.vtt")


# Links


@pytest.mark.parametrize(
    "name", ["a.vtt", "talk.srt", "chapters.vtt", "episodes.json", "speakers.yaml", "show.rss"]
)
def test_a_link_out_of_the_folders_given_is_reported_and_not_read(
    show: Path, tmp_path: Path, name: str
) -> None:
    (show / name).symlink_to(tmp_path / "outside" / "secret.vtt")

    report = indexer.build([show], tmp_path / "index")

    assert skipped(report) == {name: file_access.LINK_OUT}
    assert found(tmp_path / "index", "xyzzy") == []


def test_with_follow_links_a_link_is_read_wherever_it_leads(show: Path, tmp_path: Path) -> None:
    (show / "a.vtt").symlink_to(tmp_path / "outside" / "secret.vtt")
    (show / "more").symlink_to(tmp_path / "further")
    write(tmp_path / "further", {"b.vtt": vtt("And plugh.")})

    indexer.build([show], tmp_path / "index", follow_links=True)

    assert len(found(tmp_path / "index", "xyzzy")) == 1
    assert found(tmp_path / "index", "plugh") == ["b"]


def test_a_link_within_the_folders_given_is_followed(show: Path, tmp_path: Path) -> None:
    (show / "season").mkdir()
    (show / "season" / "a.vtt").symlink_to("../talk.vtt")
    (show / "b.vtt").symlink_to(tmp_path / "outside" / "secret.vtt")

    assert walk([show]).ignored != ()
    assert walk([show, tmp_path / "outside"]).ignored == ()


def test_a_link_that_is_given_by_name_is_followed(show: Path, tmp_path: Path) -> None:
    for name, target in (("file.vtt", "outside/secret.vtt"), ("folder", "outside")):
        (tmp_path / name).symlink_to(tmp_path / target)
        [files] = walk([tmp_path / name]).recordings

        assert [file.read_text() for file in files] == [SECRET]


def test_a_link_to_a_folder_outside_is_reported_and_one_inside_is_walked_once(
    show: Path, tmp_path: Path
) -> None:
    (show / "out").symlink_to(tmp_path / "outside")
    (show / "up").symlink_to(".")

    for follow_links, names in ((False, [["talk.vtt"]]), (True, [["talk.vtt"], ["secret.vtt"]])):
        walked = walk([show], follow_links=follow_links)
        assert [[file.name for file in files] for files in walked.recordings] == names
        assert [note.path.name for note in walked.ignored] == ["out"] * (not follow_links)


def test_a_speakers_file_above_the_folder_given_is_not_read_and_told(tmp_path: Path) -> None:
    show = write(
        tmp_path / "show",
        {
            "speakers.yaml": "people: {Pavel Imre: [Pavel]}",
            "ep12/transcript.vtt": vtt("<v Pavel>We talk about wsgi."),
        },
    )

    inside = indexer.build([show], tmp_path / "one")
    outside = indexer.build([show / "ep12"], tmp_path / "two")

    assert [taken.speakers for taken in inside.read] == [("Pavel Imre",)]
    assert [taken.speakers for taken in outside.read] == [("Pavel",)]
    assert [note.path for note in outside.doubts] == [show / "speakers.yaml"]


def test_a_file_of_an_earlier_run_that_is_a_link_out_now_is_not_read(
    show: Path, tmp_path: Path
) -> None:
    words = " ".join(f"word{number}" for number in range(300))
    old = write(tmp_path / "old", {"7-talk.vtt": vtt(words)})
    indexer.build([old], tmp_path / "index")
    (old / "7-talk.vtt").unlink()
    write(tmp_path / "outside", {"7.vtt": vtt(f"{words} xyzzy")})
    (old / "7-talk.vtt").symlink_to(tmp_path / "outside" / "7.vtt")

    indexer.build([write(tmp_path / "new", {"7-again.vtt": vtt(words)})], tmp_path / "index")

    assert found(tmp_path / "index", "xyzzy") == []


def test_the_bounds_end_with_their_block(tmp_path: Path) -> None:
    with file_access.bounded([tmp_path]):
        assert file_access.bounds().given == {os.path.realpath(tmp_path)}
    assert file_access.bounds() == file_access.Bounds()


# Sizes


def test_a_file_that_is_too_large_is_reported_and_the_others_go_on(
    show: Path, tmp_path: Path
) -> None:
    with (show / "a.vtt").open("wb") as file:
        file.truncate(6_000_000_000)  # without a block on disk

    report = indexer.build([show], tmp_path / "index")

    assert skipped(report) == {"a.vtt": "larger than 64,000,000 bytes, so not read"}
    assert found(tmp_path / "index", "wsgi") == ["talk"]


def test_a_line_that_is_too_long_is_reported_with_its_number(show: Path, tmp_path: Path) -> None:
    (show / "a.txt").write_bytes(b"Hello.\n\n" + b"word " * 3_300_000)

    report = indexer.build([show], tmp_path / "index")

    [note] = report.skipped
    assert (note.path.name, note.line) == ("a.txt", 3)
    assert note.reason == "its line has more than 16,000,000 bytes"


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
@pytest.mark.parametrize("longest", [9, 10, 11])
def test_a_line_may_be_as_long_as_allowed(
    monkeypatch: pytest.MonkeyPatch, end: bytes, longest: int
) -> None:
    monkeypatch.setattr(file_access, "_LONGEST", 10)
    data = end.join([b"x" * 3, b"y" * longest, b"z" * 10])

    if longest > 10:
        with pytest.raises(TranscriptError):
            file_access.check_lines(Path("talk.txt"), data)
    else:
        file_access.check_lines(Path("talk.txt"), data)


def test_the_files_of_one_recording_are_read_as_far_as_they_fit(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_access, "LARGEST", 100)
    write(show, {"talk.srt": "1\n00:00:01,000 --> 00:00:02,000\nHello.\n", "talk.txt": "x" * 90})
    write(show, {"talk.vtt": vtt("We talk about it, and we talk about it.")})

    report = indexer.build([show], tmp_path / "index")

    assert list(skipped(report)) == ["talk.txt", "talk.vtt"]
    assert all("of its recording" in reason for reason in skipped(report).values())
    assert [taken.path.name for taken in report.read] == ["talk.srt"]
