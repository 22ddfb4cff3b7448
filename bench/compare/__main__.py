"""The command: run the comparison, print the tables, write them, the JSON and the chart."""

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from bench.compare import chart, ratios, tables
from bench.compare.comparison import compare

__all__: list[str] = []


def main() -> None:
    """Compare the engines on the transcripts at PATH."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.compare",
        description="Run the same work through Overheard and three other engines.",
    )
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--glob", default="*", help="only files of such names, as in '*.txt'")
    parser.add_argument("--rounds", type=int, default=15, help="of every query (default: 15)")
    parser.add_argument(
        "--scale",
        type=lambda text: tuple(int(copies) for copies in text.split(",")),
        default=(),
        metavar="N,N",
        help="also index the corpus so many times over, as in 1,4,16",
    )
    parser.add_argument("--out", type=Path, default=Path("build/bench"), help="where to write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = compare(
            options.paths,
            options.glob,
            Path(folder),
            rounds=options.rounds,
            scales=options.scale,
            say=lambda step: print(step, file=sys.stderr),
        )
    page = tables.render(measured)
    values = dataclasses.asdict(measured)
    values["ratios"] = [
        {**dataclasses.asdict(row), "ratios": row.ratios()} for row in ratios.rows(measured)
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "compare.md").write_text(page)
    (options.out / "compare.json").write_text(json.dumps(values, indent=1) + "\n")
    (options.out / "compare.svg").write_text(chart.render(measured))
    print(page, end="")


if __name__ == "__main__":
    main()
