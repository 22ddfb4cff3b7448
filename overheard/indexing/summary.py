"""The summary of a run of the indexer, as lines for people."""

from collections.abc import Sequence
from pathlib import Path

from indexer import Note, Report

__all__ = ["summary"]

_DOUBTS_SHOWN = 20
"""Doubts that the summary lists. Their text is indexed; only a time or a title may be wrong."""

_OTHERS_SHOWN = 5
"""Files and episodes that the summary lists of each kind that is no fault of a file."""


def summary(report: Report, location: str, verbose: bool) -> list[str]:
    """Return the lines that tell a person what a run has done; `verbose` lists all of it."""
    head = (
        f"{_count(report.files, 'file')}: {_count(report.episodes, 'episode')} indexed, "
        f"{report.unchanged:,} unchanged, {len(report.skipped):,} skipped"
    )
    body = (
        f"{_count(report.segments, 'segment')}, {_count(report.words, 'word')}, "
        f"{report.seconds:.1f} s; {location} takes {report.bytes / 1e6:.1f} MB"
    )
    untimed = (
        f"{_count(report.untimed, 'episode')} without times: searchable, but hits have no time"
    )
    chapters = f"{_count(report.with_chapters, 'episode')} with chapters"
    analysed = (
        f"{_count(report.analysed_again, 'episode')} of another version: words made anew from the "
        "text in the index"
    )
    told = [
        *(["A dry run: nothing is written. A run would do this."] if report.dry_run else []),
        *(head, body),
        *_followed(report, verbose),
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


def _count(number: int, thing: str) -> str:
    """Return a number with what it counts: `1 episode`, `1,200 episodes`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _followed(report: Report, verbose: bool) -> list[str]:
    """Return the lines about episodes whose files were moved or are gone."""
    moved = [f"{episode} is now {now}" for episode, _, now in report.moved]
    have = "has" if len(report.without_file) == 1 else "have"
    return [
        *_listed(f"{_count(len(moved), 'episode')} moved", moved, verbose),
        *_listed(f"{_count(len(report.removed), 'episode')} removed", report.removed, verbose),
        *_listed(
            f"{_count(len(report.without_file), 'episode')} {have} no file any more; --prune "
            "removes those of the paths it is given",
            report.without_file,
            verbose,
        ),
    ]


def _listed(head: str, lines: Sequence[str], verbose: bool) -> list[str]:
    """Return a head with its lines, of which the first are shown; nothing without lines."""
    shown = lines if verbose else lines[:_OTHERS_SHOWN]
    told = [f"  {line}" for line in shown]
    if len(lines) > len(shown):
        told.append(f"  … and {len(lines) - len(shown):,} more; --verbose lists them")
    return [f"{head}:", *told] if lines else []


def _not_read_again(files: Sequence[Path], verbose: bool) -> list[str]:
    """Return the lines about files that an older version read."""
    head = "As an older version read them; give these files too"
    return _listed(head, [str(file) for file in files], verbose)


def _section(title: str, notes: Sequence[Note], before: frozenset[Note], shown: int) -> list[str]:
    """Return the lines about notes; those told before are counted."""
    new = [note for note in notes if note not in before]
    lines = [f"  {note}" for note in new[:shown]]
    if len(new) > shown:
        lines.append(f"  … and {len(new) - shown:,} more; --verbose lists them")
    if len(new) < len(notes):
        lines.append(f"  {len(notes) - len(new):,} as an earlier run told; --verbose lists them")
    return [f"{title}:", *lines] if lines else []
