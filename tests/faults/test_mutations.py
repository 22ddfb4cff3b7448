"""Files that somebody has changed: what is found, answered, or reported; never another error."""

import collections
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import CorruptIndex, open_index, open_writer
from tests.builders import index_segments, indexed
from tests.effort import trials
from tests.faults import mutations
from tests.faults.mutations import PLAIN, REPAIRED, SegmentFile
from tests.faults.outcomes import Outcome, outcomes
from tests.faults.shows import make_talk

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="needs fork"),
    pytest.mark.usefixtures("unsynced"),
]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy") / "index"
    make_talk(folder)
    return folder


def counted(found: Sequence[Outcome]) -> str:
    kinds = collections.Counter(one.kind for one in found)
    return f"\n{len(found)} changed files: {dict(kinds.most_common())}"


def test_a_plain_change_is_found_or_does_not_matter(healthy: Path, tmp_path: Path) -> None:
    found = outcomes(healthy, tmp_path, range(trials(10_000, 90)), PLAIN)
    print(counted(found))

    assert [one for one in found if one.kind not in ("fine", "older", "corrupt")] == []
    # What changes no answer may still be damage; what is damage is found by a check.
    assert [one for one in found if one.kind != "fine" and not one.found] == []


def test_with_checksums_made_anew_nothing_but_damage_is_raised(
    healthy: Path, tmp_path: Path
) -> None:
    found = outcomes(healthy, tmp_path, range(trials(5_000, 90)), REPAIRED)
    print(counted(found))

    known = ("fine", "older", "corrupt", "of another format", "wrong")
    assert [one for one in found if one.kind not in known] == []
    assert [one for one in found if one.kind in ("wrong", "corrupt") and not one.full] == []


# Folders of strangers.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return indexed(tmp_path / "index", {"a": ["flask"]})


@pytest.mark.parametrize("name", ["../outside", "..", "", "/etc/passwd", "a/../b", "MAIN_x/y"])
def test_a_manifest_leads_to_no_other_folder(folder: Path, tmp_path: Path, name: str) -> None:
    (talk,) = index_segments(folder)
    (folder / f"{talk}.talk").rename(tmp_path / "outside.talk")
    values = mutations.listing_of(folder)
    values["segments"][0]["name"] = name
    mutations.store_listing(folder, mutations.as_json(values))

    for opening in (open_index, open_writer):
        with pytest.raises(CorruptIndex, match="that no index has"):
            opening(folder)


@pytest.mark.parametrize("kind", ["toc", "commit", "talk"])
def test_no_link_is_followed_and_no_fifo_is_waited_for(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    (path,) = folder.glob(f"*.{kind}")
    path.rename(tmp_path / "outside")
    path.symlink_to(tmp_path / "outside")
    with pytest.raises(CorruptIndex, match="no regular file"):
        open_index(folder)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(CorruptIndex, match="no regular file"):
        open_index(folder)


def test_a_directory_of_a_hostile_size_is_not_read(folder: Path) -> None:
    (path,) = folder.glob("*.talk")
    tail = path.read_bytes()[-24:]
    with path.open("r+b") as file:
        file.truncate(1 << 40)  # it takes no room
        file.seek(0, os.SEEK_END)
        file.write(tail)

    with pytest.raises(CorruptIndex):
        open_index(folder)


def test_a_manifest_of_a_hostile_size_is_not_read(folder: Path) -> None:
    (path,) = folder.glob("*.commit")
    os.truncate(path, 1 << 40)

    with pytest.raises(CorruptIndex, match="larger than any"):
        open_index(folder)


def test_a_block_that_would_fill_the_memory_is_not_decompressed(tmp_path: Path) -> None:
    folder = indexed(tmp_path / "index", {"a": ["flask " * 100]})
    one = SegmentFile(folder / f"{index_segments(folder)[0]}.talk")
    _, offset, size = one.sections["talk"]
    # A frame that says it holds 2^40 bytes: single segment, content size in 8 bytes.
    frame = b"\x28\xb5\x2f\xfd\xe0" + (1 << 40).to_bytes(8, "little")
    one.data[offset : offset + size] = frame.ljust(size, b"\0")[:size]
    one.store(folder)

    with open_index(folder) as engine, pytest.raises(CorruptIndex, match="larger than any"):
        engine.segments("a")
