"""The command `overheard search`: find hits, or the episodes that have some, and print them."""

import dataclasses
import itertools
import sys
from typing import Any, get_args

import click

from index import Engine, FacetName, GroupBy, SearchRequest, Sort, Sponsor, all_pages
from overheard.options import as_day, wants_color, with_engine
from overheard.output import FORMS, Form, write_episodes, write_hits
from overheard.printing import tell
from overheard.terminal import Style

__all__ = ["search_command"]

_DEFAULTS: dict[str, Any] = {
    field.name: field.default for field in dataclasses.fields(SearchRequest)
}


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=int,
    show_default=f"{_DEFAULTS['limit']}; all with -c and -l",
    help="Hits to show, or episodes if grouped.",
)
@click.option("--all", "every", is_flag=True, help="Show every hit, or every episode if grouped.")
@click.option("-c", "--count", is_flag=True, help="Show only how many hits each episode has.")
@click.option(
    "-l", "--list-episodes", "listed", is_flag=True, help="Show only which episodes have hits."
)
@click.option(
    "--offset",
    default=_DEFAULTS["offset"],
    show_default=True,
    help="Hits to skip, or episodes if grouped.",
)
@click.option(
    "-C", "--context", type=int, default=0, metavar="N", help="Show N segments around each hit."
)
@click.option(
    "-B", "--before", type=int, metavar="N", help="Show N segments before each hit. Default: -C."
)
@click.option(
    "-A", "--after", type=int, metavar="N", help="Show N segments after each hit. Default: -C."
)
@click.option("--speaker", help="Only hits of this speaker.")
@click.option("--episode", help="Only hits in the episode with this id or number.")
@click.option(
    "--date-from",
    metavar="DATE",
    callback=as_day,
    help="Only episodes from this day, month or year on: 2015-05-29, 2015-05, 2015.",
)
@click.option(
    "--date-to",
    metavar="DATE",
    callback=as_day,
    help="Only episodes up to this day, month or year, inclusive.",
)
@click.option(
    "--sort",
    type=click.Choice(get_args(Sort)),
    default=_DEFAULTS["sort"],
    show_default=True,
    help="Order of hits: best first, newest first, or by episode and time.",
)
@click.option(
    "--group-by",
    type=click.Choice(get_args(GroupBy)),
    help="Rank episodes instead of hits; each is shown with its best hits.",
)
@click.option(
    "--group-limit",
    default=_DEFAULTS["group_limit"],
    show_default=True,
    help="Hits to show of each episode if grouped.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Output: text for people, json as the web endpoint returns it, jsonl for one hit a line, "
    "or a table.",
)
@click.option(
    "--facet",
    "facets",
    type=click.Choice(get_args(FacetName)),
    multiple=True,
    help="Count hits by speaker, show, year or episode; may be repeated. In URLs: facets.",
)
@click.option(
    "--heard-as/--no-heard-as",
    default=None,
    help="Search mishearings of the words that are certain, or do not even show them. "
    "Default: show them.",
)
@click.option(
    "--sponsor",
    type=click.Choice(get_args(Sponsor)),
    default=_DEFAULTS["sponsor"],
    show_default=True,
    help="Sponsor messages: rank them as other hits, rank them lower, or find only them.",
)
@click.option(
    "--collapse/--no-collapse",
    default=None,
    help="Hide near-duplicates of a better hit. Default: on for text, off otherwise.",
)
@click.option(
    "--relax/--no-relax",
    default=_DEFAULTS["relax"],
    help="Add close hits, which lack some words, where few hits are exact. Default: on.",
)
@click.option(
    "--explain", is_flag=True, help="Show the query as parsed and as searched, before the hits."
)
@click.option("--strict", is_flag=True, help="Fail if a part of the query is not understood.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto means on a terminal and without NO_COLOR.",
)
@click.option("--links", is_flag=True, help="Show the address of each hit beside it.")
@with_engine
def search_command(
    engine: Engine,
    /,
    query: tuple[str, ...],
    form: Form,
    color: str,
    links: bool,
    limit: int | None,
    every: bool,
    count: bool,
    listed: bool,
    collapse: bool | None,
    context: int,
    **asked: Any,  # noqa: ANN401  # click gives the fields of SearchRequest by name
) -> None:
    """Search the transcripts.

    \b
      overheard search wsgi flask              both words, in any form, within 64 words
      overheard search '"pour some web"'       exactly these words
      overheard search '"flask web"~5'         in this order, at most five words between
      overheard search 'wsgi NEAR/10 flask'    in any order, at most ten words between
      overheard search 'wsg*'                  words with this prefix
      overheard search 'fl*sk OR w?gi'         * is any letters, ? is one letter
      overheard search 'guido~'                words with one or two letters changed
      overheard search 'flask OR django'       either word
      overheard search 'flask -celery'         the second word excluded
      overheard search 'flask speaker:armin'   said by Armin
      overheard search 'flask episode:13'      in episode 13; also title: and show:
      overheard search 'flask date:2015-05'    in that month; date:>=2015, date:[2015 TO 2016]
      overheard search 'flask^2 OR django'     the first word weighted twice

    If fewer than ten hits are exact, close hits come with them: they hold the quotes and some
    of the words. So do places of an episode whose title or people hold all words. Each is
    marked and says which words it lacks. --no-relax leaves them out.

    All arguments together are one query. A query that begins with a minus comes after --.
    Exit code: 0 hits, 1 none, 2 error.
    """
    plain = form == "text" and not count and not listed
    if asked["explain"] and form != "json" and not plain:
        raise click.UsageError("--explain needs --format json, or text without -c and -l")
    if asked["facets"] and form != "json" and not plain:
        raise click.UsageError("--facet needs --format json, or text without -c and -l")
    if links and not plain:
        raise click.UsageError("--links needs text without -c and -l; the other forms have a url")
    if count and listed:
        raise click.UsageError("give -c or -l: -c lists the episodes too, with their counts")
    if every and limit is not None:
        raise click.UsageError("--all shows every hit; leave out --limit")
    if count or listed:
        asked.update(group_by="episode", group_limit=0)
        every = limit is None
    for name in ("before", "after"):
        asked[name] = context if asked[name] is None else asked[name]
    request = SearchRequest(
        q=" ".join(query),
        limit=_DEFAULTS["limit"] if limit is None else limit,
        collapse=form == "text" if collapse is None else collapse,
        **asked,
    )
    pages = all_pages(engine.search, request) if every else iter([engine.search(request)])
    first = next(pages)
    shown = itertools.chain([first], pages)
    style = Style(wants_color(color), links=links)
    if form == "text" and first.suggestion is not None:
        tell(f"Did you mean: {first.suggestion}", err=True)
    if count or listed:
        write_episodes(shown, form, style, counted=not listed)
    else:
        write_hits(shown, form, style)
    sys.exit(0 if first.count else 1)
