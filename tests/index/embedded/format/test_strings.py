from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.format.sections import SectionFile, SectionWriter
from index.embedded.format.strings import Dictionary, append_strings
from tests.builders import empty_folder

STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4) | st.text("ab", max_size=4)


def write(path: Path, *parts: Sequence[str]) -> Dictionary:
    with SectionWriter(path) as out:
        for part in parts:
            append_strings(out, "terms", [string.encode() for string in part])
        out.finish()
    return Dictionary(SectionFile(path), "terms")


@given(st.sets(STRINGS), STRINGS)
def test_a_string_is_numbered_by_its_place(strings: set[str], asked: str) -> None:
    ordered = sorted(strings)
    half = len(ordered) // 2
    with empty_folder() as folder:
        found = write(folder / "file", ordered[:half], ordered[half:])

    assert [string.decode() for string in found] == ordered
    assert [found[number].decode() for number in range(len(found))] == ordered
    assert found.find(asked.encode()) == (ordered.index(asked) if asked in strings else -1)
    assert found.after(asked.encode()) == sum(string < asked for string in ordered)
    first, end = found.beginning(asked.encode())
    assert ordered[first:end] == [string for string in ordered if string.startswith(asked)]
    assert found.lines(first, end) == "\n".join(ordered[first:end])


def test_a_dictionary_may_be_empty(tmp_path: Path) -> None:
    found = write(tmp_path / "file", [])

    assert (len(found), list(found), found.find(b"a"), found.beginning(b"")) == (0, [], -1, (0, 0))


@pytest.mark.parametrize("length", [254, 255, 256, 70_000])
def test_strings_may_be_long(tmp_path: Path, length: int) -> None:
    found = write(tmp_path / "file", ["a" * length, "b"])

    assert [len(string) for string in found] == [length, 1]
    assert found.find(b"b") == 1
