from pathlib import Path

from index import open_index
from tests.builders import indexed


def test_stats_count_the_bytes_of_all_files(tmp_path: Path) -> None:
    with open_index(indexed(tmp_path, {"a": ["pour some web"], "b": ["flask"]})) as engine:
        stats = engine.stats()

    assert stats.bytes == sum(path.stat().st_size for path in tmp_path.iterdir())
