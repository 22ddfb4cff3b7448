"""Hostile posting lists: whatever the bytes are, kernels answer or raise what is damage.

Here the checksums are right, as in a file that somebody made on purpose.
"""

import contextlib
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedded.format.sections import Damaged, SectionFile, SectionWriter
from index.embedded.kernels import PostingLists
from index.embedded.reading.cache import LRUCache
from tests.builders import empty_folder
from tests.index.embedded.kernels.conftest import MakeLists
from tests.index.embedded.posting_lists import Holding, write

NAMES = [
    "kinds",
    "documents",
    "documents+",
    "more",
    "more+",
    "several",
    "several+",
    "escapes",
    "escapes+",
    "docs.bits",
    "docs.1",
    "docs.2",
    "docs.4",
    "many",
    "freqs.1",
    "freqs.2",
    "freqs.4",
    "positions.1",
    "positions.2",
    "positions.4",
]

DOCUMENTS = 2_000
TERMS: list[Holding] = [
    {n: [0, 1] if n % 3 else [2] for n in range(0, DOCUMENTS, 2)},
    {n: [1] for n in range(0, DOCUMENTS, 40)},
    {n: [3, 300] for n in (5, 900, 1_999)},
    {5: range(300), 9: [1]},
    {7: [1, 70_000]},
]

DAMAGE = (Damaged, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)
"""What `reporting_damage` turns into `CorruptIndex`."""


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, NDArray[Any]]:
    """The sections of a small file with every encoding of documents and positions."""
    file = write(tmp_path_factory.mktemp("lists") / "file", [TERMS], DOCUMENTS)
    return {name: file.array(name).copy() for name in NAMES if file.length(name)}


def written(path: Path, sections: Mapping[str, NDArray[Any]]) -> SectionFile:
    with SectionWriter(path) as out:
        for name, items in sections.items():
            out.append(name, items)
        out.finish()
    return SectionFile(path)


def ask_everything(lists: PostingLists) -> None:
    begins = np.arange(1, DOCUMENTS + 1, dtype=np.int64) * 50
    for terms in ([0], [1], [2], [3], [4], [0, 1, 2, 3, 4], [4, 1]):
        for ask in (
            lambda terms: lists.holding(terms),
            lambda terms: lists.positions(terms, begins),
            lambda terms: lists.occurrences(terms, terms[0], begins),
            lambda terms: lists.phrase(terms, begins, LRUCache(0)),
        ):
            with contextlib.suppress(*DAMAGE):
                ask(terms)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_a_section_of_other_bytes_does_no_harm(
    make_lists: MakeLists,
    healthy: Mapping[str, NDArray[Any]],
    name: str,
    dice: random.Random,
) -> None:
    sections = dict(healthy)
    items = sections.get(name, np.zeros(0, np.uint32 if name.endswith("+") else np.uint8))
    content = bytearray(items.tobytes() or bytes(4))
    for _ in range(dice.randint(1, 4)):
        content[dice.randrange(len(content))] = dice.choice([0, 1, 7, 127, 128, 254, 255])
    if dice.random() < 0.3:
        del content[dice.randrange(len(content)) // items.itemsize * items.itemsize :]
    content += bytes(-len(content) % items.itemsize)
    sections[name] = np.frombuffer(bytes(content), items.dtype)
    with empty_folder() as folder:
        file = written(folder / "file", sections)
        with contextlib.suppress(*DAMAGE):
            ask_everything(make_lists(file, DOCUMENTS))
        file.close()


# numpy reads on in the section that follows, which cannot harm it.
@pytest.mark.parametrize("implementation", ["compiled"], indirect=True)
def test_a_section_that_ends_too_early_is_damage(
    make_lists: MakeLists, healthy: Mapping[str, NDArray[Any]], tmp_path: Path
) -> None:
    for number, name in enumerate(healthy):
        file = written(tmp_path / str(number), {**healthy, name: healthy[name][:-1]})

        with pytest.raises(ValueError, match="has changed since it was written"):
            make_lists(file, DOCUMENTS)


def test_a_page_that_has_changed_is_reported_when_it_is_read(
    make_lists: MakeLists, tmp_path: Path
) -> None:
    often = {n: [n % 250] for n in range(200_000)}
    write(tmp_path / "file", [[often, {3: [1]}]], 200_000).close()
    content = bytearray((tmp_path / "file").read_bytes())
    content[1 << 16] ^= 1
    (tmp_path / "file").write_bytes(content)
    lists = make_lists(SectionFile(tmp_path / "file"), 200_000)
    begins = np.arange(200_000, dtype=np.int64) * 300

    assert lists.holding([1]).documents.tolist() == [3]
    for _ in range(2):
        with pytest.raises(Damaged, match="file has changed since it was written"):
            lists.positions([0], begins)
