"""The command `overheard index`: add transcripts to an index."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import click

from indexer import Note, Progress, Report, build, cores, explained
from overheard.options import Failure, index_option, reporting_errors

__all__ = ["index_command"]

_DOUBTS_SHOWN = 20
"""Doubts that the summary lists. Their text is indexed; only a time or a title may be wrong."""


_OLD_SHOWN = 5
"""Files that the summary lists of those which were not read again."""


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
@click.option("--explain", is_flag=True, help="Show how each file is read; index nothing.")
@reporting_errors
def index_command(
    paths: tuple[Path, ...],
    location: str,
    language: str | None,
    report_file: TextIO | None,
    synonyms: Path | None,
    verbose: bool,
    explain: bool,
) -> None:
    """Index the transcripts at and below each PATH.

    An indexed episode is replaced if its file has changed and kept otherwise; none is
    removed. All changes are published in one step at the end. Until then, searches see
    the index as it was.
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
    nothing = not report.episodes and not report.unchanged
    for line in _summary(report, location, verbose or nothing):
        click.echo(line)
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


def _summary(report: Report, location: str, verbose: bool) -> list[str]:
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
    untimed = f"{count(report.untimed, 'episode')} without times: searchable, but hits have no time"
    chapters = f"{count(report.with_chapters, 'episode')} with chapters"
    analysed = (
        f"{count(report.analysed_again, 'episode')} of another version: words made anew from the "
        "text in the index"
    )
    told = [
        *(head, body),
        *([analysed] if report.analysed_again else []),
        *([untimed] if report.untimed else []),
        *([chapters] if report.with_chapters else []),
    ]
    before = frozenset[Note]() if verbose else report.repeated
    shown = len(report.doubts) if verbose else _DOUBTS_SHOWN
    return [
        *told,
        *_section("Skipped", report.skipped, before, len(report.skipped)),
        *_section("In doubt", report.doubts, before, shown),
        *_not_read_again(report.not_read_again, verbose),
    ]


def _not_read_again(files: Sequence[Path], verbose: bool) -> list[str]:
    """Return the lines about files that an older version read."""
    shown = files if verbose else files[:_OLD_SHOWN]
    lines = [f"  {file}" for file in shown]
    if len(files) > len(shown):
        lines.append(f"  … and {len(files) - len(shown):,} more; --verbose lists them")
    return ["As an older version read them; give these files too:", *lines] if files else []


def _section(title: str, notes: Sequence[Note], before: frozenset[Note], shown: int) -> list[str]:
    """Return the lines about notes; those told before are counted."""
    new = [note for note in notes if note not in before]
    lines = [f"  {note}" for note in new[:shown]]
    if len(new) > shown:
        lines.append(f"  … and {len(new) - shown:,} more; --verbose lists them")
    if len(new) < len(notes):
        lines.append(f"  {len(notes) - len(new):,} as an earlier run told; --verbose lists them")
    return [f"{title}:", *lines] if lines else []
