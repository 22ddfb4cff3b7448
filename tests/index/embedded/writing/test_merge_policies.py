from collections.abc import Sequence
from pathlib import Path

import pytest

from index.embedded.reading.leaf import Leaf
from index.embedded.writing.batch import Batch
from index.embedded.writing.merge_policies import MERGE_SMALL, NO_MERGE, OPTIMIZE, MergePolicy
from index.embedded.writing.merging import merge
from index.embedded.writing.prepared import prepare
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, found, index_segments, segment


class Merging:
    """Merges as a writer does, and counts the documents that it copies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copied = 0
        self.made = 0

    def leaf(self, documents: int, dead: int = 0) -> Leaf:
        """Return an index segment with so many documents, each an episode, and so many dead."""
        batch = Batch()
        for number in range(documents):
            batch.add(prepare(episode(f"{self.made} {number}"), [segment("a")]))
        path = self._path()
        batch.write(path)
        return Leaf(path, range(dead))

    def merge(self, leaves: Sequence[Leaf]) -> Leaf:
        path = self._path()
        merge(path, leaves)
        self.copied += Leaf(path).documents
        return Leaf(path)

    def _path(self) -> Path:
        self.made += 1
        return self.folder / f"{self.made}.talk"


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        (NO_MERGE, [(1, 0), (1, 0), (4, 3)], [1, 1, 4]),
        (OPTIMIZE, [], []),
        (OPTIMIZE, [(3, 0)], [3]),
        (OPTIMIZE, [(3, 1)], [2]),
        (OPTIMIZE, [(3, 0), (9, 1)], [11]),
        (OPTIMIZE, [(3, 0), (9, 0)], [12]),
        (MERGE_SMALL, [], []),
        (MERGE_SMALL, [(1, 0)], [1]),
        (MERGE_SMALL, [(9, 0), (1, 0)], [9, 1]),
        (MERGE_SMALL, [(1, 0), (1, 0)], [2]),
        (MERGE_SMALL, [(1, 0), (2, 0)], [3]),
        (MERGE_SMALL, [(9, 0), (2, 0), (1, 0)], [9, 2, 1]),
        (MERGE_SMALL, [(3, 0), (2, 0), (2, 0)], [7]),
        (MERGE_SMALL, [(9, 0), (2, 0), (2, 0)], [9, 4]),
        (MERGE_SMALL, [(9, 4), (1, 0)], [9, 1]),
        (MERGE_SMALL, [(9, 5), (1, 0)], [5]),
        (MERGE_SMALL, [(9, 5)], [4]),
        (MERGE_SMALL, [(8, 4)], [8]),
    ],
)
def test_a_policy_leaves_index_segments_of_these_sizes(
    tmp_path: Path, policy: MergePolicy, before: list[tuple[int, int]], after: list[int]
) -> None:
    merging = Merging(tmp_path)
    leaves = [merging.leaf(documents, dead) for documents, dead in before]

    assert [leaf.documents for leaf in policy(merging, leaves)] == after


def test_many_small_commits_leave_few_index_segments_and_copy_a_document_a_few_times(
    tmp_path: Path,
) -> None:
    merging = Merging(tmp_path)
    leaves: list[Leaf] = []
    commits = 64
    for _ in range(commits):
        leaves = MERGE_SMALL(merging, [*leaves, merging.leaf(1)])
        sizes = [leaf.documents for leaf in leaves]
        assert all(size > sum(sizes[at + 1 :]) for at, size in enumerate(sizes))

    assert len(leaves) <= 7
    assert merging.copied <= commits * 6


def test_documents_keep_their_order(tmp_path: Path) -> None:
    for name in "abcd":
        with EmbeddedWriter(tmp_path) as writer:
            writer.add(episode(name), [segment("same"), segment("same", 1)])
            writer.commit(mergetype=NO_MERGE)
    before = found(tmp_path, "same")
    with EmbeddedWriter(tmp_path) as writer:
        writer.commit(optimize=True)

    assert len(index_segments(tmp_path)) == 1
    assert found(tmp_path, "same") == before
