"""`overheard suggest`."""

import json
import sys

import click

from index import Engine, suggestions_as_json
from overheard import terminal
from overheard.options import with_engine

__all__ = ["suggest_command"]


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
