from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from index.embedded.format.sections import (
    FORMAT_VERSION,
    Damaged,
    Foreign,
    SectionFile,
    SectionWriter,
)
from tests.builders import empty_folder
from tests.effort import examples

Sections = dict[str, list[NDArray[Any]]]

DTYPES = st.sampled_from(["u1", "<u2", "<u4", "<i2", "<i4", "<i8", "<f4", "<f8"])
PARTS = DTYPES.flatmap(lambda dtype: st.lists(arrays.arrays(dtype, st.integers(0, 50)), min_size=1))


def write(path: Path, sections: Sections, **facts: object) -> None:
    with SectionWriter(path) as out:
        for name, parts in sections.items():
            for part in parts:
                out.append(name, part)
        out.facts(**facts)
        out.finish()


def read(path: Path) -> dict[str, list[Any]]:
    """Return all sections and facts of a file, after reading every byte of it."""
    file = SectionFile(path)
    try:
        listed = {name: file.array(name).tolist() for name in ("a", "b", "c", "none")}
        return {**listed, "facts": [file.facts]}
    finally:
        file.close()


@settings(max_examples=examples(50))
@given(st.dictionaries(st.text(min_size=1), PARTS), st.dictionaries(st.text(), st.integers()))
def test_sections_of_any_type_come_back_whole_and_in_parts(
    sections: Sections, facts: dict[str, int]
) -> None:
    with empty_folder() as folder:
        write(folder / "file", sections, **facts)
        file = SectionFile(folder / "file")

        assert file.size == (folder / "file").stat().st_size
        assert file.facts == facts
        for name, parts in sections.items():
            whole = np.concatenate(parts)
            half = len(whole) // 2
            assert (name in file, file.length(name)) == (True, len(whole))
            assert file.array(name).dtype == whole.dtype
            assert file.bytes(name) == whole.tobytes()
            assert file.array(name, half).tobytes() == whole[half:].tobytes()
            assert file.array(name, 0, half).tobytes() == whole[:half].tobytes()
        file.close()


def test_a_section_that_is_not_there_is_empty(tmp_path: Path) -> None:
    write(tmp_path / "file", {})
    file = SectionFile(tmp_path / "file")

    assert ("a" in file, file.length("a"), len(file.array("a")), file.bytes("a")) == (
        False,
        0,
        0,
        b"",
    )


@pytest.mark.parametrize("items", [(1 << 16) - 16, 1 << 16, (1 << 16) + 1, 3 << 20])
def test_sections_grow_side_by_side_beyond_what_is_kept_in_memory(
    tmp_path: Path, items: int
) -> None:
    one, other = np.arange(items, dtype="<u4"), np.arange(items) % 251
    with SectionWriter(tmp_path / "file") as out:
        for at in range(0, items, 100_000):
            out.append("a", one[at : at + 100_000])
            out.append("b", other[at : at + 100_000].astype(np.uint8))
        out.finish()
    file = SectionFile(tmp_path / "file")

    assert np.array_equal(file.array("a"), one)
    assert np.array_equal(file.array("b"), other)
    assert file.array("a", items - 1).tolist() == [items - 1]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_arrays_are_views_of_the_file_that_nobody_can_write_to(tmp_path: Path) -> None:
    write(tmp_path / "file", {"a": [np.arange(9, dtype="<u4")]})
    found = SectionFile(tmp_path / "file").array("a", 2, 4)

    assert (found.flags.owndata, found.flags.writeable) == (False, False)


def test_an_array_outlives_the_closed_file(tmp_path: Path) -> None:
    write(tmp_path / "file", {"a": [np.arange(3, dtype="<u4")]})
    file = SectionFile(tmp_path / "file")
    kept = file.array("a")
    file.close()

    assert kept.tolist() == [0, 1, 2]


def test_every_byte_order_is_stored_as_little_endian(tmp_path: Path) -> None:
    write(tmp_path / "file", {"a": [np.array([1, 2], ">u4")]})

    assert SectionFile(tmp_path / "file").bytes("a") == bytes([1, 0, 0, 0, 2, 0, 0, 0])


def test_a_section_has_one_type(tmp_path: Path) -> None:
    with SectionWriter(tmp_path / "file") as out:
        out.append("a", np.empty(0, np.uint32))
        with pytest.raises(TypeError, match="section a holds <u4"):
            out.append("a", np.empty(0, np.uint8))


