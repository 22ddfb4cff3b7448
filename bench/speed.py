"""How fast the embedded engine indexes a folder of transcripts, and answers ten queries.

    .venv/bin/python bench/speed.py PATH [--queries FILE]

Prints lines (cues) indexed a second and the median time of each query with its ten hits,
snippets included. One process, warm, each query nine times; the machine's own noise is in
the figures, so compare figures of one run only.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import index
import indexer
from index import SearchRequest
from indexer.formats import read
from indexer.walk import walk

QUERIES = (
    "wsgi",
    "python",
    "the",
    "flask wsgi",
    "python flask",
    "flask OR django OR pyramid",
    '"data science"',
    '"talk python to me"',
    "wsg*",
    "flask -django",
)
ROUNDS = 9


def main() -> None:
    """Index PATH into a temporary folder, search it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--queries", type=Path, help="a file with a query on each line")
    options = parser.parse_args()
    queries = options.queries.read_text().splitlines() if options.queries else QUERIES
    with tempfile.TemporaryDirectory() as folder:
        location = Path(folder, "index")
        report = indexer.build([options.path], location)
        lines = _lines(options.path)
        print(f"{report.episodes:,} episodes, {report.segments:,} segments, {report.words:,} words")
        print(f"indexed {lines:,} lines in {report.seconds:.1f} s: {lines / report.seconds:,.0f}/s")
        print(
            f"{report.bytes / 1e6:.1f} MB on disk, {report.bytes / report.words:.1f} bytes a word"
        )
        print()
        with index.open_index(location) as engine:
            for q in queries:
                took, total = _time(engine, q)
                print(f"{took * 1000:>10.2f} ms {total:>9,} hits  {q}")


def _time(engine: index.Engine, q: str) -> tuple[float, int]:
    """Return the median seconds of a search for ten hits, and how many there are in all."""
    times: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        total = engine.search(SearchRequest(q=q, limit=10)).total
        times.append(time.perf_counter() - began)
    return statistics.median(times), total


def _lines(path: Path) -> int:
    """Return the cues of the files that were indexed, one file of each recording."""
    total = 0
    for files in walk([path]).recordings:
        try:
            total += len(read(files[0], files[0].read_bytes()).cues)
        except index.TranscriptError:
            continue
    return total


if __name__ == "__main__":
    main()
