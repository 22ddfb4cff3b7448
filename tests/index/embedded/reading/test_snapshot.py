import numpy as np
import pytest

from index.embedded.reading.matches import Matches

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
