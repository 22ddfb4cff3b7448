"""The command `overheard suggest`: print completions of a query."""

import sys

import click

from index import Engine, suggestions_as_json
from overheard.options import with_engine
from overheard.printing import as_json_text, tell, tell_styled

__all__ = ["suggest_command"]


@click.command("suggest")
@click.argument("prefix", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output: text for people, json as the web endpoint returns it.",
)
@with_engine
def suggest_command(engine: Engine, prefix: tuple[str, ...], form: str) -> None:
    """Complete a query.

    \b
      overheard suggest data sc             terms, phrases, titles and people
      overheard suggest 'data '             words that often follow
      overheard suggest 'flask speaker:ar'  names of speakers
      overheard suggest speaker:            the speakers with most episodes

    Each line has a count, the kind and the completed query. The count is occurrences for
    terms and phrases, episodes for people, segments for titles. Where no term follows the
    words before it, it is the segments that hold them all. Exit code: 0 completions, 1 none,
    2 error.
    """
    typed = " ".join(prefix)
    suggestions = engine.suggest(typed)
    if form == "json":
        tell_styled(as_json_text(suggestions_as_json(typed, suggestions), indent=2), color=None)
    else:
        for suggestion in suggestions:
            tell(f"{suggestion.count:>9,}  {suggestion.kind:<6}  {suggestion.query}")
    sys.exit(0 if suggestions else 1)
