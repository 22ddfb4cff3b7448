"""`overheard search`, `overheard suggest` and `overheard inspect`."""

import dataclasses
import datetime
import functools
import json
import os
import sys
from collections.abc import Callable
from typing import IO, Concatenate, ParamSpec, get_args

import click

from index import DEFAULT_LOCATION, Engine, as_json, open_index
from index.errors import OverheardError
from index.query.request import FacetName, GroupBy, SearchRequest, Sort, Sponsor
from index.results.as_json import suggestions_as_json
from index.results.page import SearchResults
from overheard import terminal

__all__ = [
    "Failure",
    "index_option",
    "inspect_command",
    "reporting_errors",
    "search_command",
    "suggest_command",
]

P = ParamSpec("P")

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it; 1 would mean no hits

index_option = click.option(
    "-i",
    "--index",
    "location",
    envvar="OVERHEARD_INDEX",
    default=DEFAULT_LOCATION,
    show_default=True,
    show_envvar=True,
    metavar="LOCATION",
    help="Where the index is.",
)


class Failure(click.ClickException):
    """An error on one line of stderr, and exit code 2 as ripgrep has it."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """Print the message; nothing else helps."""
        click.echo(f"overheard: {self.format_message()}", err=True)


def reporting_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what the library raises into a line on stderr and exit code 2.

    A closed pipe ends the command quietly, an interrupt with 130.
    """

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except OverheardError as error:
            raise Failure(str(error)) from error
        except BrokenPipeError:
            # Whoever read us has had enough, as `head` has. Nothing is left to flush into.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except KeyboardInterrupt:
            click.echo("overheard: interrupted", err=True)
            sys.exit(_INTERRUPTED)

    return wrapped


