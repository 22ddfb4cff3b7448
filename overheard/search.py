"""`overheard search`."""

import dataclasses
import json
import sys
from typing import Any, get_args

import click

from index import Engine, FacetName, GroupBy, SearchRequest, SearchResults, Sort, Sponsor, as_json
from overheard import terminal
from overheard.options import wants_color, with_engine

__all__ = ["search_command"]

_DEFAULTS: dict[str, Any] = {
    field.name: field.default for field in dataclasses.fields(SearchRequest)
}


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    default=_DEFAULTS["limit"],
    show_default=True,
    help="Hits, or episodes if grouped, to show.",
)
@click.option(
    "--offset", default=_DEFAULTS["offset"], show_default=True, help="As many to pass over first."
)
@click.option("--speaker", help="Only what this person says.")
@click.option("--episode", help="Only the episode with this id or number.")
@click.option("--date-from", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on.")
@click.option("--date-to", type=click.DateTime(["%Y-%m-%d"]), help="Only up to this day.")
@click.option(
    "--sort",
    type=click.Choice(get_args(Sort)),
    default=_DEFAULTS["sort"],
    show_default=True,
    help="Best first, newest first, or episode by episode as it is spoken.",
)
@click.option(
    "--group-by",
    type=click.Choice(get_args(GroupBy)),
    help="Show episodes, those first that are most about it, each with its best hits.",
)
@click.option(
    "--group-limit",
    default=_DEFAULTS["group_limit"],
    show_default=True,
    help="Hits of an episode to show.",
)
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
    default=_DEFAULTS["sponsor"],
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
    /,
    query: tuple[str, ...],
    form: str,
    color: str,
    collapse: bool | None,
    **asked: Any,  # noqa: ANN401  # click gives the fields of SearchRequest by name
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
    if asked["explain"] and form == "jsonl":
        raise click.UsageError("--explain has no place among hits a line; use --format json")
    for name in ("date_from", "date_to"):
        asked[name] = asked[name].date() if asked[name] else None
    collapsed = form == "text" if collapse is None else collapse
    results = engine.search(SearchRequest(q=" ".join(query), collapse=collapsed, **asked))
    _show(results, form, color)
    sys.exit(0 if results.count else 1)


def _show(results: SearchResults, form: str, color: str) -> None:
    if form == "json":
        click.echo(json.dumps(as_json(results), ensure_ascii=False, indent=2))
    elif form == "jsonl":
        for hit in results.hits:
            click.echo(json.dumps(as_json(hit), ensure_ascii=False))
    else:
        style = terminal.Style(wants_color(color))
        for line in terminal.render(results, style):
            click.echo(line, color=style.color)
        if results.suggestion is not None:
            click.echo(f"Did you mean: {terminal.harmless(results.suggestion)}", err=True)
