"""The command `overheard index`: add transcripts to an index."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import click

from indexer import Progress, build, cores, explained
from overheard.indexing.summary import summary
from overheard.options import Failure, index_option, reporting_errors
from overheard.printing import as_json_text, tell

__all__ = ["index_command"]


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@index_option
@click.option(
    "--language",
    metavar="LANGUAGE",
    help="The language of all files, such as en or English. Default: detected for each.",
)
@click.option(
    "--report",
    "report_file",
    type=click.File("w", encoding="utf-8"),
    help="Write the files indexed, unchanged and skipped to this JSON file.",
)
@click.option(
    "--synonyms",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A synonyms file in Solr's format; kept in the index until another is given.",
)
@click.option(
    "--verbose", is_flag=True, help="List also what an earlier run has told, and every doubt."
)
@click.option(
    "--prune", is_flag=True, help="Remove the episodes whose files are gone from the paths."
)
@click.option(
    "--rebuild", is_flag=True, help="Read every file anew, and keep no episode of other paths."
)
@click.option("--dry-run", is_flag=True, help="Say what a run would do, and change nothing.")
@click.option(
    "--follow-links", is_flag=True, help="Follow links that lead out of the folders given."
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="How long to wait while another process writes to the index. Default: not at all.",
)
@click.option("--explain", is_flag=True, help="Show how each file is read; index nothing.")
@reporting_errors
def index_command(
    paths: tuple[Path, ...],
    location: str,
    language: str | None,
    report_file: TextIO | None,
    synonyms: Path | None,
    verbose: bool,
    prune: bool,
    rebuild: bool,
    dry_run: bool,
    follow_links: bool,
    wait: float,
    explain: bool,
) -> None:
    """Index the transcripts at and below each PATH.

    An indexed episode is replaced if its file has changed, keeps its id if its file was
    moved or renamed, and stays when its file is gone, unless --prune is given. All changes
    are published in one step at the end. Until then, searches see the index as it was.
    """
    if explain:
        for line in explained(paths, language, follow_links=follow_links):
            tell(line)
        return
    with _progress() as advance:
        report = build(
            paths,
            location,
            advance,
            language=language,
            processes=cores(),
            synonyms=synonyms,
            prune=prune,
            rebuild=rebuild,
            dry_run=dry_run,
            follow_links=follow_links,
            wait=wait,
        )
    if report.warning:
        click.echo(f"overheard: warning: {report.warning}", err=True)
    if report_file is not None:
        report_file.write(as_json_text(report.to_dict(), indent=2))
    nothing = not (report.episodes or report.unchanged or report.removed)
    for line in summary(report, location, verbose or nothing):
        tell(line)
    if nothing:
        raise Failure("found no transcript to index; see the skipped files above")


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Show a progress bar on stderr; nothing if it is no terminal."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    with click.progressbar(length=1, label="Indexing", file=sys.stderr) as bar:

        def advance(progress: Progress) -> None:
            bar.length = max(progress.total, 1)
            if progress.committing:
                bar.label = "Committing"
            bar.update(progress.done - bar.pos)

        yield advance
