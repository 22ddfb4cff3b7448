"""`overheard index`."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import click

from indexer import Progress, Report, build, cores, explained
from overheard.options import Failure, index_option, reporting_errors

__all__ = ["index_command"]

_DOUBTS_SHOWN = 20
"""Doubts shown in the summary; their text is in the index, only a time or a title is off."""


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@index_option
@click.option("--language", metavar="CODE", help="The language of all, such as en; else told.")
@click.option(
    "--report",
    "report_file",
    type=click.File("w", encoding="utf-8"),
    help="Write what was taken, removed and passed over to this JSON file.",
)
@click.option(
    "--synonyms",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Search by the synonyms of this file too, in Solr's form; kept until another is given.",
)
@click.option("--explain", is_flag=True, help="Index nothing; show how each file is read.")
@reporting_errors
def index_command(
    paths: tuple[Path, ...],
    location: str,
    language: str | None,
    report_file: TextIO | None,
    synonyms: Path | None,
    explain: bool,
) -> None:
    """Index the transcripts at and below each PATH.

    Episodes already in the index are left alone if their files have not changed and
    replaced if they have; none is removed. Everything is published in one step at the
    end, so whoever searches meanwhile sees the index as it was.
    """
    if explain:
        for line in explained(paths, language):
            click.echo(line)
        return
    with _progress() as advance:
        report = build(
            paths,
            location,
            advance,
            language=language,
            processes=cores(),
            synonyms=synonyms,
        )
    if report_file is not None:
        json.dump(report.to_dict(), report_file, ensure_ascii=False, indent=2)
    for line in _summary(report, location):
        click.echo(line)
    if not report.episodes and not report.unchanged:
        raise Failure("found no transcript to index; see the files passed over above")


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr while files are read, a word while the commit is written."""
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


def _summary(report: Report, location: str) -> list[str]:
    def count(number: int, thing: str) -> str:
        return f"{number:,} {thing}{'' if number == 1 else 's'}"

    head = (
        f"{count(report.files, 'file')}: {count(report.episodes, 'episode')} indexed, "
        f"{report.unchanged:,} unchanged, {len(report.skipped):,} skipped"
    )
    body = (
        f"{count(report.segments, 'segment')}, {count(report.words, 'word')}, "
        f"{report.seconds:.1f} s; {location} takes {report.bytes / 1e6:.1f} MB"
    )
    untimed = f"{count(report.untimed, 'episode')} without times: found, with no second to jump to"
    skipped = [f"  {note}" for note in report.skipped]
    doubts = [f"  {note}" for note in report.doubts[:_DOUBTS_SHOWN]]
    if len(report.doubts) > _DOUBTS_SHOWN:
        doubts.append(f"  … and {len(report.doubts) - _DOUBTS_SHOWN:,} more")
    told = [head, body, *([untimed] if report.untimed else [])]
    return [*told, *_section("Skipped:", skipped), *_section("In doubt:", doubts)]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [title, *lines] if lines else []
