import os
import sys
from pathlib import Path

import pytest

import index
import indexer
from index import IndexMissing, SearchRequest, TranscriptError
from index.analysis import VERSION
from indexer import Progress, recording
from indexer.recording import Recording
from tests.indexer.reading import vtt, write
from tests.other_versions import of_versions


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write(
        tmp_path / "show",
        {
            "1-flask.vtt": vtt("<v Ann>Pour some web", "<v Ann>into your flask.", "<v Bob>WSGI!"),
            "2-paris.txt": "0:01 Bonjour.\n\n0:09 WSGI, hello.\n",
        },
    )


def heard(location: Path, q: str) -> dict[str, float | None]:
    """Return the time of the best hit in each episode."""
    with index.open_index(location) as engine:
        hits = engine.search(SearchRequest(q)).hits
    return {hit.episode.id: hit.time for hit in reversed(hits)}


def test_what_was_said_is_found_at_its_second(show: Path, location: Path) -> None:
    indexer.build([show], location)

    assert heard(location, "wsgi") == {"1-flask": 2.5, "2-paris": 9.0}
    assert heard(location, '"pour some web into your flask"') == {"1-flask": 0.5}
    assert list(heard(location, "wsgi speaker:bob")) == ["1-flask"]


def test_the_report_counts_what_was_done(show: Path, location: Path) -> None:
    write(show, {"cover.png": "x", "empty.vtt": ""})

    report = indexer.build([show], location)

    assert (report.files, report.episodes, report.segments, report.words) == (4, 2, 4, 10)
    assert (report.unchanged, len(report.skipped), report.doubts) == (0, 2, ())
    assert report.seconds >= 0
    with index.open_index(location) as engine:
        stats = engine.stats()
    assert (stats.episodes, stats.segments, stats.words) == (2, 4, 10)
    assert report.bytes == stats.bytes > 0


def test_a_second_run_changes_nothing(show: Path, location: Path) -> None:
    indexer.build([show], location)
    with index.open_index(location) as engine:
        report = indexer.build([show], location)
        assert engine.is_current()

    assert (report.episodes, report.segments, report.unchanged) == (0, 0, 2)


def test_a_changed_file_replaces_its_episode_alone(show: Path, location: Path) -> None:
    indexer.build([show], location)
    write(show, {"1-flask.vtt": vtt("Django!")})

    report = indexer.build([show], location)

    assert (report.episodes, report.unchanged) == (1, 1)
    assert heard(location, "django") == {"1-flask": 0.5}
    assert list(heard(location, "wsgi")) == ["2-paris"]


def test_a_changed_sidecar_renews_its_episode(show: Path, location: Path) -> None:
    indexer.build([show], location)
    write(show, {"episodes.json": '{"episodes": {"1-flask": {"title": "Microframeworks"}}}'})

    report = indexer.build([show], location)

    assert (report.episodes, report.unchanged) == (1, 1)
    with index.open_index(location) as engine:
        assert [episode.title for episode in engine.episodes()] == ["Microframeworks", "Paris"]


def test_an_index_of_an_older_analysis_is_renewed_without_reading_its_files(
    show: Path, location: Path
) -> None:
    write(show, {"3-pans.vtt": vtt("Cooks love pans.")})
    with of_versions(analysis=VERSION - 1):
        indexer.build([show], location)
    assert heard(location, "cook") == {}

    report = indexer.build([show], location)

    assert (report.episodes, report.unchanged, report.analysed_again) == (0, 3, 3)
    assert heard(location, "cook") == {"3-pans": 0.5}
    assert indexer.build([show], location).analysed_again == 0


def test_a_deleted_file_stays_in_the_index(show: Path, location: Path) -> None:
    indexer.build([show], location)
    (show / "1-flask.vtt").unlink()

    indexer.build([show], location)

    assert set(heard(location, "wsgi")) == {"1-flask", "2-paris"}


