import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.format.manifest import (
    Committed,
    Manifest,
    path_of,
    read_manifest,
    write_manifest,
)
from index.embedded.format.sections import FORMAT_VERSION, Damaged, Foreign
from index.versions import Versions
from tests.builders import empty_folder

COMMITTED = st.builds(
    Committed,
    st.from_regex(r"MAIN_[0-9a-f]{1,16}", fullmatch=True),
    st.integers(0, 1 << 50),
    st.integers(0, (1 << 32) - 1),
    st.lists(st.integers(0, 1 << 31)).map(tuple),
)


VERSIONS = st.builds(Versions, st.integers(0, 99), st.none() | st.integers(0, 99))


SEGMENTS = st.lists(COMMITTED, unique_by=lambda committed: committed.name)


@given(st.binary(), SEGMENTS, st.integers(0, 1 << 40), st.text("aé\n,"), VERSIONS)
def test_a_commit_comes_back_from_its_manifest(
    toc: bytes, segments: list[Committed], generation: int, synonyms: str, versions: Versions
) -> None:
    with empty_folder() as folder:
        write_manifest(folder, generation, toc, segments, synonyms, versions)
        found = read_manifest(folder, generation)

    assert found == Manifest((len(toc), zlib.crc32(toc)), tuple(segments), synonyms, versions)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_manifest(tmp_path, 3, b"contents", [Committed("MAIN_ab", 100, 7, (1, 2))])
    return path_of(tmp_path, 3)


def outcome(folder: Path) -> object:
    try:
        return read_manifest(folder, 3)
    except Damaged:
        return "damaged"


def test_a_manifest_with_any_bit_flipped_is_damaged(small: Path) -> None:
    whole = small.read_bytes()
    healthy = outcome(small.parent)
    for bit in range(8 * len(whole)):
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        small.write_bytes(content)
        assert outcome(small.parent) in ("damaged", healthy), bit


def test_a_manifest_cut_anywhere_is_damaged(small: Path) -> None:
    whole = small.read_bytes()
    for kept in range(len(whole) - 1):  # without the last line's end it says the same
        small.write_bytes(whole[:kept])
        assert outcome(small.parent) == "damaged", kept


def test_a_manifest_from_before_versions_were_kept_has_version_0(small: Path) -> None:
    _, line, _ = small.read_bytes().split(b"\n")
    values = json.loads(line)
    del values["analysis"], values["reading"]
    line = json.dumps(values).encode()
    small.write_bytes(b"%08x\n%s\n" % (zlib.crc32(line), line))

    assert read_manifest(small.parent, 3).versions == Versions(0, 0)


@pytest.mark.parametrize("version", [FORMAT_VERSION - 1, FORMAT_VERSION + 1])
def test_a_manifest_of_another_format_is_foreign(small: Path, version: int) -> None:
    line = json.dumps({"format": version, "more": "than we know"}).encode()
    small.write_bytes(b"%08x\n%s\n" % (zlib.crc32(line), line))

    with pytest.raises(Foreign) as caught:
        read_manifest(small.parent, 3)
    assert caught.value.version == version


def test_a_manifest_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_manifest(tmp_path, 3)
