"""The command `overheard inspect`: list the episodes, segments and terms of an index."""

import click

from index import Engine, Stats, Versions, kernels_in_use
from overheard import terminal
from overheard.options import Failure, wants_color, with_engine
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
@with_engine
def inspect_command(
    engine: Engine, episodes: bool, episode_id: str | None, prefix: str | None
) -> None:
    """Inspect an index.

    Without an option, its size is printed: episodes, segments, words, terms, bytes, the
    versions of the analysis and of the reading that made it, the kernels that evaluate queries
    (compiled, or numpy where they could not be built), and the words of each year.
    """
    if episodes:
        _show_episodes(engine)
    elif episode_id is not None:
        _show_episode(engine, episode_id)
    elif prefix is not None:
        for term, count in engine.terms(prefix):
            tell(f"{count:>9,}  {term}")
    else:
        _show_stats(engine.stats(), engine.versions)


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