def test_a_file_that_can_no_longer_be_read_leaves_its_episode(show: Path, location: Path) -> None:
    indexer.build([show], location)
    write(show, {"1-flask.vtt": "WEBVTT\n"})

    report = indexer.build([show], location)

    assert [note.path.name for note in report.skipped] == ["1-flask.vtt"]
    assert heard(location, "flask")


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "empty file", None),
        (b"Once upon a time.", "in no transcript format", None),
        (b"WEBVTT\n\ncaf\xe9 ol\xe9", "not UTF-8", 3),
        (b"ID3\0\0\0", "binary file", None),
        (b"WEBVTT\n", "no speech", None),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_and_the_rest_goes_on(
    show: Path, location: Path, data: bytes, reason: str, line: int | None
) -> None:
    (show / "0-broken.vtt").write_bytes(data)

    report = indexer.build([show], location)

    (note,) = report.skipped
    assert (note.path, note.line) == (show / "0-broken.vtt", line)
    assert reason in note.reason
    assert set(heard(location, "wsgi")) == {"1-flask", "2-paris"}


@pytest.mark.parametrize("target", ["nowhere.vtt", "0-link.vtt"], ids=["dangling", "to itself"])
def test_a_link_that_leads_nowhere_is_reported_and_the_rest_goes_on(
    show: Path, location: Path, target: str
) -> None:
    (show / "0-link.vtt").symlink_to(show / target)

    report = indexer.build([show], location)

    assert [note.path.name for note in report.skipped] == ["0-link.vtt"]
    assert set(heard(location, "wsgi")) == {"1-flask", "2-paris"}


@pytest.mark.parametrize("name", ["0-talk.vtt", "1-flask.srt", "episodes.json", "sub"])
def test_what_may_not_be_read_is_reported_and_the_rest_goes_on(
    show: Path, location: Path, name: str
) -> None:
    if name == "sub":
        (show / name).mkdir()
    else:
        (show / name).write_text("x")
    (show / name).chmod(0)
    if os.access(show / name, os.R_OK):
        pytest.skip("nothing is forbidden to this user")

    report = indexer.build([show], location)

    (note,) = report.skipped + report.doubts
    assert note.path == show / name
    assert set(heard(location, "wsgi")) == {"1-flask", "2-paris"}


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only on Linux")
def test_a_file_name_that_is_no_utf_8_does_not_stop_the_rest(show: Path, location: Path) -> None:
    Path(os.fsdecode(bytes(show) + b"/0-caf\xe9.vtt")).write_text(vtt("Hello."))

    indexer.build([show], location)

    assert set(heard(location, "wsgi")) == {"1-flask", "2-paris"}


def test_a_stamp_that_runs_backwards_is_a_doubt_with_its_line(show: Path, location: Path) -> None:
    write(show, {"2-paris.txt": "0:09 Bonjour.\n\n0:01 Hello.\n"})

    report = indexer.build([show], location)

    (doubt,) = report.doubts
    assert str(doubt).startswith(f"{show / '2-paris.txt'}:3: the stamp runs backwards")


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"talk.vtt": vtt("Flask.")}, {"talk.txt": "00:00:01 <v Ann>Flask."}),
        (
            {"talk.json": '{"segments": [{"body": "Flask. Yes.", "startTime": 1}]}'},
            {"talk.txt": "0:01.5 Flask.\n\n0:09 Yes.\n"},
        ),
        (
            {"talk.json": '{"segments": [{"body": "Flask.", "startTime": 1}]}'},
            {"talk.srt": "1\n00:00:01,000 --> 00:00:02,000\nFlask.\n"},
        ),
        ({"talk.json": "{}"}, {"talk.txt": "00:00:01 Flask."}),
    ],
    ids=["speakers", "precise times", "ends", "readable"],
)
def test_the_file_that_says_most_of_an_episode_wins(
    tmp_path: Path, location: Path, worse: dict[str, str], better: dict[str, str]
) -> None:
    show = write(tmp_path / "show", worse | better)

    report = indexer.build([show], location)

    with index.open_index(location) as engine:
        assert [Path(episode.source).name for episode in engine.episodes()] == list(better)
    (note,) = report.skipped
    assert note.path.name in worse
    assert note.reason in (
        f"the same episode as {next(iter(better))}, which was taken",
        "JSON without a transcript: no list in it has words with times or with speakers",
    )


class Stopped(Exception):
    """An end of a run that comes from outside."""


