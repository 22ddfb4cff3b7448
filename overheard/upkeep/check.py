"""The command `overheard check`: whether an index is whole, and how to mend it."""

import sys

import click

from index import CheckReport, check
from overheard.options import index_option, progress, reporting_errors
from overheard.printing import as_json_text, tell, tell_styled

__all__ = ["check_command"]

_DAMAGED = 1
"""The exit code of an index in which something is wrong, as in `diff` and `git fsck`."""

_SHOWN = 20


@click.command("check")
@index_option
@click.option(
    "--full", is_flag=True, help="Read the talk again, and compare the index with what it makes."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@reporting_errors
def check_command(location: str, full: bool, as_json: bool) -> None:
    """Check that an index is whole, and say how to mend it.

    The checksums of all files are read, and that their parts fit each other: of the newest
    commit and of the one before it, to which an index with a damaged newest one goes back.

    \b
    Exit codes:
      0  nothing is wrong
      1  something is; each line says what, and how to mend it
      2  it could not be checked: there is no index, or it cannot be read
    """
    with progress("Checking") as advance:
        report = check(location, full=full, on_progress=advance)
    if as_json:
        tell_styled(as_json_text(report.to_dict(), indent=2), color=False)
    else:
        for line in _lines(report, location):
            tell(line)
    if not report.is_whole:
        sys.exit(_DAMAGED)


def _lines(report: CheckReport, location: str) -> list[str]:
    count = len(report.problems)
    what = "nothing is wrong" if not count else f"{count:,} problem{'s' if count > 1 else ''}"
    how = "read again and compared" if report.full else "checksums and structure"
    lines = [
        f"{location}: {what} ({how}; commit {report.generation}, {report.episodes:,} episodes, "
        f"{report.segments:,} segments, {report.words:,} words, {report.bytes / 1e6:.1f} MB, "
        f"{report.seconds:.1f} s)"
    ]
    for problem in report.problems[:_SHOWN]:
        lines.append(f"  {problem.where}: {problem.what}")
    if count > _SHOWN:
        lines.append(f"  … and {count - _SHOWN:,} more; --json lists them")
    for mend in dict.fromkeys(problem.mend for problem in report.problems):
        lines.append(f"To mend it: {mend}.")
    lines += [f"Note: {note}." for note in report.notes]
    return lines
