"""The command `overheard feed`: download the transcripts of a podcast."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from indexer.download import DownloadOutcome, Fetcher, Guard, Options, download
from overheard.options import Failure, reporting_errors
from overheard.printing import tell

__all__ = ["feed_command"]

_OPTIONS = Options()
_FETCHER = Fetcher()


@click.command("feed")
@click.argument("source", metavar="URL_OR_FILE")
@click.option(
    "--into",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder for the transcripts.",
)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Download only the N newest episodes with a transcript.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Download every transcript of an episode, not only the best.",
)
@click.option(
    "--refresh", is_flag=True, help="Ask the server whether downloaded files have changed."
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Seconds to wait between two requests to one host.",
)
@click.option(
    "--max-files",
    type=click.IntRange(min=1),
    default=_OPTIONS.most_files,
    show_default=True,
    metavar="N",
    help="Transcripts to download in one run at most.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=_FETCHER.most_bytes,
    show_default=True,
    metavar="N",
    help="Bytes to download in one run at most.",
)
@click.option(
    "--max-seconds",
    type=click.FloatRange(min=0),
    default=_FETCHER.most_seconds,
    show_default=True,
    metavar="SECONDS",
    help="Seconds that one run takes at most.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Let the feed and its links lead to this machine and to private networks.",
)
@reporting_errors
def feed_command(
    source: str,
    folder: Path,
    limit: int | None,
    every: bool,
    refresh: bool,
    pause: float,
    max_files: int,
    max_bytes: int,
    max_seconds: float,
    allow_private: bool,
) -> None:
    """Download the transcripts that a podcast's feed links to.

    An interrupted run resumes: complete files are not downloaded again. The facts of the
    feed about its episodes are added to FOLDER/episodes.json; your own entries there are
    kept. Addresses that are not public are refused. Next step: overheard index FOLDER
    """
    with _progress() as advance:
        options = Options(limit=limit, every=every, refresh=refresh, most_files=max_files)
        fetcher = Fetcher(
            pause=pause,
            most_bytes=max_bytes,
            most_seconds=max_seconds,
            guard=Guard(allow_private=allow_private),
        )
        outcome = download(source, folder, options, fetcher, advance)
    for line in _summary(outcome, folder):
        tell(line)
    if outcome.stopped:
        raise Failure(str(outcome.stopped))
    if outcome.errors:
        raise Failure(f"{len(outcome.errors)} files of the feed could not be downloaded; see above")
    if not outcome.episodes:
        raise Failure("the feed links to no transcripts")


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on stderr, one step an episode; nothing if it is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label="Downloading", file=sys.stderr) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield advance


def _summary(outcome: DownloadOutcome, folder: Path) -> list[str]:
    head = (
        f"{outcome.show or 'The feed'}: {outcome.episodes:,} "
        f"episode{'' if outcome.episodes == 1 else 's'} with a transcript, "
        f"{outcome.without:,} without"
    )
    body = (
        f"{len(outcome.downloaded):,} downloaded, {len(outcome.here):,} already in {folder}, "
        f"{len(outcome.errors):,} failed"
    )
    failed = [f"  {error}" for error in outcome.errors]
    return [head, body, *(["Failed:", *failed] if failed else [])]