def _stop(progress: Progress) -> None:
    raise Stopped


def test_a_run_that_fails_leaves_the_index_as_it_was(show: Path, location: Path) -> None:
    indexer.build([show], location)
    write(show, {"1-flask.vtt": vtt("Django!")})

    with pytest.raises(Stopped):
        indexer.build([show], location, _stop)

    assert heard(location, "flask")
    assert not heard(location, "django")
    assert indexer.build([show], location).episodes == 1


def test_a_first_run_that_fails_leaves_no_index_behind(show: Path, location: Path) -> None:
    with pytest.raises(Stopped):
        indexer.build([show], location, _stop)

    assert not location.exists()


def test_nothing_readable_leaves_no_index_behind(tmp_path: Path, location: Path) -> None:
    show = write(tmp_path / "show", {"talk.vtt": "", "cover.png": "x"})

    report = indexer.build([show], location)

    assert (report.files, report.episodes, len(report.skipped), report.bytes) == (2, 0, 2, 0)
    assert not location.exists()


def test_a_path_that_does_not_exist_leaves_no_index_behind(show: Path, location: Path) -> None:
    with pytest.raises(TranscriptError, match="no such file or folder"):
        indexer.build([show, show / "gone"], location)

    assert not location.exists()


def test_a_folder_of_other_things_is_no_place_for_an_index(show: Path) -> None:
    before = sorted(show.iterdir())

    with pytest.raises(IndexMissing):
        indexer.build([show], show)

    assert sorted(show.iterdir()) == before


def test_progress_grows_to_the_size_of_the_files_and_ends_with_the_commit(
    show: Path, location: Path
) -> None:
    sizes = [path.stat().st_size for path in sorted(show.iterdir())]
    seen: list[Progress] = []

    indexer.build([show], location, seen.append)

    assert seen == [
        Progress(sizes[0], sum(sizes)),
        Progress(sum(sizes), sum(sizes)),
        Progress(sum(sizes), sum(sizes), committing=True),
    ]


def test_progress_of_a_run_without_changes_ends_at_the_total(show: Path, location: Path) -> None:
    indexer.build([show], location)
    seen: list[Progress] = []

    indexer.build([show], location, seen.append)

    assert seen[-1].done == seen[-1].total
    assert not any(progress.committing for progress in seen)


def reading(path: Path, spoken: str | None = None) -> Recording:
    """Read a file as indexing does, as a recording of its own."""
    found = recording.read(recording.load([path], []), [], [], spoken)
    assert found is not None
    return found


def test_a_label_is_spelt_as_the_talk_introduces_the_person(tmp_path: Path, location: Path) -> None:
    opening = ["Ada: This is your host, Ada Quill, with guest Guido van Rossum.", "Guido: Hi, Ada."]
    show = write(tmp_path / "show", {"talk.vtt": vtt(*opening, "Ada: Hi, Guido.", "Guido: Mud.")})

    cues = reading(show / "talk.vtt").transcript.cues
    assert [cue.speaker for cue in cues] == ["Ada Quill", "Guido van Rossum"] * 2
    indexer.build([show], location)
    assert heard(location, "mud speaker:rossum")


GERMAN = vtt(*["Das ist nicht so, wie wir es auch von der einen Seite sehen."] * 3)
FRENCH = {"talk.vtt": GERMAN.replace("WEBVTT", "WEBVTT\nLanguage: fr-CA")}
SPANISH = {**FRENCH, "talk.episode.json": '{"language": "es-MX"}'}


@pytest.mark.parametrize(
    ("spoken", "files", "language"),
    [
        ("it", SPANISH, "it"),
        (None, SPANISH, "es"),
        (None, FRENCH, "fr"),
        (None, {"talk.vtt": GERMAN}, "de"),
        (None, {"talk.vtt": vtt("So.")}, None),
    ],
    ids=["the caller", "the sidecar", "the file", "the words", "nobody"],
)
def test_the_most_trusted_who_tells_the_language_is_believed(
    tmp_path: Path, spoken: str | None, files: dict[str, str], language: str | None
) -> None:
    assert reading(write(tmp_path, files) / "talk.vtt", spoken).facts["language"] == language
