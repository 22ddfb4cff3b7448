"""Sources of an evaluation: transcripts and judged meetings, by the options of a command.

Without PATH they are those beside the project, with which the kept results were made.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.quality.meetings import QUERIES

__all__ = ["Sources", "add_options", "chosen"]

_BESIDE = Path(__file__).resolve().parents[3] / "shared"
_TRANSCRIPTS = _BESIDE / "corpora" / "talk-python" / "transcripts"
_PATTERN = "*.txt"
_MEETINGS = _BESIDE / "evaluation" / "qmsum"


class Sources(NamedTuple):
    """The transcripts, the pattern of their names, and the folder of the meetings or None."""

    paths: Sequence[Path]
    pattern: str
    meetings: Path | None


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose the sources."""
    parser.add_argument(
        "paths",
        type=Path,
        nargs="*",
        metavar="PATH",
        help="transcripts (default: those of Talk Python beside the project, and the meetings)",
    )
    parser.add_argument("--glob", help="only files of such names, as in '*.txt'")
    parser.add_argument(
        "--meetings",
        type=Path,
        help="the folder of judged meetings (default: those beside the project without PATH, "
        "else none)",
    )


def chosen(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Sources:
    """Return the sources that parsed options choose; exits with an error if one is missing."""
    paths: list[Path] = options.paths
    found = Sources(paths, options.glob or "*", options.meetings)
    if not paths:
        found = Sources([_TRANSCRIPTS], options.glob or _PATTERN, options.meetings or _MEETINGS)
    for path in found.paths:
        if not path.exists():
            parser.error(f"{path} does not exist; give the PATH of transcripts")
    if found.meetings is not None and not (found.meetings / QUERIES).is_file():
        parser.error(f"{found.meetings} holds no {QUERIES}; give the folder by --meetings")
    return found
