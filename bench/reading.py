"""Reading speed: transcripts to segments on one core.

    .venv/bin/python bench/reading.py PATH

Reads every file at and below PATH from memory, three times. Prints the best MB/s from bytes to
segments and the seconds of each step. No index is written.
"""

import argparse
import time
from collections import defaultdict
from pathlib import Path

from index import TranscriptError
from indexer import formats, memory
from indexer.grouping import walk
from indexer.speakers import labels
from indexer.talk import cleaning
from indexer.talk.segments import cut

ROUNDS = 3


def main() -> None:
    """Read the files and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, metavar="PATH")
    paths = [path for files in walk([parser.parse_args().path]).recordings for path in files]
    contents = [(path, path.read_bytes()) for path in paths]
    size = sum(len(data) for _, data in contents)
    rounds = [_read(contents) for _ in range(ROUNDS)]
    best, refused = min(rounds, key=lambda result: sum(result[0].values()))
    total = sum(best.values())
    print(
        f"{len(paths):,} files, {refused:,} refused, "
        f"{size / 1e6:.1f} MB: {size / 1e6 / total:.1f} MB/s"
    )
    for step, seconds in best.items():
        print(f"{seconds:>8.2f} s  {step}")


def _read(contents: list[tuple[Path, bytes]]) -> tuple[dict[str, float], int]:
    """Return the processor seconds of each step over all files, and how many are refused."""
    spent = defaultdict[str, float](float)
    refused = 0
    for path, data in contents:
        with memory.uncollected():  # as `recording.read` does
            began = time.process_time()
            text = formats.decode(path, data)
            spent["decode"] += (decoded := time.process_time()) - began
            try:
                raw = formats.parse(path, text)
            except TranscriptError:
                spent["parse"] += time.process_time() - decoded
                refused += 1
                continue
            spent["parse"] += (parsed := time.process_time()) - decoded
            clean = cleaning.clean(labels.turns(raw.cues), raw.words)
            spent["clean"] += (cleaned := time.process_time()) - parsed
            labelled = labels.label(clean)
            spent["label"] += (named := time.process_time()) - cleaned
            cut(labelled, words=raw.words)
            spent["cut"] += time.process_time() - named
    return spent, refused


if __name__ == "__main__":
    main()