def with_engine(command: Callable[Concatenate[Engine, P], None]) -> Callable[P, None]:
    """Open the index of `-i` and hand it to the command; report errors."""

    @index_option
    @functools.wraps(command)
    @reporting_errors
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        location = str(kwargs.pop("location"))
        with open_index(location) as engine:
            command(engine, *args, **kwargs)

    return wrapped


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n", "--limit", default=20, show_default=True, help="Hits, or episodes if grouped, to show."
)
@click.option("--offset", default=0, show_default=True, help="As many to pass over first.")
@click.option("--speaker", help="Only what this person says.")
@click.option("--episode", help="Only the episode with this id or number.")
@click.option("--date-from", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on.")
@click.option("--date-to", type=click.DateTime(["%Y-%m-%d"]), help="Only up to this day.")
@click.option(
    "--sort",
    type=click.Choice(get_args(Sort)),
    default="relevance",
    show_default=True,
    help="Best first, newest first, or episode by episode as it is spoken.",
)
@click.option(
    "--group-by",
    type=click.Choice(get_args(GroupBy)),
    help="Show episodes, those first that are most about it, each with its best hits.",
)
@click.option("--group-limit", default=3, show_default=True, help="Hits of an episode to show.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Text for people; json is what the web endpoint answers; jsonl is a hit a line.",
)
@click.option(
    "--facet",
    "facets",
    type=click.Choice(get_args(FacetName)),
    multiple=True,
    help="Count the hits of each speaker, show, year or episode; may be given again.",
)
@click.option(
    "--heard-as/--no-heard-as",
    default=True,
    help="Tell what the words were heard as, and search that where it is sure.",
)
@click.option(
    "--sponsor",
    type=click.Choice(get_args(Sponsor)),
    default="demote",
    show_default=True,
    help="Rank sponsors' messages low, rank them as anything else, or find nothing else.",
)
@click.option(
    "--collapse/--no-collapse",
    default=None,
    help="Show the best only of hits that say nearly the same; as text by default.",
)
@click.option("--explain", is_flag=True, help="Show how the query is read, before the hits.")
@click.option("--strict", is_flag=True, help="Refuse a query of which a part is not understood.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to colour; auto is on a terminal and without NO_COLOR.",
)
@with_engine
def search_command(
    engine: Engine,
    query: tuple[str, ...],
    limit: int,
    offset: int,
    speaker: str | None,
    episode: str | None,
    date_from: datetime.datetime | None,
    date_to: datetime.datetime | None,
    sort: Sort,
    group_by: GroupBy | None,
    group_limit: int,
    form: str,
    facets: tuple[FacetName, ...],
    heard_as: bool,
    sponsor: Sponsor,
    collapse: bool | None,
    explain: bool,
    strict: bool,
    color: str,
) -> None:
    """Search what was said.

    \b
      overheard search wsgi flask              both words, in any form, in 64 words
      overheard search '"pour some web"'       exactly these words
      overheard search '"flask web"~5'         in this order, five words between at most
      overheard search 'wsgi NEAR/10 flask'    in any order, ten words between at most
      overheard search 'wsg*'                  words that begin so
      overheard search 'fl*sk OR w?gi'         any letters for a star, one for a ?
      overheard search 'guido~'                words spelled almost so
      overheard search 'flask OR django'       either
      overheard search 'flask -celery'         not this
      overheard search 'flask speaker:armin'   said by Armin
      overheard search 'flask episode:13'      in episode 13; title: and show: too
      overheard search 'flask date:2015-05'    in that month; date:>=2015, date:[2015 TO 2016]
      overheard search 'flask^2 OR django'     the first counts twice as much

    Where fewer than ten places have all words, what comes near follows: all words within
    200 words, or in one episode, or some of them.

    Words after the options are one query. A query that begins with a minus comes after
    --. Exit code: 0 hits, 1 none, 2 error.
    """
    if explain and form == "jsonl":
        raise click.UsageError("--explain has no place among hits a line; use --format json")
    results = engine.search(
        SearchRequest(
            q=" ".join(query),
            limit=limit,
            offset=offset,
            speaker=speaker,
            episode=episode,
            date_from=date_from.date() if date_from else None,
            date_to=date_to.date() if date_to else None,
            sort=sort,
            group_by=group_by,
            group_limit=group_limit,
            strict=strict,
            explain=explain,
            facets=facets,
            heard_as=heard_as,
            sponsor=sponsor,
            collapse=form == "text" if collapse is None else collapse,
        )
    )
    _show(results, form, color)
    sys.exit(0 if results.count else 1)


def _show(results: SearchResults, form: str, color: str) -> None:
    if form == "json":
        click.echo(json.dumps(as_json(results), ensure_ascii=False, indent=2))
    elif form == "jsonl":
        for hit in results.hits:
            click.echo(json.dumps(as_json(hit), ensure_ascii=False))
    else:
        style = terminal.Style(_wants_color(color))
        for line in terminal.render(results, style):
            click.echo(line, color=style.color)
        if results.suggestion is not None:
            click.echo(f"Did you mean: {terminal.harmless(results.suggestion)}", err=True)


def _wants_color(choice: str) -> bool:
    if choice == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"


@click.command("suggest")
@click.argument("prefix", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people; json is what the web endpoint answers.",
)
@with_engine
def suggest_command(engine: Engine, prefix: tuple[str, ...], form: str) -> None:
    """Say how a query that begins so may go on.

    \b
      overheard suggest data sc             terms, phrases, titles and people
      overheard suggest 'data '             what often follows a word
      overheard suggest 'flask speaker:ar'  people who speak

    A line each: how often it is said (a person's episodes, a title's segments), its kind, and
    the query. Exit code: 0 suggestions, 1 none, 2 error.
    """
    typed = " ".join(prefix)
    found = engine.suggest(typed)
    if form == "json":
        click.echo(json.dumps(suggestions_as_json(typed, found), ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(f"{one.count:>9,}  {one.kind:<6}  {terminal.harmless(one.query)}")
    sys.exit(0 if found else 1)


@click.command("inspect")
@click.option("--episodes", is_flag=True, help="List every episode: its id, then its facts.")
@click.option(
    "--episode",
    "episode_id",
    metavar="ID",
    help="Show the segments of an episode, by id or number.",
)
@click.option(
    "--terms",
    "prefix",
    is_flag=False,
    flag_value="",
    metavar="[PREFIX]",
    help="List the terms, or those with this prefix, and how often each is spoken.",
)
@with_engine
def inspect_command(
    engine: Engine, episodes: bool, episode_id: str | None, prefix: str | None
) -> None:
    """Look into an index.

    Without an option: how much it holds.
    """
    if episodes:
        _show_episodes(engine)
    elif episode_id is not None:
        _show_episode(engine, episode_id)
    elif prefix is not None:
        for term, count in engine.terms(prefix):
            click.echo(f"{count:>9,}  {term}")
    else:
        for name, number in dataclasses.asdict(engine.stats()).items():
            click.echo(f"{name:<10} {number:>12,}")


def _show_episodes(engine: Engine) -> None:
    episodes = engine.episodes()
    width = max((len(episode.id) for episode in episodes), default=0)
    for episode in episodes:
        click.echo(f"{episode.id:<{width}}  {terminal.episode_line(episode)}")


def _show_episode(engine: Engine, episode_id: str) -> None:
    numbered = [one.id for one in engine.episodes() if one.number == episode_id]
    segments = engine.segments(episode_id) or [s for id_ in numbered for s in engine.segments(id_)]
    if not segments:
        raise Failure(f"no episode {episode_id}; `overheard inspect --episodes` lists them")
    style = terminal.Style(_wants_color("auto"))
    for segment in segments:
        for line in terminal.segment_lines(segment, style):
            click.echo(line)
