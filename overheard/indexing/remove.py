"""The command `overheard remove`: take episodes out of an index."""

import os
from collections.abc import Iterable, Mapping, Sequence

import click

from index import Episode, open_index, open_writer
from overheard import terminal
from overheard.options import Failure, index_option, reporting_errors
from overheard.printing import tell

__all__ = ["remove_command"]


@click.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="EPISODE…")
@index_option
@click.option(
    "--now",
    is_flag=True,
    help="Leave nothing of them on disk; else their words stay there until the next merge.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and change nothing.")
@reporting_errors
def remove_command(names: tuple[str, ...], location: str, now: bool, dry_run: bool) -> None:
    """Remove episodes, each given by its id or its number.

    Searches do not find them from then on. Their files are left alone, and the next run of
    `overheard index` adds those that it is given.
    """
    open_index(location).close()  # a writer would make an index where there is none
    writer = open_writer(location)
    try:
        chosen = _chosen(names, writer.episodes())
        for episode in chosen:
            writer.remove(episode.id)
        if not dry_run:
            writer.commit(purge=now)
    finally:
        writer.rollback()
    if writer.warning:
        click.echo(f"overheard: warning: {writer.warning}", err=True)
    tell("Would be removed:" if dry_run else "Removed:")
    for episode in chosen:
        tell(f"  {episode.id}  {terminal.episode_line(episode)}")
    there = [episode.source for episode in chosen if os.path.exists(episode.source)]
    if there:
        tell("Still there, and added again when `overheard index` is given them:")
    for source in there:
        tell(f"  {source}")


def _chosen(names: Iterable[str], episodes: Mapping[str, Episode]) -> Sequence[Episode]:
    """Return the episodes of these ids or numbers; a name of none or of several is a failure."""
    chosen: dict[str, Episode] = {}
    for name in names:
        numbered = [episode for episode in episodes.values() if episode.number == name]
        found = [episodes[name]] if name in episodes else numbered
        if not found:
            raise Failure(
                f"no episode {name}; `overheard inspect --episodes` lists them. Nothing is removed"
            )
        if len(found) > 1:
            ids = ", ".join(episode.id for episode in found)
            raise Failure(f"{name} is the number of {ids}; give an id. Nothing is removed")
        chosen[found[0].id] = found[0]
    return list(chosen.values())
