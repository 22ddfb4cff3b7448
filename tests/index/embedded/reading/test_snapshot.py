from pathlib import Path

import numpy as np
import pytest

from index.embedded.reading.matches import Matches
from index.embedded.reading.opening import open_snapshot
from index.embedded.statistics import EmbeddedStatistics
from tests.builders import indexed

SIZE = 1600


@pytest.mark.parametrize(("documents", "kept"), [(100, False), (101, True)])
def test_only_a_common_word_keeps_what_is_as_long_as_the_index(documents: int, kept: bool) -> None:
    found = Matches(np.arange(documents), np.ones(documents, np.float32), SIZE)

    assert found.common is kept
    assert (found.mask is found.mask) is kept
    assert (found.dense is found.dense) is kept
    assert found.bytes == 12 * documents + (5 * SIZE if kept else 0)


@pytest.mark.parametrize("documents", [3, 800])
def test_documents_are_scored_alike_however_many_match(documents: int) -> None:
    step = SIZE // documents
    found = Matches(np.arange(documents) * step, np.ones(documents, np.float32), SIZE)

    assert found.mask.sum() == documents
    assert found.at(np.array([0, 1, step])).tolist() == [1, 0, 1]
    assert found.at(np.arange(SIZE)).sum() == documents


def test_arrays_do_not_drive_out_what_is_small(tmp_path: Path) -> None:
    made: list[str] = []

    def counted() -> int:
        made.append("counted")
        return 1

    snapshot, _ = open_snapshot(indexed(tmp_path, {"e": ["some talk"]}))
    statistics = EmbeddedStatistics(snapshot)
    statistics.remembered("count", counted, lambda _: 300)
    for number in range(99):
        snapshot.cache.get(number, lambda: b"", lambda _: 1 << 20)
    statistics.remembered("count", counted, lambda _: 300)
    snapshot.close()

    assert made == ["counted"]
