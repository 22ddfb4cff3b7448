import json
import os
from pathlib import Path

import pytest

from index import CheckReport, FormatTooNew, IndexMissing, Problem, check, open_index
from index.embedded.format import sections
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, index_segments, indexed, segment
from tests.faults.mutations import SegmentFile, listing_of, store_listing
from tests.samples import index_corpus


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """An index of two index segments, with a commit before the newest."""
    folder = indexed(tmp_path / "index", {"a": ["flask"], "b": ["celery"]})
    with EmbeddedWriter(folder) as writer:
        writer.add(episode("c"), [segment("flask")])
        writer.commit(mergetype=NO_MERGE)
    return folder


def problems(folder: Path, *, full: bool = False) -> list[Problem]:
    return list(check(folder, full=full).problems)


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_nothing_is_wrong_with_a_healthy_index(location: Path) -> None:
    report = check(location)

    assert report.is_whole
    assert (report.generation, report.full, report.notes) == (2, False, ())
    assert (report.episodes, report.segments, report.words) == (3, 3, 3)
    assert check(location, full=True).is_whole


def test_nothing_is_wrong_with_the_sample_show(tmp_path: Path) -> None:
    folder = index_corpus(tmp_path)

    assert problems(folder, full=True) == []


def test_a_report_is_ready_for_json(location: Path) -> None:
    (location / "_MAIN_2.toc").unlink()
    values = check(location).to_dict()

    assert values["generation"] == 1
    assert values["problems"][0]["where"] == "_MAIN_2.toc"


def test_a_changed_page_is_found_and_a_copy_mends_it(location: Path) -> None:
    name = f"{index_segments(location)[0]}.talk"
    flip(location / name, 40)

    (found,) = problems(location)
    assert found.where == name
    assert found.what == f"{name} has changed since it was written"
    assert "delete the folder" in found.mend


def test_where_the_commit_before_is_whole_it_mends_the_newest(location: Path) -> None:
    name = f"{index_segments(location)[1]}.talk"
    flip(location / name, 40)

    (found,) = problems(location)
    assert found.mend == (
        "the commit before it is whole: delete _MAIN_2.toc, and give the transcripts to "
        "`overheard index` again"
    )
    (location / "_MAIN_2.toc").unlink()
    with EmbeddedWriter(location) as writer:
        writer.add(episode("c"), [segment("flask")])
    assert check(location).is_whole


@pytest.mark.parametrize("name", ["_MAIN_2.toc", "overheard_2.commit"])
def test_a_lost_file_of_the_newest_commit_is_found(location: Path, name: str) -> None:
    (location / name).unlink()

    assert problems(location)
    with open_index(location) as engine:
        assert engine.warning


def test_damage_to_the_commit_before_is_found_though_nobody_reads_it(location: Path) -> None:
    (location / "_MAIN_1.toc").write_bytes(b"")

    (found,) = problems(location)
    assert found.where == "overheard_1.commit"
    assert "the next commit removes it" in found.mend
    indexed(location, {"d": ["redis"]})
    assert check(location).is_whole


def test_what_dead_writers_left_is_a_note(location: Path) -> None:
    (location / "MAIN_0123456789abcdef.talk").write_bytes(b"half a file")
    (location / "_MAIN_3.part").write_bytes(b"")
    report = check(location)

    assert report.is_whole
    assert [note.partition(":")[0] for note in report.notes] == [
        "MAIN_0123456789abcdef.talk",
        "_MAIN_3.part",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_is_found_and_not_followed(location: Path, tmp_path: Path) -> None:
    path = location / f"{index_segments(location)[0]}.talk"
    path.rename(tmp_path / "outside")
    path.symlink_to(tmp_path / "outside")

    assert f"{path.name} is no regular file" in [problem.what for problem in problems(location)]


def test_an_index_without_its_table_of_contents_is_damaged(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    (tmp_path / "_MAIN_1.toc").unlink()

    assert [problem.what for problem in problems(tmp_path)] == ["it is missing"]


def test_other_episodes_than_were_committed_are_found(location: Path) -> None:
    values = listing_of(location)
    values["segments"][0]["dead"] = [1]
    store_listing(location, _json(values))

    (found,) = problems(location)
    assert found.what == "it has other episodes than were committed"


def test_a_talk_that_says_something_else_is_found_when_it_is_read_again(tmp_path: Path) -> None:
    # A second, changed with all checksums made anew: nothing else in the index tells it.
    indexed(tmp_path, {episode("a", "Tea time"): [segment("flask", start=1.5)]})
    one = SegmentFile(tmp_path / f"{index_segments(tmp_path)[0]}.talk")
    _, offset, _ = one.sections["begins"]
    one.data[offset] ^= 1
    one.store(tmp_path)

    assert check(tmp_path).is_whole
    (found,) = problems(tmp_path, full=True)
    assert found.what == "episode 'a' is not as it was given to the indexer"


def test_words_of_another_analysis_are_not_compared(location: Path) -> None:
    values = listing_of(location)
    values["analysis"] = 1
    del values["digest"]
    store_listing(location, _json(values))

    report = check(location, full=True)
    assert report.is_whole
    assert "made by another version" in report.notes[0]


def test_progress_ends_with_all_of_it(location: Path) -> None:
    for full in (False, True):
        seen: list[tuple[int, int]] = []
        check(location, full, on_progress=lambda done, total, seen=seen: seen.append((done, total)))  # type: ignore[misc]  # bound
        done = [one for one, _ in seen]
        assert done == sorted(done)
        assert 0 < done[-1] <= seen[-1][1]


def test_what_is_no_index_or_of_another_format_cannot_be_checked(
    location: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(IndexMissing):
        check(tmp_path / "nowhere")
    values = listing_of(location)
    values["format"] = sections.FORMAT_VERSION + 1
    store_listing(location, _json(values))
    with pytest.raises(FormatTooNew):
        check(location)


def test_a_check_changes_nothing(location: Path) -> None:
    before = {path.name: path.read_bytes() for path in location.iterdir()}
    report: CheckReport = check(location, full=True)

    assert report.is_whole
    assert {path.name: path.read_bytes() for path in location.iterdir()} == before


def _json(values: object) -> bytes:
    return json.dumps(values).encode()
