"""An index of another version: the command warns of it, and indexing renews it."""

import json
from pathlib import Path

import pytest

import index
import indexer
from index import READING_VERSION
from index.analysis import VERSION
from tests.indexer.reading import vtt, write
from tests.other_versions import of_versions
from tests.samples import process, started

OLD_WORDS = (
    f"its words were made by analysis {VERSION - 1} and not {VERSION}, so some may not be found"
)
OLD_FILES = f"some files were read by reading {READING_VERSION - 1} and not {READING_VERSION}"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write(
        tmp_path / "show",
        {
            "1-pans.vtt": vtt("<v Ann>Cooks love pans."),
            "2-pots.vtt": vtt("<v Bob>Cooks need pots."),
        },
    )


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "index"


def warning(location: Path, outdated: str) -> str:
    return (
        f"overheard: warning: the index at {location} is of another version: {outdated}; "
        f"renew it with: overheard index PATH… -i {location}\n"
    )


def found(location: Path, q: str) -> tuple[int, str]:
    """Return how many hits a search has, and what it says on stderr."""
    done = process("search", q, "-i", location, "--format", "json", "--no-relax")
    return json.loads(done.stdout)["total"]["value"], done.stderr


def summary(*arguments: str | Path) -> list[str]:
    """Return the summary of a run of `overheard index`, without its times."""
    done = process("index", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    head, _, *rest = done.stdout.splitlines()
    return [head, *rest]


def test_an_index_of_this_version_opens_without_a_word(show: Path, location: Path) -> None:
    summary(show, "-i", location)

    assert found(location, "pan") == (1, "")
    shown = process("inspect", "-i", location)
    assert f"analysis   {VERSION:>12}\nreading    {READING_VERSION:>12}\n" in shown.stdout
    assert shown.stderr == ""


@pytest.mark.parametrize(
    ("versions", "outdated", "hits"),
    [
        ({"analysis": VERSION - 1}, OLD_WORDS, 0),
        ({"reading": READING_VERSION - 1}, OLD_FILES, 1),
        (
            {"analysis": VERSION - 1, "reading": READING_VERSION - 1},
            f"{OLD_WORDS}; {OLD_FILES}",
            0,
        ),
    ],
)
def test_an_index_of_an_older_version_opens_with_a_warning(
    show: Path, location: Path, versions: dict[str, int], outdated: str, hits: int
) -> None:
    with of_versions(**versions):
        indexer.build([show], location)

    assert found(location, "pans") == (hits, warning(location, outdated))
    assert found(location, "love") == (1, warning(location, outdated))
    for command in (["inspect"], ["suggest", "pa"]):
        assert process(*command, "-i", location).stderr == warning(location, outdated)
    with started("serve", "-i", location, "--port", "0") as server:
        assert server.stderr is not None
        assert server.stderr.readline() == warning(location, outdated)


@pytest.mark.parametrize("versions", [{"analysis": VERSION + 1}, {"reading": READING_VERSION + 1}])
def test_the_remedy_for_an_index_of_a_newer_version_is_a_newer_overheard(
    show: Path, location: Path, versions: dict[str, int]
) -> None:
    with of_versions(**versions):
        indexer.build([show], location)

    warned = process("inspect", "-i", location).stderr
    assert warned.startswith(f"overheard: warning: the index at {location} is of another version: ")
    assert warned.endswith("; update this Overheard\n")


def test_indexing_makes_the_words_of_another_analysis_anew_even_without_the_files(
    show: Path, location: Path
) -> None:
    with of_versions(analysis=VERSION - 1):
        indexer.build([show], location)
    elsewhere = write(show.parent / "elsewhere", {"3-tea.vtt": vtt("<v Eve>Cooks drink tea.")})

    assert summary(elsewhere, "-i", location) == [
        "1 file: 1 episode indexed, 0 unchanged, 0 skipped",
        "2 episodes of another version: words made anew from the text in the index",
    ]
    assert found(location, "pan") == (1, "")
    assert found(location, "cook") == (3, "")
    assert found(location, "speaker:ann") == (1, "")
    assert summary(show, "-i", location) == ["2 files: 0 episodes indexed, 2 unchanged, 0 skipped"]


def test_indexing_reads_again_what_an_older_version_read(show: Path, location: Path) -> None:
    with of_versions(reading=READING_VERSION - 1):
        indexer.build([show], location)

    assert summary(show, "-i", location) == ["2 files: 2 episodes indexed, 0 unchanged, 0 skipped"]
    assert found(location, "pan") == (1, "")


def test_indexing_says_which_files_of_an_older_reading_it_was_not_given(
    show: Path, location: Path
) -> None:
    with of_versions(analysis=VERSION - 1, reading=READING_VERSION - 1):
        indexer.build([show], location)
    pots = show / "2-pots.vtt"
    report = show.parent / "report.json"

    assert summary(show / "1-pans.vtt", "-i", location, "--report", report) == [
        "1 file: 1 episode indexed, 0 unchanged, 0 skipped",
        "1 episode of another version: words made anew from the text in the index",
        "As an older version read them; give these files too:",
        f"  {pots.resolve()}",
    ]
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["analysed_again"], told["not_read_again"]) == (1, [str(pots.resolve())])
    assert found(location, "pot") == (1, warning(location, OLD_FILES))

    assert summary(pots, "-i", location) == ["1 file: 1 episode indexed, 0 unchanged, 0 skipped"]
    assert found(location, "pot") == (1, "")


def test_a_file_of_an_older_reading_that_is_unreadable_now_is_named(
    show: Path, location: Path
) -> None:
    with of_versions(reading=READING_VERSION - 1):
        indexer.build([show], location)
    write(show, {"2-pots.vtt": "WEBVTT\n"})

    report = indexer.build([show], location)

    assert report.not_read_again == ((show / "2-pots.vtt").resolve(),)
    with index.open_index(location) as engine:
        assert engine.versions == (VERSION, READING_VERSION - 1)


def test_many_files_that_were_not_given_are_counted(tmp_path: Path, location: Path) -> None:
    show = write(tmp_path / "show", {f"{n}-talk.vtt": vtt(f"Number {n}.") for n in range(7)})
    with of_versions(reading=READING_VERSION - 1):
        indexer.build([show], location)

    told = summary(show / "0-talk.vtt", "-i", location)

    assert told[1:] == [
        "As an older version read them; give these files too:",
        *(f"  {(show / f'{n}-talk.vtt').resolve()}" for n in range(1, 6)),
        "  … and 1 more; --verbose lists them",
    ]
