"""The commit before the newest one: kept, and opened with a warning where the newest is damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import CorruptIndex, open_index, open_writer
from index.embedded.reading.folder import lost_commit
from index.embedded.writing.merge_policies import NO_MERGE
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, found, index_segments, indexed, segment


@pytest.fixture
def two_commits(tmp_path: Path) -> Path:
    """An index whose newest commit has added an episode, in an index segment of its own."""
    indexed(tmp_path, {"a": ["flask", "celery"]})
    with EmbeddedWriter(tmp_path) as writer:
        writer.add(episode("b"), [segment("flask")])
        writer.commit(mergetype=NO_MERGE)
    return tmp_path


def toc_lost(folder: Path) -> None:
    (folder / "_MAIN_2.toc").unlink()


def toc_damaged(folder: Path) -> None:
    (folder / "_MAIN_2.toc").write_bytes(b"")


def manifest_lost(folder: Path) -> None:
    (folder / "overheard_2.commit").unlink()


def manifest_damaged(folder: Path) -> None:
    (folder / "overheard_2.commit").write_bytes(b"00000000\n{}\n")


def segment_lost(folder: Path) -> None:
    (folder / f"{index_segments(folder)[-1]}.talk").unlink()


def segment_damaged(folder: Path) -> None:
    (folder / f"{index_segments(folder)[-1]}.talk").write_bytes(b"")


HARM = [toc_lost, toc_damaged, manifest_lost, manifest_damaged, segment_lost, segment_damaged]


def test_the_newest_commit_opens_without_a_warning(two_commits: Path) -> None:
    with open_index(two_commits) as engine:
        assert engine.warning is None
        assert engine.stats().generation == 2


@pytest.mark.parametrize("harm", HARM)
def test_the_commit_before_a_damaged_one_opens_with_a_warning(
    two_commits: Path, harm: Callable[[Path], None]
) -> None:
    harm(two_commits)

    with open_index(two_commits) as engine:
        assert engine.warning is not None
        assert f"the newest commit of {two_commits} is damaged (" in engine.warning
        assert engine.stats().generation == 1
        assert [hit.id for hit in engine.search("flask").hits] == ["a:0"]
        assert engine.is_current()


@pytest.mark.parametrize("harm", HARM)
def test_a_writer_goes_on_from_the_commit_before_and_heals_the_index(
    two_commits: Path, harm: Callable[[Path], None]
) -> None:
    harm(two_commits)
    damaged = open_index(two_commits)

    with open_writer(two_commits) as writer:
        assert writer.warning is not None
        assert list(writer.episodes()) == ["a"]
        writer.add(episode("c"), [segment("flask")])

    assert not damaged.is_current()
    damaged.close()
    with open_index(two_commits) as engine:
        assert engine.warning is None
        assert [one.id for one in engine.episodes()] == ["a", "c"]


@pytest.mark.parametrize("harm", HARM)
def test_without_a_commit_before_it_the_index_is_damaged(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    indexed(tmp_path, {"a": ["flask"]})
    with EmbeddedWriter(tmp_path) as writer:
        writer.add(episode("b"), [segment("flask")])
        writer.commit(purge=True)
    harm(tmp_path)

    with pytest.raises(CorruptIndex):
        open_index(tmp_path)


def test_two_commits_back_nothing_is_kept(two_commits: Path) -> None:
    indexed(two_commits, {"c": ["flask"]})

    assert {path.name for path in two_commits.glob("*.toc")} == {"_MAIN_2.toc", "_MAIN_3.toc"}


def test_an_empty_commit_is_not_kept(tmp_path: Path) -> None:
    indexed(tmp_path, {"a": ["flask"]})

    assert {path.name for path in tmp_path.glob("*.toc")} == {"_MAIN_1.toc"}


def test_no_commit_is_kept_that_would_bring_a_removed_episode_back(two_commits: Path) -> None:
    with open_writer(two_commits) as writer:
        writer.remove("b")

    assert {path.name for path in two_commits.glob("*.toc")} == {"_MAIN_3.toc"}


def test_nothing_of_a_removed_episode_is_kept_once_its_index_segment_is_merged(
    two_commits: Path,
) -> None:
    with open_writer(two_commits) as writer:
        writer.remove("a")
    # Its only index segment has no other episode, so that is gone at once.
    assert not any(b"celery" in path.read_bytes() for path in two_commits.glob("*.talk"))

    indexed(two_commits, {"c": ["celery"], "d": ["flask"]})
    with open_writer(two_commits) as writer:
        writer.remove("c")
    with EmbeddedWriter(two_commits) as writer:
        writer.add(episode("e"), [segment("flask")])
        writer.commit(optimize=True)

    assert not any(b"celery" in path.read_bytes() for path in two_commits.glob("*.talk"))
    assert {path.name for path in two_commits.glob("*.toc")} == {"_MAIN_6.toc"}


def test_a_replaced_episode_may_come_back_as_it_was(two_commits: Path) -> None:
    indexed(two_commits, {"b": ["redis"]})
    (two_commits / "_MAIN_3.toc").unlink()

    assert sorted(found(two_commits, "flask")) == ["a:0", "b:0"]


def test_the_commit_before_takes_no_more_room_than_the_living_talk(tmp_path: Path) -> None:
    def talk(seed: int) -> list[str]:
        return [" ".join(f"word{seed}x{n}x{m}" for m in range(80)) for n in range(200)]

    indexed(tmp_path, {"a": talk(1), "b": talk(2)})
    assert len(list(tmp_path.glob("*.toc"))) == 1
    indexed(tmp_path, {"b": ["short"]})  # most of the old index segment is living
    assert len(list(tmp_path.glob("*.toc"))) == 2
    indexed(tmp_path, {"a": ["short"]})

    assert len(list(tmp_path.glob("*.toc"))) == 1


def test_a_writer_that_publishes_just_now_is_no_lost_commit(two_commits: Path) -> None:
    assert lost_commit(two_commits) is None
    (two_commits / "_MAIN_3.part").write_bytes(b"")
    assert lost_commit(two_commits) is None
    (two_commits / "overheard_3.commit").write_bytes(b"")
    assert lost_commit(two_commits) is None
    (two_commits / "_MAIN_3.part").unlink()

    assert lost_commit(two_commits) == 3
