"""The command `overheard inspect`: list the episodes, segments and terms of an index."""

import click

from index import Engine, Layout, Stats, Versions, kernels_in_use, layout, open_index
from overheard import terminal
from overheard.options import Failure, index_option, reporting_errors, wants_color, warn
from overheard.printing import tell, tell_styled

__all__ = ["inspect_command"]


@click.command("inspect")
@click.option(
    "--episodes", is_flag=True, help="List the episodes: id, words, show, number, title and date."
)
@click.option(
    "--episode",
    "episode_id",
    metavar="ID",
    help="Print the chapters and segments of the episode with this id or number.",
)
@click.option(
    "--terms",
    "prefix",
    is_flag=False,
    flag_value="",
    metavar="[PREFIX]",
    help="List the terms, or those with this prefix, with their occurrences.",
)
@index_option
@reporting_errors
def inspect_command(
    location: str, episodes: bool, episode_id: str | None, prefix: str | None
) -> None:
    """Inspect an index.

    Without an option, its size is printed: episodes, segments, words, terms, bytes, the
    versions of the analysis and of the reading that made it, the kernels that evaluate queries
    (compiled, or numpy where they could not be built), and the words of each year; then
    what lies on disk: the version of the format, commits, index segments, the bytes of each
    part, and where the talk of removed episodes still is.
    """
    with open_index(location) as engine:
        warn(engine, location)
        if episodes:
            _show_episodes(engine)
        elif episode_id is not None:
            _show_episode(engine, episode_id)
        elif prefix is not None:
            for term, count in engine.terms(prefix):
                tell(f"{count:>9,}  {term}")
        else:
            _show_stats(engine.stats(), engine.versions)
            _show_layout(layout(location))


def _show_stats(stats: Stats, versions: Versions) -> None:
    for name in ("episodes", "segments", "words", "terms", "bytes", "generation"):
        tell(f"{name:<10} {getattr(stats, name):>12,}")
    for name, version in versions._asdict().items():
        tell(f"{name:<10} {'none' if version is None else version:>12}")
    kernels = kernels_in_use()
    slower = "  (slower: `compiled` was not built or not chosen)" if kernels == "numpy" else ""
    tell(f"{'kernels':<10} {kernels:>12}{slower}")
    if stats.year_words:
        tell()
        tell("Words by year:")
    for year, count in stats.year_words.items():
        tell(f"{year:<10} {count:>12,}")


def _show_layout(found: Layout) -> None:
    newest, *before = found.commits
    tell()
    tell(f"On disk, in format {found.format}:")
    older = f"; before it {', '.join(map(str, before))}" if before else ""
    tell(f"commit {newest}{older}")
    for stored in found.segments:
        removed = f", {len(stored.removed):,} removed" if stored.removed else ""
        tell(
            f"{stored.bytes:>12,}  {stored.name}: {stored.episodes:,} episodes{removed}, "
            f"{stored.segments:,} segments"
        )
    for part, size in found.parts.items():
        tell(f"{size:>12,}  {part}")
    for name in found.before:
        tell(f"{'':>12}  {name}: only of the commit before")
    for name in found.leftovers:
        tell(f"{'':>12}  {name}: of no commit; the next one removes it")
    for stored in found.segments:
        for id_ in stored.removed:
            tell(f"Removed or replaced, and still in {stored.name}: {id_}")
    if any(stored.removed for stored in found.segments):
        tell("`overheard remove --now` and the next merge take them off the disk")


def _show_episodes(engine: Engine) -> None:
    words = engine.stats().episode_words
    width = max(map(len, words), default=0)
    for episode in engine.episodes():
        line = terminal.episode_line(episode)
        tell(f"{episode.id:<{width}}  {words[episode.id]:>9,}  {line}")


def _show_episode(engine: Engine, episode_id: str) -> None:
    episodes = engine.episodes()
    shown = [episode for episode in episodes if episode.id == episode_id]
    shown = shown or [episode for episode in episodes if episode.number == episode_id]
    if not shown:
        raise Failure(f"no episode {episode_id}; `overheard inspect --episodes` lists them")
    style = terminal.Style(wants_color("auto"))
    for episode in shown:
        for line in terminal.chapter_lines(episode, style):
            tell_styled(line, color=style.color)
        for segment in engine.segments(episode.id):
            for line in terminal.segment_lines(segment, style):
                tell_styled(line, color=style.color)
