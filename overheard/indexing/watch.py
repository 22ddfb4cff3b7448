"""The command `overheard watch`: index folders whenever their files change."""

import datetime
from pathlib import Path

import click

from index import IndexLocked, TranscriptError
from indexer import build, cores
from overheard.indexing.summary import summary
from overheard.indexing.watching import changes
from overheard.options import index_option, reporting_errors
from overheard.printing import tell

__all__ = ["watch_command"]


@click.command("watch")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@index_option
@click.option(
    "--prune", is_flag=True, help="Remove the episodes whose files are gone from the paths."
)
@reporting_errors
def watch_command(paths: tuple[Path, ...], location: str, prune: bool) -> None:
    """Index the transcripts at and below each PATH, now and whenever they change.

    Runs until it is interrupted. A file that is still being written is read when it is
    finished. A server shows what is new by itself.
    """
    for path in paths:
        if not path.exists():
            raise TranscriptError(path, "no such file or folder; check the path")
    for _ in changes(paths):
        try:
            report = build(paths, location, processes=cores(), prune=prune)
        except (IndexLocked, TranscriptError) as error:
            _tell([f"overheard: {error}; waiting for the next change"])
            continue
        if report.warning:
            _tell([f"overheard: warning: {report.warning}"])
        if report.episodes or report.removed or report.skipped:
            _tell(summary(report, location, verbose=False))


def _tell(lines: list[str]) -> None:
    tell(f"{datetime.datetime.now():%H:%M:%S}  {lines[0]}")
    for line in lines[1:]:
        tell(f"          {line}")
