from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedded.format.counts import append_counts, ranges, read_counts, starts
from index.embedded.format.sections import SectionFile, SectionWriter
from tests.builders import empty_folder

COUNTS = st.lists(st.integers(0, 300) | st.integers(0, (1 << 32) - 1))


@given(st.lists(COUNTS, min_size=1, max_size=3))
def test_counts_come_back_however_large(parts: list[list[int]]) -> None:
    with empty_folder() as folder:
        with SectionWriter(folder / "file") as out:
            for part in parts:
                append_counts(out, "n", np.array(part, np.int64))
            out.finish()
        file = SectionFile(folder / "file")

        assert read_counts(file, "n").tolist() == [count for part in parts for count in part]
        assert file.length("n") == sum(map(len, parts))
        file.close()


@pytest.mark.parametrize(
    ("counts", "stored", "aside"),
    [
        ([], [], []),
        ([0, 5, 254], [0, 5, 254], []),
        ([255], [255], [255]),
        ([1, 256, 2, 70_000], [1, 255, 2, 255], [256, 70_000]),
    ],
)
def test_a_count_takes_a_byte_unless_it_is_large(
    tmp_path: Path, counts: list[int], stored: list[int], aside: list[int]
) -> None:
    with SectionWriter(tmp_path / "file") as out:
        append_counts(out, "n", np.array(counts, np.int64))
        out.finish()
    file = SectionFile(tmp_path / "file")

    assert (file.array("n").tolist(), file.array("n+").tolist()) == (stored, aside)


def test_parts_start_where_the_ones_before_end() -> None:
    assert starts(np.array([2, 0, 3])).tolist() == [0, 2, 2, 5]
    assert starts(np.empty(0, np.int64)).tolist() == [0]


@given(st.lists(st.integers(0, 9)), st.integers(1, 20))
def test_ranges_are_consecutive_and_as_long_as_the_limit_allows(
    sizes: list[int], limit: int
) -> None:
    found = list(ranges(np.array(sizes, np.int64), limit))

    assert [at for first, end in found for at in range(first, end)] == list(range(len(sizes)))
    assert all(sum(sizes[first:end]) <= limit or end == first + 1 for first, end in found)
    assert all(end == len(sizes) or sum(sizes[first : end + 1]) > limit for first, end in found)
