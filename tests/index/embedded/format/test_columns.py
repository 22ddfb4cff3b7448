from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedded.format.columns import (
    Columns,
    append_columns,
    join_columns,
    read_columns,
    seconds_by_document,
)
from index.embedded.format.sections import SectionFile, SectionWriter
from tests.builders import empty_folder

SECONDS = st.one_of(
    st.just(float("nan")),
    st.integers(0, 2**32).map(lambda beats: beats / 1000),
    st.floats(-1e300, 1e300),
)


@st.composite
def columns(draw: st.DrawFn) -> Columns:
    documents = draw(st.lists(st.integers(0, 3), max_size=3))
    count, episodes = sum(documents), len(documents)
    speakers = [b"", *draw(st.lists(st.sampled_from([b"Ann", b"Bob", b"Zo\xc3\xab"]), unique=True))]
    probabilities = draw(st.lists(st.none() | st.floats(0, 1), unique=True, max_size=2))
    certainties = [(None, None), *((("labelled", one)) for one in probabilities)]
    languages = draw(st.lists(st.sampled_from(["en", "es", "ru"]), unique=True, min_size=1))

    def numbers(limit: int, size: int) -> NDArray[np.int64]:
        drawn = draw(st.lists(st.integers(0, limit - 1), min_size=size, max_size=size))
        return np.array(drawn, np.int64)

    def seconds() -> NDArray[np.float64]:
        return np.array(draw(st.lists(SECONDS, min_size=count, max_size=count)), np.float64)

    return Columns(
        lengths=numbers(400, count),
        begins=seconds(),
        ends=seconds(),
        speaker=numbers(len(speakers), count),
        speakers=speakers,
        certainty=numbers(len(certainties), count),
        certainties=certainties,  # type: ignore[arg-type]  # mypy sees text
        sponsor=numbers(2, count).astype(np.bool_),
        signature=numbers(1 << 32, count).astype(np.uint32),
        documents=np.array(documents, np.int64),
        days=numbers(800_000, episodes),
        language=numbers(len(languages), episodes),
        languages=languages,
        records=[b"record %d" % number for number in range(episodes)],
        digest=numbers(1 << 60, episodes).astype(np.uint64),
    )


def write(path: Path, one: Columns) -> SectionFile:
    with SectionWriter(path) as out:
        append_columns(out, one)
        out.finish()
    return SectionFile(path)


def told(one: Columns) -> list[Any]:
    """Return the items of columns, with values instead of their numbers."""
    documents = zip(
        one.lengths.tolist(),
        np.where(np.isnan(one.begins), -np.inf, one.begins).tolist(),
        np.where(np.isnan(one.ends), -np.inf, one.ends).tolist(),
        [bytes(one.speakers[number]) for number in one.speaker.tolist()],
        [tuple(one.certainties[number]) for number in one.certainty.tolist()],
        one.sponsor.tolist(),
        one.signature.tolist(),
        strict=True,
    )
    episodes = zip(
        one.documents.tolist(),
        one.days.tolist(),
        [one.languages[number] for number in one.language.tolist()],
        map(bytes, one.records),
        strict=True,
    )
    return [list(documents), list(episodes)]


@given(columns())
def test_columns_come_back(one: Columns) -> None:
    with empty_folder() as folder:
        file = write(folder / "file", one)

        assert told(read_columns(file)) == told(one)
        for name, column in (("begins", one.begins), ("ends", one.ends)):
            second = seconds_by_document(file, name)
            expected = [None if np.isnan(value) else value for value in column.tolist()]
            assert [second(document) for document in range(len(column))] == expected
        file.close()


@given(st.lists(columns(), min_size=1, max_size=3))
def test_joined_columns_say_what_their_parts_said(parts: list[Columns]) -> None:
    joined = join_columns(parts)
    each = [told(part) for part in parts]

    assert told(joined) == [[item for one in each for item in one[at]] for at in (0, 1)]
    assert joined.speakers[0] == b""
    assert len(set(joined.speakers)) == len(joined.speakers)


@pytest.mark.parametrize(
    ("seconds", "dtype"),
    [
        ([0.0, 1.001, 4_294_967.294], np.uint32),
        ([float("nan"), 1.5], np.uint32),
        ([1 / 3], np.float64),
        ([-1.0], np.float64),
        ([4_294_967.295], np.float64),
        ([1e300, float("nan")], np.float64),
    ],
)
def test_seconds_are_milliseconds_where_that_is_what_they_are(
    tmp_path: Path, seconds: list[float], dtype: type[np.generic]
) -> None:
    count = len(seconds)
    same = np.zeros(count, np.int64)
    begins = np.array(seconds)
    one = Columns(
        same, begins, begins, same, [b""], same, [(None, None)],
        same.astype(np.bool_), same.astype(np.uint32), np.array([count]),
        np.zeros(1, np.int64), np.zeros(1, np.int64), ["en"], [b"record"],
        np.zeros(1, np.uint64),
    )  # fmt: skip
    file = write(tmp_path / "file", one)

    assert file.array("begins").dtype == dtype
    assert told(read_columns(file)) == told(one)


@pytest.mark.parametrize(("names", "width"), [(256, 1), (257, 2), (65_537, 4)])
def test_names_are_numbered_in_as_few_bytes_as_they_need(
    tmp_path: Path, names: int, width: int
) -> None:
    last = np.array([names - 1])
    zero = np.zeros(1, np.int64)
    one = Columns(
        zero, zero.astype(float), zero.astype(float), last,
        [b"%d" % number if number else b"" for number in range(names)],
        zero, [(None, None)], zero.astype(np.bool_), zero.astype(np.uint32),
        np.ones(1, np.int64), zero, zero, ["en"], [b"record"],
        np.zeros(1, np.uint64),
    )  # fmt: skip
    file = write(tmp_path / "file", one)

    assert len(file.bytes("speaker")) == width
    assert told(read_columns(file)) == told(one)


def test_without_a_sponsor_nothing_is_stored_of_them(tmp_path: Path) -> None:
    zero = np.zeros(1, np.int64)
    one = Columns(
        zero, zero.astype(float), zero.astype(float), zero, [b""], zero, [(None, None)],
        np.zeros(1, np.bool_), zero.astype(np.uint32),
        np.ones(1, np.int64), zero, zero, ["en"], [b"record"],
        np.zeros(1, np.uint64),
    )  # fmt: skip
    file = write(tmp_path / "file", one)

    assert "sponsor" not in file
    assert read_columns(file).sponsor.tolist() == [False]
