"""The command: run the evaluation, print the tables and write them."""

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from bench.compare.engines import ENGINES
from bench.quality import report, sources
from bench.quality.evaluation import evaluate

__all__: list[str] = []

_RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    """Evaluate the engines on the transcripts at PATH."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.quality",
        description="Ask Overheard and three other engines what people look for, and judge it.",
    )
    sources.add_options(parser)
    parser.add_argument(
        "--engine",
        action="append",
        choices=ENGINES,
        help="ask only this engine; may be given again (default: all)",
    )
    parser.add_argument(
        "--held-out",
        type=int,
        default=0,
        metavar="PERCENT",
        help="keep so much of what is asked aside, unasked, for tuning (default: 0)",
    )
    parser.add_argument("--out", type=Path, default=_RESULTS, help="where to write the tables")
    parser.add_argument("--scores", type=Path, help="where to write every score, as JSON lines")
    options = parser.parse_args()
    chosen = sources.chosen(parser, options)
    with tempfile.TemporaryDirectory() as folder:
        run = evaluate(
            chosen.paths,
            chosen.pattern,
            Path(folder),
            meetings=chosen.meetings,
            names=options.engine or tuple(ENGINES),
            held_out=options.held_out,
            say=_say,
        )
    page = report.render(run)
    options.out.write_text(page)
    if options.scores:
        lines = (json.dumps(dataclasses.asdict(score)) for score in run.scores)
        options.scores.write_text("\n".join(lines) + "\n")
    print(page, end="")


def _say(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
