"""The command: measure parts of the stream, keep them, and make the page of all that are kept."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench.compare.engines import ENGINES, OVERHEARD
from bench.stream import results, tables
from bench.stream.child import CLOCKS
from bench.stream.contenders import MODES
from bench.stream.measuring import Plan, measure

__all__: list[str] = []

_RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    """Ask the engines a stream of questions about the transcripts at PATH."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.stream",
        description="Ask Overheard and other engines distinct questions, each once. Every mode and "
        "size is kept in a file of its own, and the page is made of all of them.",
    )
    parser.add_argument(
        "paths", type=Path, nargs="*", metavar="PATH", help="without any, only makes the page"
    )
    parser.add_argument("--glob", default="*", help="only files of such names, as in '*.txt'")
    parser.add_argument(
        "--mode", action="append", choices=MODES, help="may be given again (default: all)"
    )
    parser.add_argument(
        "--times",
        type=lambda text: tuple(int(copies) for copies in text.split(",")),
        default=(1,),
        metavar="N,N",
        help="ask the corpus so many times over, as in 1,4,16 (default: 1)",
    )
    parser.add_argument("--questions", type=int, default=1500, help="how many (default: 1500)")
    parser.add_argument("--runs", type=int, default=5, help="medians are of these (default: 5)")
    parser.add_argument(
        "--clock", choices=CLOCKS, default="wall", help="cpu is steadier on a busy machine"
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=[name for name in ENGINES if name != OVERHEARD],
        help="leave this engine out; may be given again",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build/bench/stream"), help="where to keep the parts"
    )
    parser.add_argument("--write", action="store_true", help=f"write {_RESULTS.name} here, too")
    options = parser.parse_args()
    plan = Plan(
        options.mode or tuple(MODES),
        options.times,
        options.questions,
        options.runs,
        options.clock,
        options.without,
    )
    if options.paths:
        with tempfile.TemporaryDirectory() as folder:
            for part in measure(options.paths, options.glob, Path(folder), plan, _say):
                results.save(part, options.out)
    parts = results.load(options.out)
    if not parts:
        parser.error(f"{options.out} holds no results; give the PATH of transcripts")
    if any(part.questions != parts[0].questions for part in parts):
        parser.error(f"{options.out} holds results of different questions; give another by --out")
    page = tables.render(parts)
    (options.out / "stream.md").write_text(page, encoding="utf-8")
    if options.write:
        _RESULTS.write_text(page, encoding="utf-8")
    print(page, end="")


def _say(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