def test_a_file_that_was_not_finished_is_not_there(tmp_path: Path) -> None:
    with SectionWriter(tmp_path / "file") as out:
        out.append("a", np.zeros(1 << 21, np.uint8))

    assert list(tmp_path.iterdir()) == []


# Damage.

SMALL = {
    "a": [np.arange(20, dtype="<u4")],
    "b": [np.arange(5, dtype="u1")],
    "c": [np.array([1.5, np.pi])],
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write(tmp_path / "file", SMALL, why="to be damaged")
    return tmp_path / "file"


def outcome(path: Path, healthy: dict[str, list[Any]]) -> str:
    try:
        return "the same" if read(path) == healthy else "a wrong answer"
    except Damaged as error:
        return "damaged" if path.name in str(error) else f"does not name the file: {error}"


def test_a_file_cut_anywhere_is_damaged(small: Path) -> None:
    whole, healthy = small.read_bytes(), read(small)
    for kept in range(len(whole)):
        small.write_bytes(whole[:kept])
        assert (kept, outcome(small, healthy)) == (kept, "damaged")


def test_a_file_with_any_bit_flipped_is_damaged(small: Path) -> None:
    whole, healthy = small.read_bytes(), read(small)
    for bit in range(8 * len(whole)):
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        small.write_bytes(content)
        assert (bit, outcome(small, healthy)) == (bit, "damaged")


@pytest.mark.parametrize("change", [bytes.__add__, lambda whole, more: more + whole])
def test_a_file_with_anything_added_is_damaged(
    small: Path, change: Callable[[bytes, bytes], bytes]
) -> None:
    healthy = read(small)
    small.write_bytes(change(small.read_bytes(), b"\0" * 8))

    assert outcome(small, healthy) == "damaged"


def test_damage_is_told_when_its_page_is_read(tmp_path: Path) -> None:
    parts = [np.zeros(1 << 16, np.uint8) for _ in range(3)]
    write(tmp_path / "file", {"a": parts})
    content = bytearray((tmp_path / "file").read_bytes())
    content[2 << 16] ^= 1
    (tmp_path / "file").write_bytes(content)
    file = SectionFile(tmp_path / "file")

    assert not file.array("a", 0, 1 << 16).any()
    for _ in range(2):
        with pytest.raises(Damaged, match="file has changed since it was written"):
            file.array("a")


@pytest.mark.parametrize("version", [0, FORMAT_VERSION + 1, 1 << 31])
def test_a_file_of_another_version_is_foreign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("index.embedded.format.sections.FORMAT_VERSION", version)
        write(tmp_path / "file", SMALL)

    with pytest.raises(Foreign, match=f"file has format version {version}") as caught:
        SectionFile(tmp_path / "file")
    assert caught.value.version == version


def test_a_file_of_another_version_may_end_in_another_way(tmp_path: Path) -> None:
    write(tmp_path / "file", SMALL)
    content = bytearray((tmp_path / "file").read_bytes())
    content[8] = FORMAT_VERSION + 1
    content[-24:-8] = bytes(range(16))
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(Foreign):
        SectionFile(tmp_path / "file")


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SectionFile(tmp_path / "file")


@pytest.mark.parametrize("mapped", [True, False])
def test_a_file_reads_the_same_mapped_or_not(tmp_path: Path, mapped: bool) -> None:
    parts = [np.arange(1 << 16, dtype=np.uint32), np.array([7], np.uint32)]
    write(tmp_path / "file", {"a": parts})
    file = SectionFile(tmp_path / "file", mapped=mapped)

    assert file.array("a", 40_000, 40_002).tolist() == [40_000, 40_001]
    assert file.array("a").tolist() == [*range(1 << 16), 7]
    file.forget()
    assert file.array("a").tolist() == [*range(1 << 16), 7]
    with pytest.raises(ValueError, match="read-only"):
        file.array("a")[0] = 1


def test_a_section_has_a_place_in_memory(tmp_path: Path) -> None:
    write(tmp_path / "file", {"a": [np.arange(9, dtype=np.uint8)], "b": [np.arange(3)]})
    file = SectionFile(tmp_path / "file")
    file.check(0, 0)
    offset, size = file.place("b")

    assert size == 24
    assert bytes(memoryview(file.memory)[offset : offset + size]) == np.arange(3).tobytes()
    assert file.place("none") == (0, 0)
    assert not any(file.unchecked)
